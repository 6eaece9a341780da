import { empty, json, type OutgoingResponse, text } from '../http/response.ts'
import type { Behaviors } from '../unverified-behaviors.ts'
import type { QpsContext } from './context.ts'

/** Handles GET `/qps/alive` (docs/facts/qlik-sense.md §1.3). No source shows it below a prefix. */
export const getAlive = ({ site, prefix }: QpsContext): OutgoingResponse =>
  prefix === '' || site.unknowns.aliveUnderPrefix === '200' ? json(200, { value: true }) : empty(404)

/** Handles GET `/qps/health`. Clients read only its status (docs/facts/qlik-sense.md §1.3). */
export const getHealth = ({ site }: QpsContext): OutgoingResponse => HEALTH[site.unknowns.healthBody]()

const HEALTH: Record<Behaviors['healthBody'], () => OutgoingResponse> = {
  empty: () => empty(200),
  json: () => json(200, { status: 'OK' }),
  text: () => text(200, 'OK'),
}

/**
 * Handles GET `/qps/about/…`. A real server describes itself there (docs/facts/qlik-sense.md §1.3
 * and §1.6).
 */
export const getAbout = (): OutgoingResponse => json(200, {})

export const getOpenApi = (): OutgoingResponse =>
  json(200, {
    openapi: '3.0.0',
    info: { title: 'Open API specification for Proxy Main API', version: '38.44.0' },
    paths: {},
  })
