import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'
import { findLife } from './lives.ts'
import { runLife } from './run-life.ts'

export interface FuzzOptions {
  seed: number
  /** The index of the first frame. The run begins with the life that contains it. */
  from: number
  frames: number
  /** Most memory that a companion may use, in bytes. */
  maxMemory: number
  signal?: AbortSignal
  onProgress?: (result: FuzzResult) => void
}

export interface FuzzResult {
  /** The index of the next frame. */
  next: number
  frames: number
  lives: number
  /** The number of answers by code; `ok` for results. */
  answers: Map<string, number>
  /** The first message of each answer that says INTERNAL. */
  bugs: Set<string>
  problems: string[]
  peakMemory: number
  /** The most memory that a long life gained after its first quarter. */
  growth: number
}

/** Sends mutated frames to real companions, whose sites are the double's. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, from, frames, maxMemory, signal, onProgress } = options
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start({ recording: false })
  await writeConfig(
    home.path,
    siteConfigFor(qlik),
    siteConfigFor(qlik, { id: 'limited', users: ['TESTING_*\\*'] }),
    siteConfigFor(qlik, { id: 'closed', qps: '127.0.0.1:1', qrs: '127.0.0.1:1' }),
  )
  const result: FuzzResult = {
    next: findLife(from).from,
    frames: 0,
    lives: 0,
    answers: new Map(),
    bugs: new Set(),
    problems: [],
    peakMemory: 0,
    growth: 0,
  }
  while (result.next < from + frames && signal?.aborted !== true) {
    const life = findLife(result.next)
    const { problems, usage, ...sent } = await runLife(seed, life, {
      home: home.path,
      onAnswer: answer => {
        const code = answer.ok ? 'ok' : answer.error.code
        result.answers.set(code, (result.answers.get(code) ?? 0) + 1)
        if (!answer.ok && code === 'INTERNAL') result.bugs.add(answer.error.message)
      },
    })
    const peak = Math.max(0, ...usage.map(({ peakMemory }) => peakMemory))
    if (peak > maxMemory) problems.push(`the companion used ${peak} bytes of memory`)
    result.problems.push(
      ...problems.map(problem => `frames ${life.from} to ${life.from + life.frames - 1}: ${problem}`),
    )
    result.frames += sent.frames
    result.lives += 1
    result.next += life.frames
    result.peakMemory = Math.max(result.peakMemory, peak)
    result.growth = Math.max(result.growth, (usage.at(-1)?.memory ?? 0) - (usage[0]?.memory ?? 0))
    onProgress?.(result)
  }
  return result
}

export const countAnswers = ({ answers }: FuzzResult): number =>
  [...answers.values()].reduce((sum, count) => sum + count, 0)
