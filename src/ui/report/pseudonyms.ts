import type { RunReport } from '#shared/runs/run-report'
import { findIdentifiers, type Identifiers, isSearchable } from './find-identifiers.ts'

/** Replaces names by pseudonyms. The same name always has the same pseudonym. */
export interface Pseudonyms {
  user(name: string): string
  directory(name: string): string
  host(name: string): string
  site(name: string): string
  /** Replaces the value of an attribute. */
  value(value: string): string
  /** Replaces every name in a text. */
  text(text: string): string
}

export function createPseudonyms(runReport: RunReport): Pseudonyms {
  const identifiers = findIdentifiers(runReport)
  const tables = createTables(identifiers)
  const identifierPattern = createPattern(selectSearchable(identifiers, runReport))
  return {
    user: name => lookUp(tables.users, name) ?? name,
    directory: name => lookUp(tables.directories, name) ?? name,
    host: name => lookUp(tables.hosts, name) ?? name,
    site: name => lookUp(tables.sites, name) ?? name,
    value: value => lookUpAny(tables, value) ?? value,
    text: text =>
      text.replace(identifierPattern, (name: string, offset: number) =>
        name === text
          ? lookUpOrPlaceholder(tables, name)
          : replaceInText(tables, name, text[offset - 1], text[offset + name.length]),
      ),
  }
}

type PseudonymTable = Map<string, string>
type PseudonymTables = Record<keyof Identifiers, PseudonymTable>

const createTables = (names: Identifiers): PseudonymTables => ({
  users: numberNames(names.users, 'USER'),
  directories: numberNames(names.directories, 'DIR'),
  hosts: nestUnderDomains(numberNames(names.hosts, 'HOST')),
  sites: numberNames(names.sites, 'SITE'),
  values: numberNames(names.values, 'VALUE'),
})

const lookUp = (table: PseudonymTable, name: string): string | undefined => table.get(name.toLowerCase())

const lookUpUserOrHost = ({ users, directories, hosts }: PseudonymTables, name: string): string | undefined =>
  lookUp(users, name) ?? lookUp(directories, name) ?? lookUp(hosts, name)

const lookUpAny = (tables: PseudonymTables, name: string): string | undefined =>
  lookUpUserOrHost(tables, name) ?? lookUp(tables.sites, name) ?? lookUp(tables.values, name)

const lookUpOrPlaceholder = (tables: PseudonymTables, name: string): string =>
  lookUpAny(tables, name) ?? 'NAME'

/**
 * Returns the pseudonym of a name in a text. The adjacent characters show what kind of name it is.
 */
function replaceInText(tables: PseudonymTables, name: string, before?: string, after?: string): string {
  if (after === '\\') return lookUp(tables.directories, name) ?? lookUpOrPlaceholder(tables, name)
  if (before === '\\') return lookUp(tables.users, name) ?? lookUpOrPlaceholder(tables, name)
  if (before === '"' || before === '@' || after === '@') return lookUpOrPlaceholder(tables, name)
  // Short names, unquoted site ids and one-word values may be ordinary words.
  const pseudonym = name.length > 2 ? lookUpUserOrHost(tables, name) : undefined
  return pseudonym ?? (/[\s@]/.test(name) ? lookUp(tables.values, name) : undefined) ?? name
}

/** Excludes an attribute value that equals the prefix, which is not a secret. */
const selectSearchable = (names: Identifiers, { asked }: RunReport): Identifiers => ({
  ...names,
  values: names.values.filter(
    value => isSearchable(value) && value.toLowerCase() !== asked.prefix.toLowerCase(),
  ),
})

const numberNames = (names: string[], kind: string): PseudonymTable =>
  new Map(names.map((name, index) => [name.toLowerCase(), `${kind}-${index + 1}`]))

/**
 * Keeps the domain of a host visible if the domain has a pseudonym too: it decides which hosts
 * receive a cookie.
 */
function nestUnderDomains(hosts: PseudonymTable): PseudonymTable {
  const names = [...hosts.keys()].toSorted((one, other) => other.length - one.length)
  const whole = (host: string): string => {
    const domain = names.find(name => host.endsWith(`.${name}`))
    return [hosts.get(host), ...(domain === undefined ? [] : [whole(domain)])].join('.')
  }
  return new Map(names.map(name => [name, whole(name)]))
}

/** Creates a pattern that matches each name as a whole word, and longer names first. */
function createPattern(all: Identifiers): RegExp {
  const names = Object.values(all)
    .flat()
    .toSorted((one, other) => other.length - one.length)
  if (names.length === 0) return /(?!)/g
  const alternatives = names.map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu')
}
