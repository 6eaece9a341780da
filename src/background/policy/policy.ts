import type { Persona } from '#shared/personas/persona'
import type { PolicyState } from '#shared/policy'
import type { ManagedStorage } from '../browser/storage.ts'
import { type Policy, readPolicy } from './read-policy.ts'

export interface PolicyDeps {
  managed: ManagedStorage
  publish(policy: PolicyState): void
  /** Told the personas whenever they may be others. */
  onPersonas(personas: Persona[]): void
}

/** Follows what the organisation sets, from now on. */
export function followPolicy({ managed, publish, onPersonas }: PolicyDeps): void {
  const publishPolicy = ({ personas, ...policy }: Policy): void => {
    publish(policy)
    onPersonas(personas)
  }
  const load = (): void => {
    managed.load().then(
      found => publishPolicy(readPolicy(found)),
      () => {}, // No policy can be asked for: none is set.
    )
  }
  managed.onChanged(load)
  load()
}
