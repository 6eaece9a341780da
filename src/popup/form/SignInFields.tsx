import type { Intent } from '#shared/intents'
import { errorForField, showsPersonaBar } from '../state/model.ts'
import { AttributeRows } from './AttributeRows.tsx'
import { MoreFields, type MoreFieldsProps } from './MoreFields.tsx'
import { NameFields } from './NameFields.tsx'
import { PrefixField } from './PrefixField.tsx'
import { SiteField } from './SiteField.tsx'

export interface SignInFieldsProps extends MoreFieldsProps {
  send: (intent: Intent) => void
}

export function SignInFields({ model, dispatch, onSavePersona, send }: SignInFieldsProps) {
  const { form, sites, companion, fieldError, foundUsers } = model
  const { site, userDirectory } = form
  const proxies = model.virtualProxies[site]
  const userSearch = {
    found: foundUsers?.site === site ? foundUsers : undefined,
    find:
      proxies?.status === 'ready'
        ? (search: string) => send({ intent: 'findUsers', site, search, userDirectory })
        : undefined,
  }
  return (
    <>
      <div class="pair place">
        <SiteField
          site={form.site}
          sites={sites}
          isLoading={companion.status === 'connecting'}
          onChoose={text => dispatch({ type: 'site', text })}
        />
        <PrefixField
          prefix={form.prefix}
          site={form.site}
          proxies={proxies}
          error={errorForField('prefix', fieldError)}
          onText={text => dispatch({ type: 'prefix', text })}
        />
      </div>
      <NameFields
        name={form}
        takesFocus={!showsPersonaBar(model)}
        fieldError={fieldError}
        userSearch={userSearch}
        onText={(field, text) => dispatch({ type: 'name', field, text })}
      />
      <AttributeRows
        rows={form.rows}
        fieldError={fieldError}
        onChange={row => dispatch({ type: 'row', row })}
        onRemove={key => dispatch({ type: 'removeRow', key })}
      />
      <MoreFields model={model} dispatch={dispatch} onSavePersona={onSavePersona} />
    </>
  )
}
