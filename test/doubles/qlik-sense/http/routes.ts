import { empty, type OutgoingResponse } from './response.ts'

/** Captured path segments by their name in the route. */
export type PathParams = (name: string) => string

export interface Route<Context> {
  readonly method: string
  /** Literal segments, and `:name` for captured ones: `session/:id`. */
  readonly path: string
  handle(context: Context, captured: PathParams): OutgoingResponse
}

/**
 * Returns the response of the first matching route, 405 when only the method differs, or undefined
 * for an unknown path.
 */
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

/** Compares a path segment, ignoring case (docs/facts/qlik-sense.md §3.1). */
const matchesSegment = (part: string, segment: string | undefined): boolean =>
  part.startsWith(':') || part.toLowerCase() === segment?.toLowerCase()

function captureParams(path: string, segments: readonly string[]): PathParams {
  const parts = path.split('/').filter(Boolean)
  return name => segments[parts.indexOf(`:${name}`)] ?? ''
}
