import type { Site } from '#protocol/commands'

/** The known site that a tab shows: the same origin, or at least the same host. */
export function siteOfTab(sites: readonly Site[], tabUrl: string | undefined): Site | undefined {
  const tab = urlOf(tabUrl)
  if (tab === undefined) return undefined
  return (
    sites.find(site => urlOf(site.hub)?.origin === tab.origin) ??
    sites.find(site => urlOf(site.hub)?.hostname === tab.hostname)
  )
}

/**
 * The virtual proxy prefix that a tab on that site shows: what stands between the host and a word of Qlik Sense's own
 * (qlik-sense-facts §3.1); the empty one when such a word comes first on a page of the default virtual proxy. Undefined when
 * the address tells none.
 */
export function prefixOfTab(site: Site, tabUrl: string | undefined): string | undefined {
  const tab = urlOf(tabUrl)
  if (tab === undefined || tab.origin !== urlOf(site.hub)?.origin) return undefined
  const [, first = '', second = ''] = tab.pathname.toLowerCase().split('/')
  if (pages.has(first)) return ''
  const isPrefix = /^[a-z0-9._~-]+$/.test(first) && !reserved.has(first)
  return isPrefix && (second === '' || reserved.has(second)) ? first : undefined
}

/** First path segments of the pages that every virtual proxy has: without a prefix before them, it is the default one. */
const pages = new Set(['hub', 'sense', 'internal_forms_authentication', 'internal_windows_authentication'])

/** Whether a word, in lower case, ends the prefix in every address, so that no prefix can be called that. */
export const isReserved = (word: string): boolean => reserved.has(word)

/** First path segments, in lower case, that belong to Qlik Sense itself. */
const reserved = new Set(
  (
    'about api app appcontent assets client console content custom dataloadeditor datamodelviewer dev-hub extensions ' +
    'favicon.ico fonts hub internal_forms_authentication internal_windows_authentication login media ' +
    'monitoringapps odag printing qmc qps qrs resources samlauthn sense single static tempcontent workbencheditor'
  ).split(' '),
)

const urlOf = (text: string | undefined): Address | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined

interface Address {
  origin: string
  hostname: string
  pathname: string
}

/** There in pages and in workers, but not in the language, which is all that this folder may know. */
declare const URL: { new (text: string): Address; canParse(text: string): boolean }
