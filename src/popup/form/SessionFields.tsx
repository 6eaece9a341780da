import { defaultCookieName } from '#protocol/session-cookie'
import { makeSessionId } from '#protocol/session-id-form'
import { Field } from '#ui/components/Field.tsx'
import { t } from '#ui/i18n.ts'
import { errorForField, type Model } from '../state/model.ts'
import type { PopupAction } from '../state/reducer.ts'
import { SessionIdField } from './SessionIdField.tsx'

export interface SessionFieldsProps {
  model: Model
  dispatch: (action: PopupAction) => void
}

/** Shows the id and the cookie name that the next session gets. */
export function SessionFields({ model, dispatch }: SessionFieldsProps) {
  const { form, sites, sessionId, fieldError } = model
  const { hub, sessionIds } = sites.find(site => site.id === form.site) ?? {}
  return (
    <>
      <SessionIdField
        sessionId={sessionId.value}
        error={errorForField('session-id', fieldError)}
        onText={text => dispatch({ type: 'sessionId', text })}
        onGenerate={() => dispatch({ type: 'newSessionId', sessionId: makeSessionId(crypto, sessionIds) })}
      />
      <Field
        label={t('field.cookieName')}
        value={form.cookieName}
        error={errorForField('cookie-name', fieldError)}
        onText={text => dispatch({ type: 'cookieName', text })}
        input={{
          'data-field': 'cookie-name',
          placeholder: defaultCookieName(form.prefix, !hub?.startsWith('http:')),
        }}
      />
    </>
  )
}
