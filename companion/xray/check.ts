import { type CheckId, say } from '#messages/checks/message'
import type { Message, Text } from '#messages/message'
import type { Questions } from './questions/questions.ts'

export type Severity = 'high' | 'medium' | 'low' | 'info'

/**
 * R only reads, with a session of this run. O creates and ends sessions of this run. W waits for
 * minutes. A may end sessions of others, take an access pass or fill the limit, so it needs
 * permission.
 */
export type CheckClass = 'R' | 'O' | 'W' | 'A'

/**
 * When a check runs. `main`, `sockets`, `tickets` and `site` run side by side, then `end` ends the
 * session of `main` and `sockets`. The others follow one by one. `site` asks for nothing that belongs
 * to a session.
 */
export type Phase = 'main' | 'sockets' | 'tickets' | 'site' | 'end' | 'after'

/** The place of a setting, its value now, and the value that passes the check. */
export interface Remedy<T = Text> {
  page: T
  field: T
  present?: T
  wanted: T
}

export type Judgement =
  | { verdict: 'passed'; message: Message; evidence: readonly string[] }
  | { verdict: 'failed'; message: Message; evidence: readonly string[]; remedy: Remedy }
  | { verdict: 'undecided'; reason: Message; evidence: readonly string[] }

/** What a check is about. Each text is `check.ID.NAME` in the catalogues. */
interface CheckTexts {
  title: Message
  /** What is asked of the server. */
  asked: Message
  passWhen: Message
  why: Message
  /** How to fix it, for the documentation. */
  fix: Message
}

/** One check of the catalog. */
export interface Check extends CheckTexts {
  /** `SC-01` to `SC-40` */
  id: CheckId
  severity: Severity
  class: CheckClass
  phase: Phase
  /** WSTG, ASVS 5.0, ZAP and others. */
  references: readonly string[]
  run(questions: Questions): Promise<Judgement>
}

/** A check whose judgement is apart from its questions. */
interface CheckDefinition<Facts> extends Omit<Check, 'run' | keyof CheckTexts> {
  ask(questions: Questions): Promise<Facts>
  judge(facts: Facts): Judgement
}

export function defineCheck<Facts>({ ask, judge, ...rest }: CheckDefinition<Facts>): Check {
  return { ...rest, ...describeCheck(rest.id), run: async questions => judge(await ask(questions)) }
}

const describeCheck = (id: CheckId): CheckTexts => ({
  title: say(`check.${id}.title`),
  asked: say(`check.${id}.asked`),
  passWhen: say(`check.${id}.passWhen`),
  why: say(`check.${id}.why`),
  fix: say(`check.${id}.fix`),
})

export const passed = (message: Message, evidence: readonly string[] = []): Judgement => ({
  verdict: 'passed',
  message,
  evidence,
})

export const failed = (message: Message, remedy: Remedy, evidence: readonly string[] = []): Judgement => ({
  verdict: 'failed',
  message,
  evidence,
  remedy,
})

export const undecided = (reason: Message, evidence: readonly string[] = []): Judgement => ({
  verdict: 'undecided',
  reason,
  evidence,
})
