import { maxNameLength } from '#protocol/constants'
import { getHost } from '#protocol/site'
import type { RunReport } from '#shared/runs/run-report'
import { mapStrings } from '#shared/util'
import { findHomeFolders, findHosts, findMailboxes, findUserNames } from './find-in-text.ts'

/** The names that identify people and machines, in reading order. */
export interface Identifiers {
  users: string[]
  directories: string[]
  hosts: string[]
  /** The ids of sites, which people often name after a customer. */
  sites: string[]
  /** The values of attributes. */
  values: string[]
}

/** What names are looked for in: a run, or something else that was done for a user on a site. */
export interface NamedReport extends Partial<Pick<RunReport, 'hub' | 'cookie' | 'virtualProxy'>> {
  asked: Pick<RunReport['asked'], 'site' | 'prefix' | 'identity'>
  run: { site: string; finding?: RunReport['run']['finding'] }
}

/** Returns every name in a report, from fields of its own and from texts. */
export function findIdentifiers(runReport: NamedReport): Identifiers {
  const { identity } = runReport.asked
  const values = identity.attributes.map(({ value }) => value)
  const texts = collectStrings([runReport.run, runReport.virtualProxy, values.filter(isSearchable)])
  const userNames = texts.flatMap(findUserNames)
  const mailboxes = [identity.userId, ...texts].flatMap(findMailboxes)
  return {
    users: uniqueIgnoringCase([
      identity.userId,
      ...userNames.map(([, id]) => id),
      ...mailboxes.map(([name]) => name),
      ...texts.flatMap(findHomeFolders),
    ]).filter(isSearchable),
    directories: uniqueIgnoringCase([
      identity.userDirectory,
      ...userNames.map(([directory]) => directory),
    ]).filter(isSearchable),
    hosts: uniqueIgnoringCase([
      ...getConfiguredHosts(runReport),
      ...mailboxes.map(([, host]) => host),
      ...texts.flatMap(findHosts).map(trimHost).filter(isNoFileName),
    ]).filter(host => isSearchable(host) && isIdentifyingHost(host)),
    sites: uniqueIgnoringCase([
      runReport.asked.site,
      runReport.run.site,
      ...findSites(runReport.run.finding),
    ]),
    values: uniqueIgnoringCase(values),
  }
}

/** Returns whether a text is short enough to be a name. */
export const isSearchable = (text: string): boolean => text.length <= maxNameLength

/** Returns the sites in the details of a finding, for example of SITE_UNKNOWN. */
function findSites(finding: RunReport['run']['finding']): string[] {
  const { site, known } = finding?.details ?? {}
  return [site, ...(Array.isArray(known) ? known : [])].filter(one => typeof one === 'string')
}

function collectStrings(value: unknown): string[] {
  const texts: string[] = []
  mapStrings(value, text => {
    texts.push(text)
    return text
  })
  return texts
}

const uniqueIgnoringCase = (names: string[]): string[] => {
  const first = new Map(names.map((name): [string, string] => [name.toLowerCase(), name]).reverse())
  return [...new Set(names.map(name => name.toLowerCase()))]
    .map(name => first.get(name) ?? name)
    .filter(name => name.trim() !== '' && !/^[*.]+$/.test(name))
}

function getConfiguredHosts({ hub, cookie, virtualProxy }: NamedReport): string[] {
  const { cookieDomain = '', hostAllowList = [] } = virtualProxy?.settings ?? {}
  const domains = [cookie?.meant.domain ?? '', cookie?.kept?.domain ?? '', cookieDomain]
  return [...(hub === undefined ? [] : [getHost(hub)]), ...domains, ...hostAllowList].map(trimHost)
}

const trimHost = (name: string): string => name.replace(/^\.|-CA$|\.$/g, '')

/**
 * Returns whether a match identifies a host. `localhost` is on every machine. Timestamps only look
 * like hosts.
 */
const isIdentifyingHost = (host: string): boolean =>
  !/^(localhost|127\.0\.0\.1|::1|\d{4}-\d\d-\d\dT\d\d)$/i.test(host)

/** Returns whether a match is not a file name, which can look like a host. */
const isNoFileName = (name: string): boolean => !/\.(pem|pfx|cer|json|yaml)$/i.test(name)
