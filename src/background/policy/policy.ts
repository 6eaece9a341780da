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

/** Returns the current policy once it has been read; undefined without access to one. */
export type CurrentPolicy = () => Promise<Policy | undefined>

/** Reads the policy of the organization now and after each change. */
export function followPolicy({ managed, publish, onPersonas }: PolicyDeps): CurrentPolicy {
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
  managed.onChanged(() => {
    current = load()
  })
  return () => current
}
