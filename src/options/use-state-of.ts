import { useEffect, useState } from 'preact/hooks'
import * as v from 'valibot'
import type { State } from '#shared/state'
import type { Link } from '#ui/link.ts'

/** What the background publishes; undefined until it has spoken. */
export function useStateOf(link: Link): State | undefined {
  const [state, setState] = useState<State>()
  useEffect(() => link.onState(setState), [link])
  return state
}

/** A slice that crossed unparsed; undefined when it is not there or not of that form. */
export function parsedSlice<Schema extends v.GenericSchema>(
  schema: Schema,
  slice: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, slice)
  return success ? output : undefined
}
