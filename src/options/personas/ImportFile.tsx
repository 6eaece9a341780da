import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Persona } from '#shared/persona'
import { text } from '#ui/texts.ts'
import { compare } from './compare.ts'
import { Preview } from './Preview.tsx'
import { maxFileCharacters, type ReadFile, readPersonaFile } from './persona-file.ts'
import { troubleWords } from './trouble-words.ts'

export interface ImportFileProps {
  personas: readonly Persona[]
  onImport: (personas: Persona[]) => void
  /** Further buttons. */
  children: ComponentChildren
}

/** A file is read, shown as what it would change, and taken only then. */
export function ImportFile({ personas, onImport, children }: ImportFileProps) {
  const [file, setFile] = useState<{ number: number; name: string; read: ReadFile }>()
  // Ten thousand are compared when one of the two is another, not with every change of anything.
  const comparisons = useMemo(
    () => (file?.read.isRead ? compare(personas, file.read.entries, () => crypto.randomUUID()) : []),
    [personas, file],
  )
  const input = useRef<HTMLInputElement>(null)
  const chosenBefore = useRef(0)
  const open = async (chosen: File) => {
    const number = chosenBefore.current++
    setFile({ number, name: chosen.name, read: await readFile(chosen) })
  }
  const close = () => setFile(undefined)
  return (
    <>
      <div class="actions">
        <button type="button" onClick={() => input.current?.click()}>
          {text('personasImport')}
        </button>
        {children}
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={text('personasFile')}
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
          {text('importNotRead', file.name)} {troubleWords(file.read.trouble)}
        </p>
      )}
      {file?.read.isRead === true && (
        <Preview
          // What was ticked in one file says nothing of the next, not even of the same one, mended.
          key={file.number}
          name={file.name}
          comparisons={comparisons}
          refused={file.read.refused}
          onImport={taken => {
            onImport(taken)
            close()
          }}
          onCancel={close}
        />
      )}
    </>
  )
}

/** Not even opened when it is far too large. */
const readFile = async (file: File): Promise<ReadFile> =>
  file.size > 4 * maxFileCharacters
    ? { isRead: false, trouble: { why: 'tooLarge', limit: maxFileCharacters } }
    : readPersonaFile(await file.text())
