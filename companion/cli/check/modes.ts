import { failure } from '#protocol/errors'
import type { RunOptions } from './run-plan.ts'

/** What `hubpass check` does instead of one run. */
export interface CheckMode {
  list?: boolean
  dryRun?: boolean
  prove?: boolean
}

const flags = { list: '--list', dryRun: '--dry-run', prove: '--prove' } as const

/** The options of a run that have no meaning for a proof, which writes no journal. */
const notForProofs = {
  journal: '--journal',
  lastFailed: '--last-failed',
  shard: '--shard',
  resume: '--resume',
  bail: '--bail',
  reporter: '--reporter',
} as const

/** Throws BAD_REQUEST for options that exclude each other. */
export function assertOneMode(options: CheckMode & RunOptions): void {
  const names = Object.keys(flags) as (keyof typeof flags)[]
  const modes = names.filter(name => options[name] === true).map(name => flags[name])
  if (modes.length > 1)
    throw failure('BAD_REQUEST', {
      field: 'Command line',
      received: modes.join(' '),
      expected: `one of the ${modes.length === 2 ? 'two' : 'options'}`,
    })
  if (options.prove !== true) return
  const others = Object.keys(notForProofs) as (keyof typeof notForProofs)[]
  for (const name of others)
    if (options[name] !== undefined)
      throw failure('BAD_REQUEST', {
        field: notForProofs[name],
        received: '--prove',
        expected: 'one of the two',
        problem: 'a proof writes no journal and no report',
      })
}
