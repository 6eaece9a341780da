import type { CommandContext, Undo } from '../commands/command-handler.ts'
import { withSessionMayRemain } from '../qlik/qps/cleanup-session.ts'
import { abortable } from '../util/abort.ts'
import type { CommandOutput } from './command.ts'
import { createCommandContext } from './command-context.ts'
import { listenForInterruption } from './interrupt.ts'

/** The context of a command that can be undone until its result is in the hands of the user. */
export interface UndoableContext extends CommandContext {
  /** Says that the user has the result. */
  keep(): void
}

/**
 * Runs a command and undoes it if anything fails, or is interrupted, before the result is printed:
 * nobody would know the session. Throws what failed, and CANCELLED after an interruption.
 */
export async function runUndoable(
  work: (context: UndoableContext) => Promise<CommandOutput>,
): Promise<CommandOutput> {
  const { signal, throwIfInterrupted, explain, stop } = listenForInterruption()
  let undo: Undo | undefined
  const keep = () => {
    undo = undefined
    stop()
  }
  const onUndelivered = (given: Undo) => {
    undo = given
  }
  const orUndo = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      const result = await step()
      if (undo !== undefined) throwIfInterrupted()
      return result
    } catch (thrown) {
      const error = explain(thrown)
      const { finding } = (await undo?.()) ?? {}
      stop()
      throw finding?.details.sessionMayRemain === true ? withSessionMayRemain(error) : error
    }
  }
  const context = { ...createCommandContext(signal), onUndelivered, keep }
  const output = await orUndo(() => work(context))
  if (undo === undefined) return output
  return { ...output, deliver: print => orUndo(() => abortable(print(), signal)).finally(stop) }
}
