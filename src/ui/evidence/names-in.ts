import { hostOf } from '#protocol/addresses'
import { maxNameLength } from '#protocol/limits'
import { mapTexts } from '#shared/map-texts'
import type { RunFacts } from '#shared/run-facts'

/** What belongs to people and machines, in the order in which a reader meets it. */
export interface Names {
  users: string[]
  directories: string[]
  hosts: string[]
  /** The ids under which the companion knows sites: people have named them, often after a customer. */
  sites: string[]
  /** What attributes say of somebody. */
  values: string[]
}

/** Every name in the facts: those that stand in a place of their own, and those that a text mentions. */
export function namesIn(facts: RunFacts): Names {
  const { identity } = facts.asked
  const values = identity.attributes.map(({ value }) => value)
  const texts = textsIn([facts.run, facts.virtualProxy, values.filter(isShort)])
  const pairs = texts.flatMap(userNamesIn)
  const mailboxes = [identity.userId, ...texts].flatMap(mailboxesIn)
  return {
    users: unique([
      identity.userId,
      ...pairs.map(([, id]) => id),
      ...mailboxes.map(([name]) => name),
      ...texts.flatMap(homesIn),
    ]),
    directories: unique([identity.userDirectory, ...pairs.map(([directory]) => directory)]),
    hosts: unique([
      ...ownHosts(facts),
      ...mailboxes.map(([, host]) => host),
      ...texts.flatMap(hostsIn),
    ]).filter(isSomebodys),
    sites: unique([facts.asked.site, facts.run.site, ...sitesOf(facts.run.finding)]),
    values: unique(values),
  }
}

/** A longer one is nobody's name, and finding names in it, or it in texts, would take seconds. */
export const isShort = (text: string): boolean => text.length <= maxNameLength

/** Those that a finding knows as such, e.g. SITE_UNKNOWN. */
function sitesOf(finding: RunFacts['run']['finding']): string[] {
  const { site, known } = finding?.details ?? {}
  return [site, ...(Array.isArray(known) ? known : [])].filter(one => typeof one === 'string')
}

function textsIn(value: unknown): string[] {
  const texts: string[] = []
  mapTexts(value, text => {
    texts.push(text)
    return text
  })
  return texts
}

const unique = (names: string[]): string[] => {
  const first = new Map(names.map((name): [string, string] => [name.toLowerCase(), name]).reverse())
  return [...new Set(names.map(name => name.toLowerCase()))]
    .map(name => first.get(name) ?? name)
    .filter(name => name.trim() !== '' && !/^[*.]+$/.test(name))
}

/** `DIR\id`: the whole text, in quotes, or between white space. */
const userNamePatterns = [
  /^([^\\\s"]+)\\([^\\\s"]+(?: [^\\\s"]+){0,2})$/g,
  /"([^"\\]+)\\([^"\\]+)"/g,
  /([^\s"'\\/,;:()]+)\\([^\s"'\\/,;:()]+)/g,
]

const userNamesIn = (text: string): [string, string][] =>
  userNamePatterns.flatMap(pattern =>
    [...text.matchAll(pattern)].map(([, directory = '', id = '']): [string, string] => [
      directory,
      id.replace(/[.…]+$/, ''),
    ]),
  )

/** `anna@example.com`: somebody at a host. */
const mailboxesIn = (text: string): [string, string][] =>
  [
    ...text.matchAll(
      /(?<![^\s"'<>()[\],;:=@/\\])([^\s"'<>()[\],;:=@/\\]+)@([\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)/gu,
    ),
  ].map(([, name = '', host = '']): [string, string] => [name, host])

/** Whose folder a path leads to. */
const homesIn = (text: string): string[] =>
  [...text.matchAll(/[/\\](?:home|users)[/\\]([^/\\\s"]+)/gi)].map(([, name = '']) => name)

function ownHosts({ hub, cookie, virtualProxy }: RunFacts): string[] {
  const { cookieDomain = '', hostAllowList = [] } = virtualProxy?.settings ?? {}
  const domains = [cookie?.meant.domain ?? '', cookie?.kept?.domain ?? '', cookieDomain]
  return [...(hub === undefined ? [] : [hostOf(hub)]), ...domains, ...hostAllowList].map(bare)
}

/** Of addresses, of `host:port`, of certificates and their authorities; texts that are nothing else; names of three parts and more. */
const hostPatterns = [
  /[a-z*]+:\/\/([^\s/:"'<>),]+)/gi,
  /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*):\d{2,5}(?!\d)/giu,
  /CN=([^,"+\s]+)/gi,
  /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*)-CA(?![\p{L}\p{N}])/gu,
  /^([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})$/giu,
  /(?<![\p{L}\p{N}])((?:[\p{L}\p{N}-]+\.){2,}\p{L}{2,})(?![\p{L}\p{N}])/giu,
]

const hostsIn = (text: string): string[] =>
  hostPatterns.flatMap(pattern => [...text.matchAll(pattern)].map(([, name = '']) => bare(name)))

const bare = (name: string): string => name.replace(/^\.|-CA$|\.$/g, '')

/** Every machine calls itself so. A file is no host, and neither is a day with an hour, which a minute follows. */
const isSomebodys = (host: string): boolean =>
  !/^(localhost|127\.0\.0\.1|::1|\d{4}-\d\d-\d\dT\d\d)$/i.test(host) &&
  !/\.(pem|pfx|cer|json|yaml)$/i.test(host)
