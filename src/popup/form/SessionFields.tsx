import { defaultCookieName } from '#protocol/cookie-name'
import { Field } from '#ui/components/Field.tsx'
import { errorForField } from '../state/error-for-field.ts'
import { SessionIdField } from './SessionIdField.tsx'
import type { SignInFieldsProps } from './SignInFields.tsx'

/** Under which id and which name the session is made. */
export function SessionFields({ model, dispatch }: Pick<SignInFieldsProps, 'model' | 'dispatch'>) {
  const { form, sites, sessionId, fieldError } = model
  const hub = sites.find(site => site.id === form.site)?.hub
  return (
    <>
      <SessionIdField
        sessionId={sessionId.value}
        error={errorForField('Session id', fieldError)}
        onText={text => dispatch({ type: 'sessionId', text })}
        onGenerate={() => dispatch({ type: 'newSessionId', made: crypto.randomUUID() })}
      />
      <Field
        label="Cookie name"
        value={form.cookieName}
        error={errorForField('Cookie name', fieldError)}
        onText={text => dispatch({ type: 'cookieName', text })}
        input={{ placeholder: defaultCookieName(form.prefix, !hub?.startsWith('http:')) }}
      />
    </>
  )
}
