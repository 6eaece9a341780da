import { failure } from '#protocol/errors'
import type { RunOptions } from '../run-plan.ts'

/** What `hubpass check` does instead of one run. */
export interface CheckMode {
  list?: boolean
  dryRun?: boolean
  prove?: boolean
  watch?: boolean
}

const flags = { list: '--list', dryRun: '--dry-run', prove: '--prove', watch: '--watch' } as const

/** The options of a run that have no meaning for what else the command does. */
const excluded = {
  prove: {
    options: ['journal', 'lastFailed', 'shard', 'resume', 'bail', 'reporter', 'browser'],
    problem: 'a proof writes no journal and no report',
  },
  list: { options: ['resume'], problem: 'a list runs no case' },
  dryRun: { options: ['resume'], problem: 'an estimate runs no case' },
  watch: { options: ['lastFailed', 'resume', 'shard'], problem: 'a watch chooses its cases by what changes' },
} as const

const names = {
  ...{ journal: '--journal', lastFailed: '--last-failed', shard: '--shard', resume: '--resume' },
  ...{ bail: '--bail', reporter: '--reporter', browser: '--browser' },
}

/** Throws BAD_REQUEST for options that exclude each other. */
export function assertOneMode(options: CheckMode & RunOptions): void {
  const modes = (Object.keys(flags) as (keyof typeof flags)[]).filter(name => options[name] === true)
  if (modes.length > 1)
    throw failure('BAD_REQUEST', {
      field: 'Command line',
      received: modes.map(name => flags[name]).join(' '),
      expected: 'one of them',
    })
  for (const mode of Object.keys(excluded) as (keyof typeof excluded)[])
    for (const name of excluded[mode].options)
      if (options[mode] === true && options[name] !== undefined)
        throw failure('BAD_REQUEST', {
          field: names[name],
          received: flags[mode],
          expected: 'one of the two',
          problem: excluded[mode].problem,
        })
}
