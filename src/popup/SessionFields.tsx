import { defaultCookieName } from '#protocol/cookie-name'
import { Field } from '#ui/Field.tsx'
import type { FieldsProps } from './Fields.tsx'
import { problemAt } from './problem-at.ts'
import { SessionIdField } from './SessionIdField.tsx'

/** Under which id and which name the session is made. */
export function SessionFields({ model, tell }: Pick<FieldsProps, 'model' | 'tell'>) {
  const { form, sites, sessionId, refusal } = model
  const hub = sites.find(site => site.id === form.site)?.hub
  return (
    <>
      <SessionIdField
        sessionId={sessionId.value}
        problem={problemAt('Session id', refusal)}
        onText={text => tell({ type: 'sessionId', text })}
        onNew={() => tell({ type: 'newSessionId', made: crypto.randomUUID() })}
      />
      <Field
        label="Cookie name"
        value={form.cookieName}
        problem={problemAt('Cookie name', refusal)}
        onText={text => tell({ type: 'cookieName', text })}
        input={{ placeholder: defaultCookieName(form.prefix, !hub?.startsWith('http:')) }}
      />
    </>
  )
}
