import { type Answer, empty, json, text } from '../http/answer.ts'
import type { Unknowns } from '../unknowns.ts'
import type { Call } from './call.ts'

/** GET `/qps/alive` (qlik-sense-facts.md §1.3); under a prefix it was found nowhere. */
export const alive = ({ site, prefix }: Call): Answer =>
  prefix === '' || site.unknowns.aliveUnderPrefix === '200' ? json(200, { value: true }) : empty(404)

/** GET `/qps/health`: clients read its status only (qlik-sense-facts.md §1.3). */
export const health = ({ site }: Call): Answer => HEALTH[site.unknowns.healthBody]()

const HEALTH: Record<Unknowns['healthBody'], () => Answer> = {
  empty: () => empty(200),
  json: () => json(200, { status: 'OK' }),
  text: () => text(200, 'OK'),
}

/** GET `/qps/about/…`: a real server describes itself there; the double only answers (qlik-sense-facts.md §1.3 and §1.6). */
export const about = (): Answer => json(200, {})

export const openapi = (): Answer =>
  json(200, {
    openapi: '3.0.0',
    info: { title: 'Open API specification for Proxy Main API', version: '38.44.0' },
    paths: {},
  })
