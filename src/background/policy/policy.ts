import type { Persona } from '#shared/personas/persona'
import type { PolicyState } from '#shared/policy'
import type { ManagedStorage } from '../browser/storage.ts'
import { type Policy, readPolicy } from './read-policy.ts'

export interface PolicyDeps {
  managed: ManagedStorage
  publish(policy: PolicyState): void
  /** Receives the personas whenever the policy is read. */
  onPersonas(personas: Persona[]): void
}

/** Knows the policy of the organization. */
export interface PolicyFollower {
  /** Resolves with the policy once it has been read; with undefined without access to one. */
  readCurrent(): Promise<Policy | undefined>
  /**
   * Reads the policy again: right after the start of the browser it may be missing, and its arrival
   * may go unnoticed.
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
  const reload = async (): Promise<void> => {
    current = load()
    await current
  }
  managed.onChanged(() => void reload())
  return { readCurrent: () => current, reload }
}
