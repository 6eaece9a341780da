import { nameOf } from '#protocol/identity'
import type { Run, Step, StepName, StepState } from '#shared/run'
import type { Model } from './model.ts'

/** Each step with what it means. */
export const stepWords: Record<StepName, { title: string; means: string }> = {
  companion: { title: 'Companion', means: 'The program on this machine answers' },
  credential: { title: 'Credential', means: 'Certificate, key and root belong together' },
  session: { title: 'Session', means: 'Qlik Sense opens the session' },
  cookie: { title: 'Cookie', means: 'The browser holds the session cookie' },
  hub: { title: 'Hub', means: 'The tab shows the hub' },
  identity: { title: 'Identity', means: 'The hub confirms who you are' },
}

export const stateWords: Record<StepState, string> = {
  waiting: 'waiting',
  working: 'working',
  passed: 'passed',
  failed: 'failed',
  'not-reached': 'not reached',
}

export const proxyWords = (prefix: string): string => (prefix === '' ? 'the default virtual proxy' : prefix)

/** The line above the steps. */
export function outcomeWords({ isAsking, run, form }: Pick<Model, 'isAsking' | 'run' | 'form'>): string {
  if (isAsking) return outcomes.working(nameOf(form), proxyWords(form.prefix))
  return run === undefined ? 'What Sign in does' : outcomes[run.outcome](run.user, proxyWords(run.prefix))
}

const outcomes: Record<Run['outcome'], (user: string, proxy: string) => string> = {
  working: (user, proxy) => `Signing in as ${user} on ${proxy}`,
  passed: (user, proxy) => `You are ${user} on ${proxy}`,
  failed: (user, proxy) => `Not signed in as ${user} on ${proxy}`,
  cancelled: (user, proxy) => `Cancelled: ${user} on ${proxy}`,
}

/** How long a step took, or takes so far once that is over a second. */
export function timeWords({ state, ms, startedAt }: Step, now: number): string {
  if (ms !== undefined) return duration(ms)
  const soFar = state === 'working' && startedAt !== undefined ? now - startedAt : 0
  return soFar < 1000 ? '' : `${Math.floor(soFar / 1000)} s`
}

const duration = (ms: number): string =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
