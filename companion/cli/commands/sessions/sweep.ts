import type { Command } from 'commander'
import { formatUserName } from '#protocol/identity'
import { describePrefix } from '#protocol/prefix'
import { listLeftRecords } from '../../../open-sessions/records.ts'
import { type SweepResult, sweepLeftSessions } from '../../../open-sessions/sweep.ts'
import { pluralize } from '../../../util/text.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { runInterruptible } from '../../interrupt.ts'

/** `hubpass sessions sweep` */
export function addSweepCommand(sessions: Command, toAction: ActionAdapter): void {
  sessions
    .command('sweep')
    .description('End the sessions that killed tests and checks on this machine have left.')
    .action(toAction(() => runInterruptible(sweep)))
}

/** The exit code is 1 if a session may be left, for example because its site does not answer. */
async function sweep(signal: AbortSignal): Promise<CommandOutput> {
  // Says why, if the records cannot be read.
  await listLeftRecords()
  const { ended, remaining } = await sweepAll(signal)
  const left = remaining.map(({ site, prefix, ...user }) => ({ site, prefix, user: formatUserName(user) }))
  const lines = left.map(
    ({ site, prefix, user }) =>
      `A session of ${user} on ${describePrefix(prefix)} of ${site} may be left. Run "hubpass doctor ${site}", then try again.`,
  )
  return {
    result: { ended, left },
    text: [`Ended ${pluralize(ended === 0 ? 'no' : ended, 'session')}.`, ...lines].join('\n'),
    exitCode: left.length === 0 ? 0 : 1,
  }
}

/** A sweep asks about a limited number of sessions. Goes on as long as fewer remain each time. */
async function sweepAll(signal: AbortSignal): Promise<SweepResult> {
  let ended = 0
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const swept = await sweepLeftSessions('cli', signal)
    signal.throwIfAborted()
    const { remaining } = swept
    ended += swept.ended
    if (remaining.length === 0 || remaining.length >= before) return { ended, remaining }
    before = remaining.length
  }
}
