import type { MessageKey } from '#messages/message'
import type { NewSite } from './commands.ts'

/** What was typed of a site. An id that nobody typed follows the hub. */
export interface SiteForm {
  hub: string
  id: string | undefined
}

export const emptySiteForm: SiteForm = { hub: '', id: undefined }

/** The hub's origin, whatever page of it was pasted; undefined for what is no address of a web page. */
export function parseHub(typed: string): string | undefined {
  const text = typed.trim()
  const url = parseUrl(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  return url !== undefined && /^https?:$/.test(url.protocol) && hostPattern.test(url.hostname)
    ? url.origin
    : undefined
}

/** The id of the form: the typed one, else the first word of the hub's name. */
export function getSiteId({ hub, id }: SiteForm): string {
  if (id !== undefined) return id
  const origin = parseHub(hub)
  if (origin === undefined) return ''
  const [word = ''] = new URL(origin).hostname.split('.')
  return idPattern.test(word) ? word : ''
}

/** What is wrong with a field; undefined while it is empty or good. */
export const getHubError = ({ hub }: SiteForm): MessageKey | undefined =>
  hub.trim() === '' || parseHub(hub) !== undefined ? undefined : 'welcome.newSiteHubProblem'

export const getIdError = (form: SiteForm): MessageKey | undefined =>
  getSiteId(form) === '' || idPattern.test(getSiteId(form)) ? undefined : 'welcome.newSiteIdProblem'

/** The site to add, once both are good. */
export function toNewSite(form: SiteForm): NewSite | undefined {
  const hub = parseHub(form.hub)
  const id = getSiteId(form)
  return hub === undefined || !idPattern.test(id) ? undefined : { id, hub }
}

/** As the companion wants it (companion/config/schema.ts). */
const idPattern = /^[a-z0-9][a-z0-9_-]*$/

/** A name as it is in DNS, or an IPv6 address: the URL's own rules let through what a shell would take apart. */
const hostPattern = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)
