import { failure } from '#protocol/errors'

/** Parses `--bail 3`. Throws BAD_REQUEST. */
export function parseBail(received: string | undefined): number | undefined {
  if (received === undefined) return undefined
  const count = /^\d{1,6}$/.test(received) ? Number(received) : 0
  if (count >= 1) return count
  throw failure('BAD_REQUEST', { field: '--bail', received, expected: 'a number of cases, at least 1' })
}

/** Parses `--max-fail-rate 5%` to 0.05. Throws BAD_REQUEST. */
export function parseMaxFailRate(received: string | undefined): number {
  if (received === undefined) return 0
  const [, percent] = /^(\d{1,2}(?:\.\d{1,3})?)%?$/.exec(received) ?? []
  if (percent !== undefined) return Number(percent) / 100
  throw failure('BAD_REQUEST', {
    field: '--max-fail-rate',
    received,
    expected: 'a percentage of the cases below 100, such as 5%',
  })
}
