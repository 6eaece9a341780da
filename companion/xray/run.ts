import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { formatUserName } from '#protocol/identity'
import type { UserAccess } from '#protocol/user-access'
import { settleAll } from '../util/settle-all.ts'
import { catalog, catalogName } from './catalog.ts'
import { changeTexts } from './change-texts.ts'
import { type Check, type Judgement, type Phase, undecided } from './check.ts'
import { Secrets } from './mask.ts'
import type { XrayPort } from './port.ts'
import { Questions } from './questions/questions.ts'
import { endFirstTicket } from './questions/tickets.ts'
import type { CheckResult, XrayResult } from './result.ts'
import { Unclear } from './unclear.ts'

export interface XrayOptions {
  /** Ids of checks, and `wait` for those that wait. */
  allow: readonly string[]
  /** The ids of the checks to run. Default: all. */
  only?: readonly string[] | undefined
  /** `done` of `total` checks have ended. */
  onStart?: (check: Check, progress: { done: number; total: number }) => void
}

/**
 * Runs the catalog for one user on one virtual proxy. Throws what the creation of the first session
 * throws, and CANCELLED.
 */
export async function runXray(port: XrayPort, { allow, only, onStart }: XrayOptions): Promise<XrayResult> {
  const chosen = catalog.filter(({ id }) => only === undefined || only.includes(id))
  const secrets = new Secrets()
  const questions = new Questions(port, secrets)
  const results = new Map<string, CheckResult>()
  const allowed = chosen.filter(check => isAllowed(check, allow))
  const runPhase = async (phase: Phase) => {
    for (const check of chosen.filter(each => each.phase === phase)) {
      const done = allowed.filter(({ id }) => results.has(id)).length
      if (allowed.includes(check)) onStart?.(check, { done, total: allowed.length })
      results.set(check.id, toResult(check, await judge(check, questions, allow)))
    }
  }
  let access: UserAccess | undefined
  const readAccess = async () => {
    access = await port.readUserAccess()
  }
  try {
    // The settings need no session. Who asks for them later, gets the failure.
    await settleAll([port.createSession(questions.sessionId), questions.facts().catch(() => {})])
    const phases = (['main', 'sockets', 'tickets', 'site'] as const).map(runPhase)
    // All have ended before the caller ends their sessions.
    await settleAll([readAccess(), ...phases])
    const endTicket = endFirstTicket(questions).catch(error => explainUnlessBug(error, port))
    await settleAll([endTicket, runPhase('end')])
    await runPhase('after')
  } finally {
    questions.closeSockets()
  }
  const checks = catalog.flatMap(({ id }) => results.get(id) ?? [])
  return {
    catalogue: catalogName,
    site: port.site,
    prefix: port.prefix,
    user: formatUserName(port.user),
    checks: checks.map(check => maskTexts(check, secrets)),
    ...(access === undefined ? {} : { access }),
    requests: port.requests,
    sessions: port.sessions,
  }
}

const isAllowed = (check: Check, allow: readonly string[]): boolean =>
  check.class === 'R' ||
  check.class === 'O' ||
  allow.includes(check.id) ||
  (check.class === 'W' && allow.includes('wait'))

type Outcome = Judgement | { verdict: 'undecided' | 'skipped'; reason: Text; evidence: readonly string[] }

async function judge(check: Check, questions: Questions, allow: readonly string[]): Promise<Outcome> {
  if (!isAllowed(check, allow)) return { verdict: 'skipped', reason: explainSkip(check), evidence: [] }
  try {
    return await check.run(questions)
  } catch (error) {
    questions.port.signal.throwIfAborted()
    if (error instanceof Unclear) return undecided(error.reason, error.evidence)
    return { verdict: 'undecided', reason: explainUnlessBug(error, questions.port), evidence: [] }
  }
}

/** Returns the message of a finding. Throws a bug and a cancellation. */
function explainUnlessBug(error: unknown, port: XrayPort): Text {
  const finding = port.describe(error)
  if (finding === undefined || finding.code === 'CANCELLED') throw error
  return finding.message
}

const explainSkip = ({ id, class: kind }: Check): Text =>
  say(kind === 'W' ? 'check.skip.waits' : 'check.skip.affectsOthers', { id })

function toResult(check: Check, outcome: Outcome): CheckResult {
  const { id, title, severity, class: kind, references } = check
  const labels = { id, title, verdict: outcome.verdict, severity, class: kind }
  if (outcome.verdict === 'passed' || outcome.verdict === 'failed') {
    const { verdict: _, ...rest } = outcome
    return { ...labels, ...rest, references }
  }
  const { reason, evidence } = outcome
  return { ...labels, message: reason, evidence, reason, references }
}

const maskTexts = (result: CheckResult, secrets: Secrets): CheckResult => ({
  ...changeTexts(result, text => secrets.maskText(text)),
  evidence: result.evidence.slice(0, maxLines).map(line => cut(secrets.mask(line))),
})

/** A server can send as many header lines, and QRS list as many virtual proxies, as it likes. */
const maxLines = 50

const cut = (line: string): string => (line.length > maxLength ? `${line.slice(0, maxLength)}…` : line)

const maxLength = 300
