import { say } from '#messages/checks/message'
import { Unclear } from '../unclear.ts'
import { isSignedInAs } from './exchange.ts'
import { startSession } from './log-out.ts'
import type { Questions } from './questions.ts'

const minuteMs = 60_000

/** Three sessions while time passes. */
export interface Timeline {
  timeoutMinutes: number
  /** Whether the used session lived shortly before the timeout. */
  usedLives: boolean
  /** Whether the idle session lived shortly after it. */
  idleLives: boolean
  /** Continues with the used session for up to three timeouts. Returns when it had ended. */
  followUsed(): Promise<{ aliveMinutes: number; deadMinutes: number | undefined }>
}

/** Waits for the inactivity timeout. QRS tells how long that is. */
export const askTimeline = (questions: Questions): Promise<Timeline> =>
  questions.recall('timeline', async () => {
    const { timeoutMinutes } = (await questions.virtualProxy()).settings
    if (timeoutMinutes === undefined || timeoutMinutes <= 0) throw new Unclear(say('check.unclear.noTimeout'))
    const { port } = questions
    const marginMinutes = Math.min(1, timeoutMinutes / 4)
    const used = await startSession(questions)
    const idle = await startSession(questions)
    const startedAt = port.now()
    const lives = async (sessionId: string) =>
      isSignedInAs(await questions.whoIs(sessionId, 'after a wait'), port.user)
    const minutes = () => (port.now() - startedAt) / minuteMs
    await port.wait((timeoutMinutes - marginMinutes) * minuteMs)
    const usedLives = await lives(used)
    let aliveMinutes = usedLives ? minutes() : 0
    await port.wait(2 * marginMinutes * minuteMs)
    const idleLives = await lives(idle)
    await port.endSession(idle)
    const followUsed = async () => {
      const ended = await follow()
      await port.endSession(used)
      return ended
    }
    const follow = async () => {
      const stepMinutes = timeoutMinutes - marginMinutes
      for (let step = 2; step <= 3; step += 1) {
        await port.wait(Math.max(0, step * stepMinutes - minutes()) * minuteMs)
        if (!(await lives(used))) return { aliveMinutes, deadMinutes: minutes() }
        aliveMinutes = minutes()
      }
      return { aliveMinutes, deadMinutes: undefined }
    }
    return { timeoutMinutes, usedLives, idleLives, followUsed: () => questions.recall('old age', followUsed) }
  })
