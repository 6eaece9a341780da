import type { IncomingRequest } from '../http/request.ts'
import type { Site } from '../site/site.ts'

/** A request to QPS for one virtual proxy. */
export interface QpsContext {
  readonly request: IncomingRequest
  readonly site: Site
  readonly prefix: string
}
