import type { RunFacts } from '#shared/run-facts'
import { type Names, namesIn } from './names-in.ts'

/** The same name has the same pseudonym wherever it stands. */
export interface Pseudonyms {
  user(name: string): string
  directory(name: string): string
  host(name: string): string
  site(name: string): string
  /** Every name that the text mentions. */
  text(text: string): string
}

export function pseudonymsFor(facts: RunFacts): Pseudonyms {
  const names = namesIn(facts)
  const users = numbered(names.users, 'USER')
  const directories = numbered(names.directories, 'DIR')
  const hosts = belowTheirDomains(numbered(names.hosts, 'HOST'))
  const sites = numbered(names.sites, 'SITE')
  const of = (table: Pairs, name: string): string | undefined => table.get(name.toLowerCase())
  const ofSomebody = (name: string): string | undefined =>
    of(users, name) ?? of(directories, name) ?? of(hosts, name)
  const whatever = (name: string): string => ofSomebody(name) ?? of(sites, name) ?? 'NAME'
  const mentioned = anyOf(names)
  return {
    user: name => of(users, name) ?? name,
    directory: name => of(directories, name) ?? name,
    host: name => of(hosts, name) ?? name,
    site: name => of(sites, name) ?? name,
    text: text =>
      text.replace(mentioned, (name: string, offset: number) => {
        const [before, after] = [text[offset - 1], text[offset + name.length]]
        if (after === '\\') return of(directories, name) ?? whatever(name)
        if (before === '\\') return of(users, name) ?? whatever(name)
        if (before === '"' || name === text) return whatever(name)
        // One or two letters alone are as likely a word of ours, and so is the id of a site, which texts always quote.
        return (name.length < 3 ? undefined : ofSomebody(name)) ?? name
      }),
  }
}

type Pairs = Map<string, string>

const numbered = (names: string[], kind: string): Pairs =>
  new Map(names.map((name, index) => [name.toLowerCase(), `${kind}-${index + 1}`]))

/** A host still shows that it belongs to a domain which is known too: whether a cookie reaches it hangs on that. */
function belowTheirDomains(hosts: Pairs): Pairs {
  const names = [...hosts.keys()].toSorted((one, other) => other.length - one.length)
  const whole = (host: string): string => {
    const domain = names.find(name => host.endsWith(`.${name}`))
    return [hosts.get(host), ...(domain === undefined ? [] : [whole(domain)])].join('.')
  }
  return new Map(names.map(name => [name, whole(name)]))
}

/** Any of the names as a word of its own, the longest first. */
function anyOf({ users, directories, hosts, sites }: Names): RegExp {
  const names = [...users, ...directories, ...hosts, ...sites].toSorted(
    (one, other) => other.length - one.length,
  )
  if (names.length === 0) return /(?!)/g
  const alternatives = names.map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu')
}
