import type { LocalStorage } from '../browser/storage.ts'
import type { RunRecord } from '../run/run-state.ts'
import type { RunHistory } from './stored-runs.ts'

interface FirstSignInDeps {
  storage: Pick<LocalStorage, 'load' | 'save'>
  runs: Pick<RunHistory, 'list'>
  publish(hasSignedIn: true): void
}

/**
 * Publishes that a sign-in has been verified on this computer, now or at any time before. Returns a
 * function that takes each decided run.
 */
export function followFirstSignIn({ storage, runs, publish }: FirstSignInDeps): (record: RunRecord) => void {
  const find = async (): Promise<void> => {
    const isKnown = (await storage.load(key)) === true
    // Runs of a version that did not store it.
    if (isKnown || (await runs.list()).some(({ run }) => run.outcome === 'passed')) publish(true)
  }
  // Without storage, only this worker knows.
  void find().catch(() => {})
  return ({ run }) => {
    if (run.outcome !== 'passed') return
    publish(true)
    storage.save(key, true).catch(() => {})
  }
}

const key = 'hasSignedIn'
