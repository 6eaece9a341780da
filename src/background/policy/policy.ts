import type { Persona } from '#shared/persona'
import type { PolicyState } from '#shared/policy'
import type { ManagedStorage } from '../browser/managed-storage.ts'
import { type Policy, readPolicy } from './read-policy.ts'

export interface PolicyTools {
  managed: ManagedStorage
  publish(policy: PolicyState): void
  /** Told the personas whenever they may be others. */
  onPersonas(personas: Persona[]): void
}

/** Follows what the organisation sets, from now on. */
export function followPolicy({ managed, publish, onPersonas }: PolicyTools): void {
  const tell = ({ personas, ...policy }: Policy): void => {
    publish(policy)
    onPersonas(personas)
  }
  const look = (): void => {
    managed.load().then(
      found => tell(readPolicy(found)),
      () => {}, // No policy can be asked for: none is set.
    )
  }
  managed.onChanged(look)
  look()
}
