import type { RunFacts } from '#shared/run-facts'
import { isShort, type Names, namesIn } from './names-in.ts'

/** The same name has the same pseudonym wherever it stands. */
export interface Pseudonyms {
  user(name: string): string
  directory(name: string): string
  host(name: string): string
  site(name: string): string
  /** What an attribute says. */
  value(value: string): string
  /** Every name that the text mentions. */
  text(text: string): string
}

export function pseudonymsFor(facts: RunFacts): Pseudonyms {
  const names = namesIn(facts)
  const tables = tablesOf(names)
  const mentioned = anyOf(namesMentioned(names, facts))
  return {
    user: name => of(tables.users, name) ?? name,
    directory: name => of(tables.directories, name) ?? name,
    host: name => of(tables.hosts, name) ?? name,
    site: name => of(tables.sites, name) ?? name,
    value: value => ofAnything(tables, value) ?? value,
    text: text =>
      text.replace(mentioned, (name: string, offset: number) =>
        name === text
          ? whatever(tables, name)
          : ofMentioned(tables, name, text[offset - 1], text[offset + name.length]),
      ),
  }
}

type Pairs = Map<string, string>
type Tables = Record<keyof Names, Pairs>

const tablesOf = (names: Names): Tables => ({
  users: numbered(names.users, 'USER'),
  directories: numbered(names.directories, 'DIR'),
  hosts: belowTheirDomains(numbered(names.hosts, 'HOST')),
  sites: numbered(names.sites, 'SITE'),
  values: numbered(names.values, 'VALUE'),
})

const of = (table: Pairs, name: string): string | undefined => table.get(name.toLowerCase())

const ofSomebody = ({ users, directories, hosts }: Tables, name: string): string | undefined =>
  of(users, name) ?? of(directories, name) ?? of(hosts, name)

const ofAnything = (tables: Tables, name: string): string | undefined =>
  ofSomebody(tables, name) ?? of(tables.sites, name) ?? of(tables.values, name)

const whatever = (tables: Tables, name: string): string => ofAnything(tables, name) ?? 'NAME'

/** What a name in a text becomes, between the characters beside it. */
function ofMentioned(tables: Tables, name: string, before?: string, after?: string): string {
  if (after === '\\') return of(tables.directories, name) ?? whatever(tables, name)
  if (before === '\\') return of(tables.users, name) ?? whatever(tables, name)
  if (before === '"' || before === '@' || after === '@') return whatever(tables, name)
  // One or two letters alone are as likely a word of ours, and so is the id of a site, which texts always quote, or one word of an attribute.
  const somebody = name.length > 2 ? ofSomebody(tables, name) : undefined
  return somebody ?? (/[\s@]/.test(name) ? of(tables.values, name) : undefined) ?? name
}

/** A prefix is no secret: where it is what an attribute says too, texts mean the prefix. */
const namesMentioned = (names: Names, { asked }: RunFacts): Names => ({
  ...names,
  values: names.values.filter(value => isShort(value) && value.toLowerCase() !== asked.prefix.toLowerCase()),
})

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
function anyOf(all: Names): RegExp {
  const names = Object.values(all)
    .flat()
    .toSorted((one, other) => other.length - one.length)
  if (names.length === 0) return /(?!)/g
  const alternatives = names.map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu')
}
