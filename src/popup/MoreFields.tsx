import { useId } from 'preact/hooks'
import { Chevron, Person, Plus } from '#ui/icons.tsx'
import { lazy } from '#ui/lazy.tsx'
import { text } from '#ui/texts.ts'
import type { FieldsProps } from './Fields.tsx'

const SessionFields = lazy(() => import('./SessionFields.tsx').then(module => module.SessionFields))

/** What hardly anybody needs: it stays folded until asked for. */
export function MoreFields({ model, tell, onSavePersona }: FieldsProps) {
  const id = useId()
  const { moreIsOpen } = model
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
        {moreIsOpen && <SessionFields model={model} tell={tell} />}
      </div>
    </>
  )
}
