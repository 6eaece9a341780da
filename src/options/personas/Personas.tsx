import { useMemo } from 'preact/hooks'
import type { PersonasState } from '#shared/personas'
import { saveFile } from '#ui/save-file.ts'
import { localeOfTexts, text } from '#ui/texts.ts'
import type { PartProps } from '../App.tsx'
import { ImportFile } from './ImportFile.tsx'
import { PersonaLine } from './PersonaLine.tsx'
import { writePersonaFile } from './persona-file.ts'

/** More than anybody reads; the file has them all. */
const maxLines = 200

const none: PersonasState = { personas: [] }

/** The saved personas, and how a team shares them. */
export function Personas({ link, state }: PartProps) {
  const { personas, imported, notSaved } = state.personas ?? none
  const own = useMemo(() => personas.filter(({ isManaged }) => !isManaged), [personas])
  const file = () => ({
    name: 'hubpass-personas.json',
    type: 'application/json',
    text: writePersonaFile(own),
  })
  return (
    <section aria-labelledby="personas">
      <h2 id="personas">
        {text('managePersonas')}
        {personas.length > 0 && <span class="count"> {personas.length.toLocaleString(localeOfTexts())}</span>}
      </h2>
      <p class="aside">{text('personasTeam')}</p>
      <ImportFile personas={own} onImport={taken => link.ask({ intent: 'importPersonas', personas: taken })}>
        <button type="button" disabled={own.length === 0} onClick={() => saveFile(file())}>
          {text('personasExport')}
        </button>
      </ImportFile>
      {imported !== undefined && (
        <p class="said" role="status">
          {text('personasImported', imported)}
          <button type="button" class="small" onClick={() => link.ask({ intent: 'undoImport' })}>
            {text('undo')}
          </button>
        </p>
      )}
      {notSaved !== undefined && (
        <p class="said" role="alert">
          {text('personasNotSaved', notSaved)}
        </p>
      )}
      {personas.length === 0 && <p class="empty">{text('personasNone')}</p>}
      <ul class="personas">
        {personas.slice(0, maxLines).map(persona => (
          <PersonaLine key={persona.id} persona={persona}>
            {persona.isManaged && <span class="meaning">{text('personaManaged')}</span>}
          </PersonaLine>
        ))}
      </ul>
      {personas.length > maxLines && <p class="aside">{text('andMore', personas.length - maxLines)}</p>}
    </section>
  )
}
