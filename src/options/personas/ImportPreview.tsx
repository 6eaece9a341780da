import { useState } from 'preact/hooks'
import type { Persona } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import { ValidationIssueText } from '../ValidationIssueText.tsx'
import type { Comparison } from './compare-personas.ts'
import { ImportPreviewLine } from './ImportPreviewLine.tsx'
import { applySelection, effectiveChoice, type ImportChoices, withChoice } from './import-selection.ts'
import type { RejectedEntry } from './persona-file.ts'

/** Limits the list, not the counts above it. */
const maxLines = 200

export interface ImportPreviewProps {
  name: string
  comparisons: Comparison[]
  rejected: RejectedEntry[]
  onImport: (personas: Persona[]) => void
  onCancel: () => void
}

/** Previews what an import would change. */
export function ImportPreview({ name, comparisons, rejected, onImport, onCancel }: ImportPreviewProps) {
  const [choices, setChoices] = useState<ImportChoices>(new Map())
  const personas = applySelection(comparisons, choices)
  const differences = comparisons.filter(({ kind }) => kind !== 'same')
  return (
    <section class="import" aria-labelledby="import">
      <h3 id="import">{t('options.importTitle', { file: name })}</h3>
      <ImportCounts comparisons={comparisons} rejected={rejected} />
      <ul class="personas">
        {differences.slice(0, maxLines).map(comparison => (
          <ImportPreviewLine
            key={comparison.index}
            comparison={comparison}
            chosen={effectiveChoice(comparison, choices)}
            onChoose={choice => setChoices(withChoice(choices, comparisons, comparison, choice))}
          />
        ))}
      </ul>
      {differences.length > maxLines && (
        <p class="secondary">{t('options.andMore', { count: differences.length - maxLines })}</p>
      )}
      <RejectedEntries rejected={rejected} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          aria-disabled={personas.length === 0}
          onClick={() => personas.length > 0 && onImport(personas)}
        >
          {t('options.importApply', { count: personas.length })}
        </button>
        <button type="button" onClick={onCancel}>
          {t('options.importCancel')}
        </button>
      </div>
    </section>
  )
}

/** Names only what there is. */
function ImportCounts({ comparisons, rejected }: Pick<ImportPreviewProps, 'comparisons' | 'rejected'>) {
  const countKind = (wanted: Comparison['kind']) => comparisons.filter(({ kind }) => kind === wanted).length
  const counts = [
    ...kindKeys.map(([kind, key]) => ({ id: key, values: { count: countKind(kind) } })),
    { id: 'options.importCountRejected', values: { count: rejected.length } } as const,
  ].filter(({ values }) => values.count > 0)
  return (
    <p class="secondary" role="status">
      {counts.length === 0 ? t('options.importCountsNone') : t('options.importCounts', { counts })}
    </p>
  )
}

const kindKeys = [
  ['new', 'options.importCountNew'],
  ['changed', 'options.importCountChanged'],
  ['same', 'options.importCountSame'],
  ['conflict', 'options.importCountConflict'],
] as const

function RejectedEntries({ rejected }: Pick<ImportPreviewProps, 'rejected'>) {
  if (rejected.length === 0) return null
  return (
    <>
      <h4>{t('options.importRefused')}</h4>
      <ul class="refused">
        {rejected.slice(0, maxLines).map(({ number, label, issue }) => (
          <li key={number}>
            {number}. <bdi>{label || '–'}</bdi>: <ValidationIssueText issue={issue} />
          </li>
        ))}
      </ul>
      {rejected.length > maxLines && (
        <p class="secondary">{t('options.andMore', { count: rejected.length - maxLines })}</p>
      )}
    </>
  )
}
