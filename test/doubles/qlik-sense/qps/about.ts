import { empty, json, type OutgoingResponse, text } from '../http/response.ts'
import type { Behaviors } from '../unverified-behaviors.ts'
import type { QpsContext } from './context.ts'

/** GET `/qps/alive` (docs/facts/qlik-sense.md §1.3); under a prefix it was found nowhere. */
export const getAlive = ({ site, prefix }: QpsContext): OutgoingResponse =>
  prefix === '' || site.unknowns.aliveUnderPrefix === '200' ? json(200, { value: true }) : empty(404)

/** GET `/qps/health`: clients read its status only (docs/facts/qlik-sense.md §1.3). */
export const getHealth = ({ site }: QpsContext): OutgoingResponse => HEALTH[site.unknowns.healthBody]()

const HEALTH: Record<Behaviors['healthBody'], () => OutgoingResponse> = {
  empty: () => empty(200),
  json: () => json(200, { status: 'OK' }),
  text: () => text(200, 'OK'),
}

/** GET `/qps/about/…`: a real server describes itself there; the double only answers (docs/facts/qlik-sense.md §1.3 and §1.6). */
export const getAbout = (): OutgoingResponse => json(200, {})

export const getOpenApi = (): OutgoingResponse =>
  json(200, {
    openapi: '3.0.0',
    info: { title: 'Open API specification for Proxy Main API', version: '38.44.0' },
    paths: {},
  })
