import { useId } from 'preact/hooks'
import { defaultCookieName } from '#protocol/cookie-name'
import { Field } from '#ui/Field.tsx'
import { Chevron, Person, Plus } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import type { FieldsProps } from './Fields.tsx'
import { SessionIdField } from './SessionIdField.tsx'

/** What hardly anybody needs: it stays folded until asked for. */
export function MoreFields({ model, tell, onSavePersona }: FieldsProps) {
  const id = useId()
  const { form, sites, sessionId, moreIsOpen } = model
  const hub = sites.find(site => site.id === form.site)?.hub
  return (
    <>
      <div class="tools">
        <button type="button" class="quiet" onClick={() => tell({ type: 'addRow' })}>
          <Plus />
          {text('attributeAdd')}
        </button>
        <button type="button" class="quiet" onClick={onSavePersona}>
          <Person />
          {text('personaSave')}
        </button>
        <button
          type="button"
          class="quiet more"
          aria-expanded={moreIsOpen}
          aria-controls={id}
          onClick={() => tell({ type: 'more' })}
        >
          More
          <Chevron />
        </button>
      </div>
      <div id={id} class="more-fields" hidden={!moreIsOpen}>
        <SessionIdField
          sessionId={sessionId.value}
          onText={text => tell({ type: 'sessionId', text })}
          onNew={() => tell({ type: 'newSessionId', made: crypto.randomUUID() })}
        />
        <Field
          label="Cookie name"
          value={form.cookieName}
          onText={text => tell({ type: 'cookieName', text })}
          input={{ placeholder: defaultCookieName(form.prefix, !hub?.startsWith('http:')) }}
        />
      </div>
    </>
  )
}
