import type { Comparison, Distribution, Target } from './measure.ts'

/**
 * Returns a Markdown table of one comparison: medians with quartiles, and whether the target was
 * met.
 */
export function formatTable({ title, target }: Comparison, spreads: Map<string, Distribution>): string {
  const [ours] = spreads.values()
  const rows = [...spreads].map(([name, { median, low, high }]) => {
    const ratio = ours === undefined ? Number.NaN : ours.median / median
    return `| ${name} | ${formatMs(median)} | ${formatMs(low)} to ${formatMs(high)} | ${ratio.toFixed(2)} |`
  })
  return [
    `### ${title}`,
    '',
    '| | median | quartiles | Hubpass ÷ this |',
    '|---|---:|---:|---:|',
    ...rows,
    '',
    ...[target].flat().map(each => formatVerdict(each, spreads)),
    '',
  ].join('\n')
}

function formatVerdict({ against, ratio, comparison }: Target, spreads: Map<string, Distribution>): string {
  const [ours] = spreads.values()
  const other = spreads.get(against)
  if (ours === undefined || other === undefined) throw new Error(`no subject is called ${against}`)
  const met = ours.median <= ratio * other.median
  const words = comparison === 'faster than' ? `faster than ${against}` : `at most ${ratio} × ${against}`
  return `Target: ${words}: ${met ? 'met' : '**missed**'} (${(ours.median / other.median).toFixed(2)} ×).`
}

const formatMs = (value: number): string => `${value.toFixed(1)} ms`
