import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { companionProgram } from '../support/run-hubpass.ts'
import { startDoubleSite } from './double-site.ts'
import { type Comparison, measureMs } from './measure.ts'
import { prepareNewman } from './newman.ts'
import { describeDelay } from './server-delay.ts'

const run = promisify(execFile)

const sessions = 1_000
const concurrency = 16

/** Newman takes a minute for 1,000, one after the other. It has no other way. */
const newmanSessions = 100

/** A plan asks each site at most 1,000 times per second. All of these are the double. */
const sites = ['a', 'b', 'c', 'd']

/**
 * Compares `hubpass check` with a loop of the same requests and with newman. Each is a process of its own,
 * from its start to its end.
 */
export async function compareCheckRate(delayMs: number): Promise<Comparison & AsyncDisposable> {
  const { home, double, ...site } = await startDoubleSite(sites, delayMs)
  const plan = await writePlan(home)
  const runNewman = await prepareNewman(double, home)
  const { hub, qps, certificates } = double
  const bare = [fromRoot('test', 'bench', 'subjects', 'bare-sessions.mjs'), hub, qps, certificates]
  const perSession = async (count: number, work: () => Promise<unknown>) => (await measureMs(work)) / count
  const node = (...args: string[]) =>
    run(process.execPath, args, { env: { ...process.env, HUBPASS_HOME: home } })
  return {
    title: `One of ${sessions.toLocaleString('en')} sessions that are made, checked and ended, ${concurrency} at once: ${describeDelay(delayMs)}`,
    target: [
      { against: 'bare loop', ratio: 1.25, comparison: 'at most' },
      { against: 'newman', ratio: 0.1, comparison: 'at most' },
    ],
    subjects: {
      'hubpass check': () => perSession(sessions, () => node(companionProgram, 'check', plan)),
      'bare loop': () => perSession(sessions, () => node(...bare, String(sessions), String(concurrency))),
      newman: () => perSession(newmanSessions, () => runNewman(newmanSessions)),
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  }
}

/** Writes a plan that signs in each user on each site. */
async function writePlan(home: string): Promise<string> {
  const users = Array.from({ length: sessions / sites.length }, (_, index) => `DOMAIN\\u${index}`)
  await writeFile(join(home, 'users.csv'), ['user', ...users, ''].join('\n'))
  const plan = join(home, 'plan.yaml')
  await writeFile(
    plan,
    `version: 1
sites: [${sites.join(', ')}]
personas: [{ file: users.csv }]
limits: { concurrency: ${concurrency}, rate: 1000/s }
`,
  )
  return plan
}
