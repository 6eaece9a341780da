import { useLayoutEffect, useRef } from 'preact/hooks'
import type { UserName } from '#protocol/identity'
import { Field } from '#ui/Field.tsx'
import { problemAt } from './problem-at.ts'
import type { Refusal } from './refusal.ts'
import { isWholeName } from './user-name.ts'

export interface NameFieldsProps {
  name: UserName
  /** Whether they take the focus when they appear. */
  isFirst: boolean
  refusal?: Refusal | undefined
  onText: (field: keyof UserName, text: string) => void
}

/** Directory and id. A backslash, typed or pasted, carries on from the first to the second. */
export function NameFields({ name, isFirst, refusal, onText }: NameFieldsProps) {
  const fields = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (isFirst) goTo(fields.current, name.userDirectory === '' ? 0 : 1)
  }, [])

  const enter = (field: keyof UserName, text: string) => {
    onText(field, text)
    if (field === 'userDirectory' && isWholeName(text)) goTo(fields.current, 1)
  }
  const paste = (field: keyof UserName) => (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!isWholeName(text)) return
    event.preventDefault()
    enter(field, text)
  }
  return (
    <div class="pair" ref={fields}>
      <Field
        label="User directory"
        problem={problemAt('User directory', refusal)}
        value={name.userDirectory}
        onText={text => enter('userDirectory', text)}
        input={{ onPaste: paste('userDirectory'), placeholder: 'DIR or DIR\\id' }}
      />
      <Field
        label="User id"
        problem={problemAt('User id', refusal)}
        value={name.userId}
        onText={text => enter('userId', text)}
        input={{ onPaste: paste('userId') }}
      />
    </div>
  )
}

/** Into a field, ready to overwrite what stands there. */
function goTo(fields: HTMLElement | null, index: number): void {
  const input = fields?.querySelectorAll('input')[index]
  input?.focus()
  input?.select()
}
