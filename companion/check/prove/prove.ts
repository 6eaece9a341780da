import type { Case } from '../cases/case.ts'
import { judgeCase } from '../expectations/judge.ts'
import { type CaseJudgement, isAsExpected } from '../expectations/judgement.ts'
import type { PlannedChecks } from '../plan/plan.ts'
import type { CaseRun } from '../run/execute.ts'
import { advise } from './advise.ts'
import type { DoubleFile, PlayedDefect, PlayedDouble } from './double-file.ts'
import { playSite } from './play-site.ts'
import { findSubjects, type Subject } from './subjects.ts'

export interface ProveOptions {
  cases: AsyncIterable<Case>
  double: DoubleFile
  /** Where doubles have their files. */
  folder: string
  /** Runs a case on a double. `isLifted` stands for a guard that lets everybody pass. */
  runCase: (of: Case, on: PlayedDouble, isLifted: boolean) => Promise<CaseRun>
  /** The day (UTC) like `2027-01-31`, which decides about waivers. */
  today: string
  signal: AbortSignal
  onStart?: (defects: number) => void
  onDefect?: (isNoticed: boolean) => void
}

/** A defect, and whether the plan notices it. */
export interface ProvedDefect {
  name: string
  what: string
  check?: string
  noticed: boolean
  /** The first case that noticed it, and the expectation or check. */
  by?: { case: string; item: string }
  /** Where nobody noticed it. */
  places?: string[]
  /** What would notice it. */
  advice?: string
}

/** Cases that are not as expected on a double without a defect. They prove nothing. */
export interface LeftOut {
  case: string
  message: string
}

export interface Proof {
  defects: ProvedDefect[]
  /** The cases that were run, and the virtual proxies that they stand for. */
  proved: { places: string[]; cases: string[] }[]
  leftOut: LeftOut[]
}

/** A subject with the cases that hold on a double without a defect. */
type HeldSubject = Omit<Subject, 'candidates'> & { cases: Case[] }

/** Doubles wait more than they work. */
const concurrency = 3

/**
 * Switches each defect of the double on in turn, and runs a few cases that stand for the plan. Throws what
 * ends a run: CANCELLED, bugs, and files that cannot be written.
 */
export async function provePlan(options: ProveOptions): Promise<Proof> {
  const { cases, double, signal, onStart, onDefect } = options
  const held: HeldSubject[] = []
  const leftOut: LeftOut[] = []
  for (const subject of await findSubjects(cases)) {
    const found = await hold(subject, options, leftOut)
    if (found.cases.length > 0) held.push(found)
  }
  const isProved = held.some(({ isRefusal }) => !isRefusal)
  const todo = isProved ? [...double.defects.entries()] : []
  onStart?.(todo.length)
  const proved = new Map<number, ProvedDefect>()
  const work = async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      signal.throwIfAborted()
      const [index, defect] = next
      const result = await proveDefect(defect, held, options)
      proved.set(index, result)
      onDefect?.(result.noticed)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, work))
  for (const each of ended) if (each.status === 'rejected') throw each.reason
  return {
    defects: double.defects.flatMap((_, index) => proved.get(index) ?? []),
    proved: held.map(({ places, cases }) => ({ places, cases: cases.map(({ name }) => name) })),
    leftOut,
  }
}

/** Finds the first candidate of each kind that is as expected on a double without a defect. */
async function hold(subject: Subject, options: ProveOptions, leftOut: LeftOut[]): Promise<HeldSubject> {
  const { candidates, ...rest } = subject
  const cases: Case[] = []
  for (const kind of candidates)
    for (const candidate of kind) {
      const [judgement] = await runOn(undefined, [...cases, candidate], [candidate], options)
      if (judgement === undefined || isAsExpected(judgement.verdict)) {
        cases.push(candidate)
        break
      }
      const { message = '' } = judgement.items.find(({ verdict }) => verdict === judgement.verdict) ?? {}
      leftOut.push({ case: candidate.name, message })
    }
  return { ...rest, cases }
}

async function proveDefect(
  defect: PlayedDefect,
  held: readonly HeldSubject[],
  options: ProveOptions,
): Promise<ProvedDefect> {
  const { name, what, check, liftsRefusals = false } = defect
  const labels = { name, what, ...(check === undefined ? {} : { check }) }
  const concerned = held.filter(({ isRefusal }) => isRefusal === liftsRefusals)
  const missed: HeldSubject[] = []
  let by: ProvedDefect['by']
  for (const subject of concerned) {
    const noticed = await findNoticing(defect, subject, options)
    if (noticed === undefined) missed.push(subject)
    else by ??= noticed
  }
  if (by !== undefined && missed.length === 0) return { ...labels, noticed: true, by }
  return {
    ...labels,
    noticed: false,
    ...(by === undefined ? {} : { by, places: missed.flatMap(({ places }) => places) }),
    advice: advise(defect, (missed[0] ?? concerned[0])?.cases ?? []),
  }
}

/** Returns what notices the defect. Asks the expectations first, because the checks take longer. */
async function findNoticing(
  defect: PlayedDefect,
  { cases }: HeldSubject,
  options: ProveOptions,
): Promise<ProvedDefect['by']> {
  const withoutChecks = cases.map(({ checks: _, ...rest }) => rest)
  const withChecks = cases.flatMap(({ checks, ...rest }) => {
    const chosen = chooseChecks(checks, defect.check)
    return chosen === undefined ? [] : [{ ...rest, checks: chosen }]
  })
  const run = [...withoutChecks, ...withChecks]
  const judgements = await runOn(defect, cases, run, options)
  const [last, of] = [judgements.at(-1), run[judgements.length - 1]]
  if (last === undefined || of === undefined || isAsExpected(last.verdict)) return undefined
  return { case: of.name, item: last.items.find(({ verdict }) => verdict === last.verdict)?.id ?? '' }
}

/** A defect of the catalog concerns one check and no other. */
function chooseChecks(checks: PlannedChecks | undefined, id: string | undefined): PlannedChecks | undefined {
  if (checks === undefined || id === undefined) return checks
  return checks.only === undefined || checks.only.includes(id) ? { ...checks, only: [id] } : undefined
}

/** Runs cases on a double of their own, up to the first one that is not as expected. */
async function runOn(
  defect: PlayedDefect | undefined,
  played: readonly Case[],
  cases: readonly Case[],
  { double, folder, runCase, today, signal }: ProveOptions,
): Promise<CaseJudgement[]> {
  if (cases.length === 0) return []
  const { name, liftsRefusals = false } = defect ?? {}
  const started = await double.startDouble(playSite(played), {
    folder,
    ...(name === undefined ? {} : { defect: name }),
  })
  try {
    const judgements: CaseJudgement[] = []
    for (const each of cases) {
      signal.throwIfAborted()
      const { outcome } = await runCase(each, started, liftsRefusals)
      const judgement = judgeCase(each, outcome, { today })
      judgements.push(judgement)
      if (!isAsExpected(judgement.verdict)) break
    }
    return judgements
  } finally {
    await started[Symbol.asyncDispose]()
  }
}
