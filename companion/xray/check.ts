import type { Questions } from './questions/questions.ts'

export type Severity = 'high' | 'medium' | 'low' | 'info'

/**
 * R only reads, with a session of this run. O creates and ends sessions of this run. W waits for
 * minutes. A may end sessions of others, take an access pass or fill the limit, so it needs
 * permission.
 */
export type CheckClass = 'R' | 'O' | 'W' | 'A'

/**
 * When a check runs. `main`, `tickets` and `site` run side by side, then `end` ends the session of
 * `main`. The others follow one by one. `site` asks for nothing that belongs to a session.
 */
export type Phase = 'main' | 'tickets' | 'site' | 'end' | 'after'

/** The place of a setting, its value now, and the value that passes the check. */
export interface Remedy {
  page: string
  field: string
  present?: string
  wanted: string
}

export type Judgement =
  | { verdict: 'passed'; message: string; evidence: readonly string[] }
  | { verdict: 'failed'; message: string; evidence: readonly string[]; remedy: Remedy }
  | { verdict: 'undecided'; reason: string; evidence: readonly string[] }

/** One check of the catalog. */
export interface Check {
  /** `SC-01` to `SC-40` */
  id: string
  title: string
  /** What is asked of the server. */
  asked: string
  passWhen: string
  why: string
  /** How to fix it, for the documentation. */
  fix: string
  severity: Severity
  class: CheckClass
  phase: Phase
  /** WSTG, ASVS 5.0, ZAP and others. */
  references: readonly string[]
  run(questions: Questions): Promise<Judgement>
}

/** A check whose judgement is apart from its questions. */
interface CheckDefinition<Facts> extends Omit<Check, 'run'> {
  ask(questions: Questions): Promise<Facts>
  judge(facts: Facts): Judgement
}

export function defineCheck<Facts>({ ask, judge, ...rest }: CheckDefinition<Facts>): Check {
  return { ...rest, run: async questions => judge(await ask(questions)) }
}

export const passed = (message: string, evidence: readonly string[] = []): Judgement => ({
  verdict: 'passed',
  message,
  evidence,
})

export const failed = (message: string, remedy: Remedy, evidence: readonly string[] = []): Judgement => ({
  verdict: 'failed',
  message,
  evidence,
  remedy,
})

export const undecided = (reason: string, evidence: readonly string[] = []): Judgement => ({
  verdict: 'undecided',
  reason,
  evidence,
})
