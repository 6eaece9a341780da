import * as v from 'valibot'
import { type ResponseMessage, ResponseMessageSchema } from '#protocol/messages'
import { type NativeHost, startNativeHost } from '../support/native-host.ts'
import { type ProcessUsage, readProcessUsage } from '../support/process-usage.ts'
import { countFrames, createFrame } from './frames.ts'
import { createEnding, cutIntoPieces, type Life } from './lives.ts'
import { Random } from './random.ts'

/** The observations of one process. */
export interface LifeResult {
  frames: number
  /** What must not happen, in sentences. */
  problems: string[]
  /** After each quarter of its frames, where the system tells. */
  usage: ProcessUsage[]
}

/** Far above any answer of a companion that still works, even on a busy machine. */
const hangAfterMs = 60_000
const maxBytesAtOnce = 2 * 1024 * 1024

/** Runs a companion through a life. Never rejects for what the companion does. */
export async function runLife(
  seed: number,
  life: Life,
  { home, onAnswer }: { home: string; onAnswer: (answer: ResponseMessage) => void },
): Promise<LifeResult> {
  const host = startNativeHost({ home })
  const result: LifeResult = { frames: 0, problems: [], usage: [] }
  const watch = watchAnswers(host, answer => {
    if (answer instanceof Error) result.problems.push(answer.message)
    else onAnswer(answer)
  })
  const ending = createEnding(seed, life)
  try {
    await sendFrames(seed, life, { host, watch, result })
    for (const piece of cutIntoPieces(new Random(seed, life.from), ending.bytes)) host.write(piece)
    result.frames += countFrames(ending.bytes)
    if (ending.waitsForAnswers) await watch.reach(result.frames)
  } catch (thrown) {
    result.problems.push(thrown instanceof Error ? thrown.message : String(thrown))
  }
  if (result.problems.length > 0) host.kill('SIGKILL')
  else if (ending.end === 'close') host.close()
  else host.kill(ending.end)
  const { code, signal, stderr } = await host.ended
  // A companion that takes too long to end its sessions kills itself. A busy machine may cause that.
  const isForced = !ending.waitsForAnswers && signal === 'SIGKILL'
  if (code !== 0 && !isForced && result.problems.length === 0)
    result.problems.push(`the companion ended with ${code ?? signal}: ${stderr.slice(-500)}`)
  if (watch.count() > result.frames)
    result.problems.push(`${watch.count()} answers to ${result.frames} frames`)
  return result
}

interface Sending {
  host: NativeHost
  watch: AnswerWatch
  result: LifeResult
}

/** Sends the frames of a life, a few or many at once. */
async function sendFrames(seed: number, { from, frames }: Life, { host, watch, result }: Sending) {
  const random = new Random(seed, from, 1)
  for (let sent = 0; sent < frames; ) {
    const batch: Buffer[] = []
    const size = Math.min(random.pick([1, 8, 40, 200]), frames - sent)
    for (let bytes = 0; batch.length < size && bytes < maxBytesAtOnce; ) {
      const frame = createFrame(seed, from + sent + batch.length)
      batch.push(frame)
      bytes += frame.length
    }
    for (const piece of cutIntoPieces(random, Buffer.concat(batch))) host.write(piece)
    sent += batch.length
    result.frames += batch.length
    await watch.reach(sent - random.below(8))
    if (sent * 4 >= frames * (result.usage.length + 1)) {
      const usage = readProcessUsage(host.pid)
      if (usage !== undefined) result.usage.push(usage)
    }
  }
}

interface AnswerWatch {
  count(): number
  /** Resolves when there are that many answers. Rejects when the companion ends or hangs before. */
  reach(count: number): Promise<void>
}

function watchAnswers(host: NativeHost, onAnswer: (answer: ResponseMessage | Error) => void): AnswerWatch {
  let count = 0
  let check = () => {}
  host.onMessage(message => {
    count += 1
    const parsed = v.safeParse(ResponseMessageSchema, message)
    onAnswer(parsed.success ? parsed.output : new Error(`not an answer: ${JSON.stringify(message)}`))
    check()
  })
  const reach = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout
      check = () => {
        clearTimeout(timer)
        if (count >= wanted) resolve()
        else {
          const hang = () => reject(new Error(`the companion hangs: ${count} of ${wanted} answers`))
          timer = setTimeout(hang, hangAfterMs)
        }
      }
      void host.ended.then(({ code, signal, stderr }) => {
        clearTimeout(timer)
        reject(new Error(`the companion died with ${code ?? signal}: ${stderr.slice(-500)}`))
      })
      check()
    })
  return { count: () => count, reach }
}
