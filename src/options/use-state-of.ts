import { useEffect, useState } from 'preact/hooks'
import type { State } from '#shared/state'
import type { BackgroundClient } from '#ui/background-client.ts'

/** What the background publishes; undefined until it has spoken. */
export function useBackgroundState(client: BackgroundClient): State | undefined {
  const [state, setState] = useState<State>()
  useEffect(() => client.onState(setState), [client])
  return state
}
