import { useState } from 'preact/hooks'
import type { Persona } from '#shared/persona'
import { text } from '#ui/texts.ts'
import { EntryTroubleWords } from '../EntryTroubleWords.tsx'
import type { Comparison } from './compare.ts'
import { PreviewLine } from './PreviewLine.tsx'
import type { RefusedEntry } from './persona-file.ts'
import { type Choices, chosenOf, taken, withChoice } from './taken.ts'

/** More than anybody reads; the numbers count them all. */
const maxLines = 200

export interface PreviewProps {
  name: string
  comparisons: Comparison[]
  refused: RefusedEntry[]
  onImport: (personas: Persona[]) => void
  onCancel: () => void
}

/** What a file would change, before it does. */
export function Preview({ name, comparisons, refused, onImport, onCancel }: PreviewProps) {
  const [choices, setChoices] = useState<Choices>(new Map())
  const personas = taken(comparisons, choices)
  const toLookAt = comparisons.filter(({ kind }) => kind !== 'same')
  return (
    <section class="import" aria-labelledby="import">
      <h3 id="import">{text('importTitle', name)}</h3>
      <Counts comparisons={comparisons} refused={refused} />
      <ul class="personas">
        {toLookAt.slice(0, maxLines).map(comparison => (
          <PreviewLine
            key={comparison.place}
            comparison={comparison}
            chosen={chosenOf(comparison, choices)}
            onChoose={choice => setChoices(withChoice(choices, comparisons, comparison, choice))}
          />
        ))}
      </ul>
      {toLookAt.length > maxLines && <p class="aside">{text('andMore', toLookAt.length - maxLines)}</p>}
      <Refused refused={refused} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          aria-disabled={personas.length === 0}
          onClick={() => personas.length > 0 && onImport(personas)}
        >
          {text('importApply', personas.length)}
        </button>
        <button type="button" onClick={onCancel}>
          {text('importCancel')}
        </button>
      </div>
    </section>
  )
}

function Counts({ comparisons, refused }: Pick<PreviewProps, 'comparisons' | 'refused'>) {
  const count = (wanted: Comparison['kind']) => comparisons.filter(({ kind }) => kind === wanted).length
  return (
    <p class="aside" role="status">
      {text('importCounts', count('new'), count('changed'), count('same'), count('conflict'), refused.length)}
    </p>
  )
}

function Refused({ refused }: Pick<PreviewProps, 'refused'>) {
  if (refused.length === 0) return null
  return (
    <>
      <h4>{text('importRefused')}</h4>
      <ul class="refused">
        {refused.slice(0, maxLines).map(({ number, label, trouble }) => (
          <li key={number}>
            {number}. <bdi>{label || '–'}</bdi>: <EntryTroubleWords trouble={trouble} />
          </li>
        ))}
      </ul>
      {refused.length > maxLines && <p class="aside">{text('andMore', refused.length - maxLines)}</p>}
    </>
  )
}
