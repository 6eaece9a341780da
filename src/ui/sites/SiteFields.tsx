import { useId } from 'preact/hooks'
import type { MessageKey } from '#messages/message'
import { TextInput } from '../components/Field.tsx'
import { t } from '../i18n.ts'
import { getHubError, getIdError, getSiteId, type SiteForm } from './site-form.ts'

export interface SiteFieldsProps {
  form: SiteForm
  onChange: (form: SiteForm) => void
}

export const SiteFields = ({ form, onChange }: SiteFieldsProps) => (
  <div class="pair">
    <SiteTextField
      label={t('welcome.newSiteHub')}
      hint="https://qlik.example.com"
      value={form.hub}
      errorKey={getHubError(form)}
      onText={hub => onChange({ ...form, hub })}
    />
    <SiteTextField
      label={t('welcome.newSiteId')}
      hint={t('welcome.newSiteIdHint')}
      value={getSiteId(form)}
      errorKey={getIdError(form)}
      onText={id => onChange({ ...form, id })}
    />
  </div>
)

interface SiteTextFieldProps {
  label: string
  hint: string
  value: string
  errorKey: MessageKey | undefined
  onText: (text: string) => void
}

/** Reserves the line for the error, so that the layout does not shift. */
function SiteTextField({ label, hint, errorKey, ...input }: SiteTextFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <TextInput
        {...input}
        id={id}
        placeholder={hint}
        aria-invalid={errorKey !== undefined}
        aria-describedby={`${id}-problem`}
      />
      <span class="problem" id={`${id}-problem`}>
        {errorKey !== undefined && t(errorKey)}
      </span>
    </div>
  )
}
