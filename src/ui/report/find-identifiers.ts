import { maxNameLength } from '#protocol/constants'
import { getHost } from '#protocol/site'
import type { RunReport } from '#shared/runs/run-report'
import { mapStrings } from '#shared/util'

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

/** Returns every name in a report, from fields of its own and from texts. */
export function findIdentifiers(runReport: RunReport): Identifiers {
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
    ]),
    directories: uniqueIgnoringCase([identity.userDirectory, ...userNames.map(([directory]) => directory)]),
    hosts: uniqueIgnoringCase([
      ...getConfiguredHosts(runReport),
      ...mailboxes.map(([, host]) => host),
      ...texts.flatMap(findHosts),
    ]).filter(isIdentifyingHost),
    sites: uniqueIgnoringCase([
      runReport.asked.site,
      runReport.run.site,
      ...findSites(runReport.run.finding),
    ]),
    values: uniqueIgnoringCase(values),
  }
}

/**
 * Returns whether a text is short enough to be a name. Searching longer texts would take seconds.
 */
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

/** Match `DIR\id` as the whole text, in quotes, or between white space. */
const userNamePatterns = [
  /^([^\\\s"]+)\\([^\\\s"]+(?: [^\\\s"]+){0,2})$/g,
  /"([^"\\]+)\\([^"\\]+)"/g,
  /([^\s"'\\/,;:()]+)\\([^\s"'\\/,;:()]+)/g,
]

const findUserNames = (text: string): [string, string][] =>
  userNamePatterns.flatMap(pattern =>
    [...text.matchAll(pattern)].map(([, directory = '', id = '']): [string, string] => [
      directory,
      id.replace(/[.…]+$/, ''),
    ]),
  )

/** Returns the user and the host of mail addresses such as `anna@example.com`. */
const findMailboxes = (text: string): [string, string][] =>
  [
    ...text.matchAll(
      /(?<![^\s"'<>()[\],;:=@/\\])([^\s"'<>()[\],;:=@/\\]+)@([\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)/gu,
    ),
  ].map(([, name = '', host = '']): [string, string] => [name, host])

/** Returns the owners of home folders in paths. */
const findHomeFolders = (text: string): string[] =>
  [...text.matchAll(/[/\\](?:home|users)[/\\]([^/\\\s"]+)/gi)].map(([, name = '']) => name)

function getConfiguredHosts({ hub, cookie, virtualProxy }: RunReport): string[] {
  const { cookieDomain = '', hostAllowList = [] } = virtualProxy?.settings ?? {}
  const domains = [cookie?.meant.domain ?? '', cookie?.kept?.domain ?? '', cookieDomain]
  return [...(hub === undefined ? [] : [getHost(hub)]), ...domains, ...hostAllowList].map(trimHost)
}

/**
 * Match hosts in URLs, in `host:port`, and in the names of certificates and their authorities. Also
 * match a text that is only a host name, and names with at least three labels.
 */
const hostPatterns = [
  /[a-z*]+:\/\/([^\s/:"'<>),]+)/gi,
  /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*):\d{2,5}(?!\d)/giu,
  /CN=([^,"+\s]+)/gi,
  /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*)-CA(?![\p{L}\p{N}])/gu,
  /^([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})$/giu,
  /(?<![\p{L}\p{N}])((?:[\p{L}\p{N}-]+\.){2,}\p{L}{2,})(?![\p{L}\p{N}])/giu,
]

const findHosts = (text: string): string[] =>
  hostPatterns.flatMap(pattern => [...text.matchAll(pattern)].map(([, name = '']) => trimHost(name)))

const trimHost = (name: string): string => name.replace(/^\.|-CA$|\.$/g, '')

/**
 * Returns whether a match identifies a host. `localhost` is on every machine. File names and
 * timestamps only look like hosts.
 */
const isIdentifyingHost = (host: string): boolean =>
  !/^(localhost|127\.0\.0\.1|::1|\d{4}-\d\d-\d\dT\d\d)$/i.test(host) &&
  !/\.(pem|pfx|cer|json|yaml)$/i.test(host)
