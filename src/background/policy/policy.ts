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

/**
 * Reads the policy of the organization now and after each change. Returns a function that reads it
 * again: right after the start of the browser it may be missing, and its arrival may go unnoticed.
 */
export function followPolicy({ managed, publish, onPersonas }: PolicyDeps): () => Promise<void> {
  const publishPolicy = ({ personas, ...policy }: Policy): void => {
    publish(policy)
    onPersonas(personas)
  }
  const load = (): Promise<void> =>
    managed.load().then(
      found => publishPolicy(readPolicy(found)),
      () => {}, // Without access to a policy, none is set.
    )
  managed.onChanged(() => void load())
  void load()
  return load
}
