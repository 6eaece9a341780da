import { useEffect, useState } from 'preact/hooks'
import type { State } from '#shared/state'
import type { Link } from '#ui/link.ts'

/** What the background publishes; undefined until it has spoken. */
export function useStateOf(link: Link): State | undefined {
  const [state, setState] = useState<State>()
  useEffect(() => link.onState(setState), [link])
  return state
}
