import { useId, useState } from 'preact/hooks'
import type { ListedProxy, SiteProxies } from '#shared/virtual-proxies'
import { TextInput } from '#ui/Field.tsx'
import { Listbox } from '#ui/Listbox.tsx'
import { text } from '#ui/texts.ts'
import { useListbox } from '#ui/use-listbox.ts'
import { hintOf, proxiesLike } from './prefix-hint.ts'

export interface PrefixFieldProps {
  prefix: string
  site: string
  proxies: SiteProxies | undefined
  onText: (prefix: string) => void
}

/** The prefix, completed from the site's virtual proxies where they are known; what is typed counts as it stands. */
export function PrefixField({ prefix, site, proxies, onText }: PrefixFieldProps) {
  const id = useId()
  // With the arrow keys alone all are offered, not only those like the one that stands there.
  const [typed, setTyped] = useState('')
  const options = proxiesLike(typed, proxies)
  const { isOpen, field, open, list } = useListbox({
    count: options.length,
    onChoose: index => {
      onText(options[index]?.prefix ?? prefix)
      setTyped('')
    },
  })
  const hint = hintOf(prefix, site, proxies)
  return (
    <>
      <div class="field">
        <label for={id}>Virtual proxy prefix</label>
        <TextInput
          {...field}
          id={id}
          aria-describedby={`${id}-hint`}
          placeholder={text('prefixNone')}
          value={prefix}
          onText={text => {
            onText(text)
            setTyped(text)
            open()
          }}
        />
      </div>
      <p
        id={`${id}-hint`}
        class="hint"
        data-status={proxies?.status}
        data-warning={hint.isWarning}
        title={hint.title}
        dir="auto"
      >
        {hint.text}
      </p>
      {isOpen && <Listbox {...list} label={text('virtualProxies')} options={options.map(optionOf)} />}
    </>
  )
}

const optionOf = ({ prefix, description, cookieName, linked }: ListedProxy) => ({
  key: prefix,
  shown: (
    <>
      <bdi>{prefix === '' ? text('prefixNone') : prefix}</bdi>
      <small dir="auto">{linked ? description : text('notLinked')}</small>
      <code>{cookieName}</code>
    </>
  ),
})
