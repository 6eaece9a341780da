import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Persona } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import { comparePersonas } from './compare-personas.ts'
import { formatFileError } from './format-file-error.ts'
import { ImportPreview } from './ImportPreview.tsx'
import { type FileReadResult, maxFileCharacters, parsePersonaFile } from './persona-file.ts'

export interface ImportFileProps {
  personas: readonly Persona[]
  onImport: (personas: Persona[]) => void
  /** Further buttons. */
  children: ComponentChildren
}

/** A file is read, shown as what it would change, and taken only then. */
export function ImportFile({ personas, onImport, children }: ImportFileProps) {
  const [file, setFile] = useState<{ number: number; name: string; read: FileReadResult }>()
  // Ten thousand are compared when one of the two is another, not with every change of anything.
  const comparisons = useMemo(
    () => (file?.read.isRead ? comparePersonas(personas, file.read.entries, () => crypto.randomUUID()) : []),
    [personas, file],
  )
  const input = useRef<HTMLInputElement>(null)
  const chosenBefore = useRef(0)
  const open = async (chosen: File) => {
    const number = chosenBefore.current++
    setFile({ number, name: chosen.name, read: await readImportFile(chosen) })
  }
  const close = () => setFile(undefined)
  return (
    <>
      <div class="actions">
        <button type="button" onClick={() => input.current?.click()}>
          {t('options.personasImport')}
        </button>
        {children}
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={t('options.personasFile')}
          hidden
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? []
            if (chosen !== undefined) void open(chosen)
            // The same file, mended, counts as a new choice.
            currentTarget.value = ''
          }}
        />
      </div>
      {file?.read.isRead === false && (
        <p class="said" role="alert">
          {t('options.importNotRead', { file: file.name })} {formatFileError(file.read.error)}
        </p>
      )}
      {file?.read.isRead === true && (
        <ImportPreview
          // What was ticked in one file says nothing of the next, not even of the same one, mended.
          key={file.number}
          name={file.name}
          comparisons={comparisons}
          rejected={file.read.refused}
          onImport={selected => {
            onImport(selected)
            close()
          }}
          onCancel={close}
        />
      )}
    </>
  )
}

/** Not even opened when it is far too large. */
const readImportFile = async (file: File): Promise<FileReadResult> =>
  file.size > 4 * maxFileCharacters
    ? { isRead: false, error: { reason: 'tooLarge', limit: maxFileCharacters } }
    : parsePersonaFile(await file.text())
