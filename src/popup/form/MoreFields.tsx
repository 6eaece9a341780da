import { useId } from 'preact/hooks'
import { ChevronIcon, PersonIcon, PlusIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { SessionFieldsProps } from './SessionFields.tsx'

const SessionFields = lazy(() => import('./SessionFields.tsx').then(module => module.SessionFields))

export interface MoreFieldsProps extends SessionFieldsProps {
  onSavePersona: () => void
}

/** Holds the rarely used fields, collapsed by default, and the buttons above them. */
export function MoreFields({ model, dispatch, onSavePersona }: MoreFieldsProps) {
  const id = useId()
  const { isMoreOpen } = model
  return (
    <>
      <div class="tools">
        <button type="button" class="quiet" onClick={() => dispatch({ type: 'addRow' })}>
          <PlusIcon />
          {t('popup.attributeAdd')}
        </button>
        <button type="button" class="quiet" onClick={onSavePersona}>
          <PersonIcon />
          {t('popup.personaSave')}
        </button>
        <button
          type="button"
          class="quiet more"
          aria-expanded={isMoreOpen}
          aria-controls={id}
          onClick={() => dispatch({ type: 'more' })}
        >
          {t('button.more')}
          <ChevronIcon />
        </button>
      </div>
      <div id={id} class="more-fields" hidden={!isMoreOpen}>
        {isMoreOpen && <SessionFields model={model} dispatch={dispatch} />}
      </div>
    </>
  )
}
