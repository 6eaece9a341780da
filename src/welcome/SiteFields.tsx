import { useId } from 'preact/hooks'
import { TextInput } from '#ui/Field.tsx'
import { type TextKey, text } from '#ui/texts.ts'
import { hubProblem, idOf, idProblem, type SiteForm } from './new-site.ts'

export interface SiteFieldsProps {
  form: SiteForm
  onChange: (form: SiteForm) => void
}

export const SiteFields = ({ form, onChange }: SiteFieldsProps) => (
  <div class="pair">
    <SiteTextField
      label={text('newSiteHub')}
      hint="https://qlik.example.com"
      value={form.hub}
      problem={hubProblem(form)}
      onText={hub => onChange({ ...form, hub })}
    />
    <SiteTextField
      label={text('newSiteId')}
      hint={text('newSiteIdHint')}
      value={idOf(form)}
      problem={idProblem(form)}
      onText={id => onChange({ ...form, id })}
    />
  </div>
)

interface SiteTextFieldProps {
  label: string
  hint: string
  value: string
  problem: TextKey | undefined
  onText: (text: string) => void
}

/** The line for what is wrong is there from the start, so that nothing moves. */
function SiteTextField({ label, hint, problem, ...input }: SiteTextFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <TextInput
        {...input}
        id={id}
        placeholder={hint}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
      />
      <span class="problem" id={`${id}-problem`}>
        {problem !== undefined && text(problem)}
      </span>
    </div>
  )
}
