import type { MessageKey } from '#messages/message'

/** A site that a tester wants to add. */
export interface NewSite {
  id: string
  hub: string
}

/** The input for a site. Without a typed id, the id follows the hub. */
export interface SiteForm {
  hub: string
  id: string | undefined
}

export const emptySiteForm: SiteForm = { hub: '', id: undefined }

/** Returns the origin of a pasted hub URL; undefined for other text. */
export function parseHub(typed: string): string | undefined {
  const text = typed.trim()
  const url = parseUrl(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  return url !== undefined && /^https?:$/.test(url.protocol) && hostPattern.test(url.hostname)
    ? url.origin
    : undefined
}

/** Returns the typed id, or else the first label of the hub's host name. */
export function getSiteId({ hub, id }: SiteForm): string {
  if (id !== undefined) return id
  const origin = parseHub(hub)
  if (origin === undefined) return ''
  const [word = ''] = new URL(origin).hostname.split('.')
  return idPattern.test(word) ? word : ''
}

/** Returns the error of a field; undefined if it is empty or valid. */
export const getHubError = ({ hub }: SiteForm): MessageKey | undefined =>
  hub.trim() === '' || parseHub(hub) !== undefined ? undefined : 'welcome.newSiteHubProblem'

export const getIdError = (form: SiteForm): MessageKey | undefined =>
  getSiteId(form) === '' || idPattern.test(getSiteId(form)) ? undefined : 'welcome.newSiteIdProblem'

/** Returns the site to add; undefined until both fields are valid. */
export function toNewSite(form: SiteForm): NewSite | undefined {
  const hub = parseHub(form.hub)
  const id = getSiteId(form)
  return hub === undefined || !idPattern.test(id) ? undefined : { id, hub }
}

/** Must match companion/config/schema.ts. */
const idPattern = /^[a-z0-9][a-z0-9_-]*$/

/**
 * A DNS name or an IPv6 address. URL parsing alone accepts characters that are special in a shell.
 */
const hostPattern = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)
