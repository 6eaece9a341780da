import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Persona } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import { comparePersonas } from './compare-personas.ts'
import { formatFileError } from './format-file-error.ts'
import { ImportPreview } from './ImportPreview.tsx'
import { type FileReadResult, maxFileCharacters, readPersonaFile } from './persona-file.ts'

export interface ImportFileProps {
  personas: readonly Persona[]
  onImport: (personas: Persona[]) => void
  /** More buttons next to *Import*. */
  children: ComponentChildren
}

/** Reads a file and previews its changes. Nothing is imported before the tester confirms. */
export function ImportFile({ personas, onImport, children }: ImportFileProps) {
  const [file, setFile] = useState<{ number: number; name: string; read: FileReadResult }>()
  // Comparing thousands of personas is slow, so compare only after a change of either list.
  const comparisons = useMemo(
    () => (file?.read.isRead ? comparePersonas(personas, file.read.entries, () => crypto.randomUUID()) : []),
    [personas, file],
  )
  const input = useRef<HTMLInputElement>(null)
  const filesChosen = useRef(0)
  const open = async (chosen: File) => {
    const number = filesChosen.current++
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
            // Lets the tester choose the same file again after correcting it.
            currentTarget.value = ''
          }}
        />
      </div>
      {file?.read.isRead === false && (
        <p class="notice" role="alert">
          {t('options.importNotRead', { file: file.name })} {formatFileError(file.read.error)}
        </p>
      )}
      {file?.read.isRead === true && (
        <ImportPreview
          // A new key resets the selection for every file, even for a corrected version of the same
          // one.
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

/** Rejects a far too large file without reading it. */
const readImportFile = async (file: File): Promise<FileReadResult> =>
  file.size > 4 * maxFileCharacters
    ? { isRead: false, error: { reason: 'tooLarge', limit: maxFileCharacters } }
    : readPersonaFile(new Uint8Array(await file.arrayBuffer()))
