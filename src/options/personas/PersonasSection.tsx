import { useMemo, useState } from 'preact/hooks'
import type { Persona } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import { useToast } from '#ui/hooks/use-toast.tsx'
import { currentLocale, t } from '#ui/i18n.ts'
import { saveFile } from '#ui/save-file.ts'
import type { SectionProps } from '../options-client.ts'
import { createPersona } from './edit-persona.ts'
import { ImportFile } from './ImportFile.tsx'
import { PersonaForm } from './PersonaForm.tsx'
import { PersonaTable } from './PersonaTable.tsx'
import { formatPersonaFile } from './persona-file.ts'

const noPersonas: PersonasState = { personas: [] }

/** Shows the saved personas, with a form to add and edit them, import and export. */
export function PersonasSection({ client, state }: SectionProps) {
  const [edited, setEdited] = useState<Persona>()
  const { personas, imported, deleted, notSaved } = state.personas ?? noPersonas
  const own = useMemo(() => personas.filter(({ isManaged }) => !isManaged), [personas])
  const [toast, showToast] = useToast()
  const exportAll = () => {
    const name = 'hubpass-personas.json'
    saveFile({ name, type: 'application/json', text: formatPersonaFile(own) })
    showToast(t('options.personasExported', { count: own.length, file: name }))
  }
  const save = (persona: Persona) => {
    client.send({ intent: 'savePersonas', personas: [persona] })
    showToast(t('popup.personaSaved', { persona: persona.label }))
  }
  return (
    <section aria-labelledby="personas">
      <div class="heading">
        <h2 id="personas">
          {t('options.managePersonas')}
          {personas.length > 0 && (
            <span class="count"> {personas.length.toLocaleString(currentLocale())}</span>
          )}
        </h2>
        <button type="button" onClick={() => setEdited(createPersona())}>
          {t('options.personaAdd')}
        </button>
      </div>
      <p class="secondary">{t('options.personasTeam')}</p>
      <ImportFile
        personas={own}
        onImport={selected => client.send({ intent: 'importPersonas', personas: selected })}
      >
        <button type="button" disabled={own.length === 0} onClick={exportAll}>
          {t('options.personasExport')}
        </button>
      </ImportFile>
      {imported !== undefined && (
        <p class="notice" role="status">
          {t('options.personasImported', { count: imported })}
          <button type="button" class="small" onClick={() => client.send({ intent: 'undoImport' })}>
            {t('common.undo')}
          </button>
        </p>
      )}
      {notSaved !== undefined && (
        <p class="notice" role="alert">
          {t('options.personasNotSaved', { reason: notSaved })}
        </p>
      )}
      {deleted !== undefined && (
        <p class="notice" role="status">
          {t('popup.personaDeleted', { persona: deleted.label })}
          <button type="button" class="small" onClick={() => client.send({ intent: 'undeletePersona' })}>
            {t('common.undo')}
          </button>
        </p>
      )}
      {personas.length === 0 ? (
        <p class="empty">{t('options.personasNone')}</p>
      ) : (
        <PersonaTable client={client} state={state} personas={personas} onEdit={setEdited} />
      )}
      {edited !== undefined && (
        <PersonaForm
          key={edited.id}
          persona={edited}
          sites={state.companion.status === 'ready' ? state.companion.sites.map(({ id }) => id) : []}
          onSave={save}
          onClose={() => setEdited(undefined)}
        />
      )}
      {notSaved === undefined && toast}
    </section>
  )
}
