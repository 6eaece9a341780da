import { type Answer, empty } from './answer.ts'

/** Captured path parts by the name they have in the route. */
export type Captured = (name: string) => string

export interface Route<Context> {
  readonly method: string
  /** Words, and `:name` for what is captured: `session/:id`. */
  readonly path: string
  answer(context: Context, captured: Captured): Answer
}

/** What the first fitting route answers; 405 where only the method is wrong, nothing where the path is unknown. */
export function follow<Context>(
  routes: readonly Route<Context>[],
  { method, segments }: { method: string; segments: readonly string[] },
  context: Context,
): Answer | undefined {
  const fitting = routes.filter(route => fits(route.path, segments))
  const route = fitting.find(candidate => candidate.method === method)
  if (route) return route.answer(context, captures(route.path, segments))
  return fitting.length > 0
    ? empty(405, { allow: fitting.map(({ method }) => method).join(', ') })
    : undefined
}

function fits(path: string, segments: readonly string[]): boolean {
  const parts = path.split('/').filter(Boolean)
  return parts.length === segments.length && parts.every((part, at) => isSame(part, segments[at]))
}

/** Words of the path count in any letter case (qlik-sense-facts.md §3.1). */
const isSame = (part: string, segment: string | undefined): boolean =>
  part.startsWith(':') || part.toLowerCase() === segment?.toLowerCase()

function captures(path: string, segments: readonly string[]): Captured {
  const parts = path.split('/').filter(Boolean)
  return name => segments[parts.indexOf(`:${name}`)] ?? ''
}
