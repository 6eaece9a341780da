import type { Run, Step, StepName, StepState } from '#shared/run'

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

/** What became of a run, before the user's name. */
export const outcomeWords: Record<Run['outcome'], string> = {
  working: 'Signing in as',
  passed: 'You are',
  failed: 'Not signed in as',
  cancelled: 'Cancelled:',
}

/** How long a step took, or takes so far once that is over a second. */
export function timeWords({ state, ms, startedAt }: Step, now: number): string {
  if (ms !== undefined) return duration(ms)
  const soFar = state === 'working' && startedAt !== undefined ? now - startedAt : 0
  return soFar < 1000 ? '' : `${Math.floor(soFar / 1000)} s`
}

const duration = (ms: number): string =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`

/** A remedy in pieces: plain text and, at the odd places, the commands that it quotes and that can be run as they stand. */
export const commandsIn = (remedy: string): string[] => remedy.split(/(?<=")(hubpass [^"…]+)(?=")/)
