import type { ChildProcess } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import type { ActiveFault } from '../doubles/qlik-sense/settings.ts'
import { startCheck } from '../support/check-harness.ts'
import { pollUntil } from '../support/poll-until.ts'
import { readProcessUsage } from '../support/process-usage.ts'
import { runHubpass } from '../support/run-hubpass.ts'

/** How a run of a plan goes. Each ends with all sessions gone, at the latest at the next start. */
export const checkScenarios = {
  'all is as expected': {},
  'one virtual proxy is not linked': {
    double: { virtualProxies: [{ prefix: '' }, { prefix: 'sales', linked: false }] },
  },
  'QPS goes away in the middle': { atHalf: 'refused' },
  'Ctrl-C in the middle': { atHalf: 'SIGINT' },
  'kill -9 in the middle': { atHalf: 'SIGKILL' },
} as const satisfies Record<string, Scenario>

export type CheckScenario = keyof typeof checkScenarios

export const checkScenarioNames = Object.keys(checkScenarios).filter(
  (name): name is CheckScenario => name in checkScenarios,
)

interface Scenario {
  double?: object
  atHalf?: 'refused' | 'SIGINT' | 'SIGKILL'
}

export interface CheckLoadResult {
  code: number
  seconds: number
  /** Undefined where the system does not tell. */
  peakMemory: number | undefined
  /** Cases of the journal by their verdict, after the run and, if it was interrupted, after `--resume`. */
  verdicts: Record<string, number>
  /** Sessions and records that are left after the next start. */
  left: string[]
}

export interface CheckLoadOptions {
  cases: number
  /** More lines for the plan. */
  plan?: string
}

/** Runs a plan with so many cases, half of them on each of two virtual proxies. */
export async function runCheckLoad(
  scenario: CheckScenario,
  { cases, plan = '' }: CheckLoadOptions,
): Promise<CheckLoadResult> {
  const { double = {}, atHalf }: Scenario = checkScenarios[scenario]
  await using run = await startCheck(
    { acme: { double: { recording: false, ...double } } },
    `version: 1
site: acme
virtualProxies: ['', sales]
personas: [{ file: users.csv }]
limits: { concurrency: 16, rate: 1000/s }
${plan}`,
  )
  const users = Array.from({ length: cases / 2 }, (_, index) => `DOMAIN\\u${index}`)
  await writeFile(run.path('users.csv'), ['user', ...users, ''].join('\n'))
  const isHalfDone = async () => (await countLines(run.path('plan.ndjson'))) > cases / 2
  const onStart = async (child: ChildProcess): Promise<ActiveFault | undefined> => {
    if (atHalf === undefined) return undefined
    await pollUntil('half of the cases', isHalfDone, patienceMs)
    if (atHalf === 'refused') return run.qlik().fault('refused', { endpoint: 'qps' })
    child.kill(atHalf)
    return undefined
  }
  const startedAt = performance.now()
  const { code, peakMemory, fault } = await runAndWatch(run, onStart)
  const seconds = (performance.now() - startedAt) / 1_000
  await fault?.end()
  if (code === 130 || code === -1) await run.check('--resume')
  else await runHubpass(run, 'session', 'list', 'acme')
  const verdicts: Record<string, number> = {}
  for (const { verdict } of await run.readCases()) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  return { code, seconds, peakMemory, verdicts, left: await run.listLeft() }
}

/** Ten thousand cases on a busy machine. */
const patienceMs = 600_000

async function runAndWatch(
  where: { home: string; cwd: string },
  onStart: (child: ChildProcess) => Promise<ActiveFault | undefined>,
): Promise<{ code: number; peakMemory: number | undefined; fault: ActiveFault | undefined }> {
  let peakMemory: number | undefined
  let started: Promise<ActiveFault | undefined> | undefined
  let timer: NodeJS.Timeout | undefined
  const watch = (child: ChildProcess) => {
    const { pid = 0 } = child
    timer = setInterval(() => {
      peakMemory = readProcessUsage(pid)?.peakMemory ?? peakMemory
    }, 100)
    started = onStart(child)
  }
  const { code } = await runHubpass({ ...where, onStart: watch }, 'check', 'plan.yaml')
  clearInterval(timer)
  return { code, peakMemory, fault: await started }
}

const countLines = async (path: string): Promise<number> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').length
