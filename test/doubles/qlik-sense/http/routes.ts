import { empty, type OutgoingResponse } from './response.ts'

/** Captured path parts by the name they have in the route. */
export type PathParams = (name: string) => string

export interface Route<Context> {
  readonly method: string
  /** Words, and `:name` for what is captured: `session/:id`. */
  readonly path: string
  handle(context: Context, captured: PathParams): OutgoingResponse
}

/** What the first fitting route answers; 405 where only the method is wrong, nothing where the path is unknown. */
export function routeRequest<Context>(
  routes: readonly Route<Context>[],
  { method, segments }: { method: string; segments: readonly string[] },
  context: Context,
): OutgoingResponse | undefined {
  const candidates = routes.filter(route => matchesPath(route.path, segments))
  const route = candidates.find(candidate => candidate.method === method)
  if (route) return route.handle(context, captureParams(route.path, segments))
  return candidates.length > 0
    ? empty(405, { allow: candidates.map(({ method }) => method).join(', ') })
    : undefined
}

function matchesPath(path: string, segments: readonly string[]): boolean {
  const parts = path.split('/').filter(Boolean)
  return parts.length === segments.length && parts.every((part, at) => matchesSegment(part, segments[at]))
}

/** Words of the path count in any letter case (docs/facts/qlik-sense.md §3.1). */
const matchesSegment = (part: string, segment: string | undefined): boolean =>
  part.startsWith(':') || part.toLowerCase() === segment?.toLowerCase()

function captureParams(path: string, segments: readonly string[]): PathParams {
  const parts = path.split('/').filter(Boolean)
  return name => segments[parts.indexOf(`:${name}`)] ?? ''
}
