import type { Persona } from '#shared/personas/persona'
import type { PolicyState } from '#shared/policy'
import { abortable } from '../async/abortable.ts'
import type { ManagedStorage } from '../browser/storage.ts'
import { policyTimeoutMs } from '../timeouts.ts'
import { type Policy, readPolicy } from './read-policy.ts'

export interface PolicyDeps {
  managed: ManagedStorage
  publish(policy: PolicyState): void
  /** Receives the personas whenever the policy is read. */
  onPersonas(personas: Persona[]): void
}

/** Knows the policy of the organization. */
export interface PolicyFollower {
  /** Resolves with the policy; with undefined if none can be read within a second. */
  readCurrent(): Promise<Policy | undefined>
  /**
   * Reads the policy again: right after the start of the browser it may be missing, and its arrival
   * may go unnoticed. Resolves after a second, although the browser may answer later.
   */
  reload(): Promise<void>
}

/** Reads the policy of the organization now and after each change. */
export function followPolicy({ managed, publish, onPersonas }: PolicyDeps): PolicyFollower {
  const publishPolicy = (policy: Policy): Policy => {
    const { personas, addSites: _, ...published } = policy
    publish(published)
    onPersonas(personas)
    return policy
  }
  const load = (): Promise<Policy | undefined> =>
    managed.load().then(
      found => publishPolicy(readPolicy(found)),
      () => undefined, // Without access to a policy, none is set.
    )
  let current = load()
  const readCurrent = (): Promise<Policy | undefined> =>
    abortable(current, AbortSignal.timeout(policyTimeoutMs)).catch(() => undefined)
  const reload = async (): Promise<void> => {
    current = load()
    await readCurrent()
  }
  managed.onChanged(() => void reload())
  return { readCurrent, reload }
}
