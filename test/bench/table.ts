import type { Contest, Spread } from './measure.ts'

/** A Markdown table of one contest: medians with their quartiles, ours first, and whether the aim was met. */
export function tableOf({ title, aim }: Contest, spreads: Map<string, Spread>): string {
  const [ours] = spreads.values()
  const rows = [...spreads].map(([name, { median, low, high }]) => {
    const ratio = ours === undefined ? Number.NaN : ours.median / median
    return `| ${name} | ${ms(median)} | ${ms(low)} to ${ms(high)} | ${ratio.toFixed(2)} |`
  })
  return [
    `### ${title}`,
    '',
    '| | median | quartiles | ours ÷ this |',
    '|---|---:|---:|---:|',
    ...rows,
    '',
    verdict(aim, spreads),
    '',
  ].join('\n')
}

function verdict({ against, ratio, comparison }: Contest['aim'], spreads: Map<string, Spread>): string {
  const [ours] = spreads.values()
  const other = spreads.get(against)
  if (ours === undefined || other === undefined) throw new Error(`no contestant is called ${against}`)
  const met = ours.median <= ratio * other.median
  const words = comparison === 'faster than' ? `faster than ${against}` : `at most ${ratio} × ${against}`
  return `Aim: ${words}: ${met ? 'met' : '**missed**'} (${(ours.median / other.median).toFixed(2)} ×).`
}

const ms = (value: number): string => `${value.toFixed(1)} ms`
