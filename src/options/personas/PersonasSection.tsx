import { useMemo } from 'preact/hooks'
import type { PersonasState } from '#shared/personas/persona-state'
import { currentLocale, t } from '#ui/i18n.ts'
import { saveFile } from '#ui/save-file.ts'
import type { SectionProps } from '../options-client.ts'
import { ImportFile } from './ImportFile.tsx'
import { PersonaLine } from './PersonaLine.tsx'
import { formatPersonaFile } from './persona-file.ts'

/** Limits the list, not the exported file. */
const maxLines = 200

const noPersonas: PersonasState = { personas: [] }

/** Lists the saved personas, with import and export. */
export function PersonasSection({ client, state }: SectionProps) {
  const { personas, imported, notSaved } = state.personas ?? noPersonas
  const own = useMemo(() => personas.filter(({ isManaged }) => !isManaged), [personas])
  const file = () => ({
    name: 'hubpass-personas.json',
    type: 'application/json',
    text: formatPersonaFile(own),
  })
  return (
    <section aria-labelledby="personas">
      <h2 id="personas">
        {t('options.managePersonas')}
        {personas.length > 0 && <span class="count"> {personas.length.toLocaleString(currentLocale())}</span>}
      </h2>
      <p class="secondary">{t('options.personasTeam')}</p>
      <ImportFile
        personas={own}
        onImport={selected => client.send({ intent: 'importPersonas', personas: selected })}
      >
        <button type="button" disabled={own.length === 0} onClick={() => saveFile(file())}>
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
      {personas.length === 0 && <p class="empty">{t('options.personasNone')}</p>}
      <ul class="personas">
        {personas.slice(0, maxLines).map(persona => (
          <PersonaLine key={persona.id} persona={persona}>
            {persona.isManaged && <span class="meaning">{t('common.personaManaged')}</span>}
          </PersonaLine>
        ))}
      </ul>
      {personas.length > maxLines && (
        <p class="secondary">{t('options.andMore', { count: personas.length - maxLines })}</p>
      )}
    </section>
  )
}
