import { findIdentifiers, type Identifiers, isSearchable, type NamedReport } from './find-identifiers.ts'
import { createNameReplacer, type FoundName } from './name-tree.ts'

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

export function createPseudonyms(runReport: NamedReport): Pseudonyms {
  const identifiers = findIdentifiers(runReport)
  const tables = createTables(identifiers)
  const replaceNames = createNameReplacer(Object.values(selectSearchable(identifiers, runReport)).flat())
  return {
    user: name => lookUp(tables.users, name) ?? name,
    directory: name => lookUp(tables.directories, name) ?? name,
    host: name => lookUp(tables.hosts, name) ?? name,
    site: name => lookUp(tables.sites, name) ?? name,
    value: value => lookUpAny(tables, value) ?? value,
    text: text =>
      replaceNames(text, found =>
        found.text === text
          ? lookUpOrPlaceholder(tables, found.name)
          : (findForText(tables, found) ?? found.text),
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
 * Returns undefined for what may be an ordinary word.
 */
function findForText(tables: PseudonymTables, { name, before, after }: FoundName): string | undefined {
  if (after === '\\') return lookUp(tables.directories, name) ?? lookUpOrPlaceholder(tables, name)
  if (before === '\\') return lookUp(tables.users, name) ?? lookUpOrPlaceholder(tables, name)
  if (before === '"' || before === '@' || after === '@') return lookUpOrPlaceholder(tables, name)
  // Short names, unquoted site ids and one-word values may be ordinary words.
  const pseudonym = name.length > 2 ? lookUpUserOrHost(tables, name) : undefined
  return pseudonym ?? (/[\s@]/.test(name) ? lookUp(tables.values, name) : undefined)
}

/** Excludes an attribute value that equals the prefix, which is not a secret. */
const selectSearchable = (names: Identifiers, { asked }: NamedReport): Identifiers => ({
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
  const nested: PseudonymTable = new Map()
  // A domain is shorter than its hosts.
  for (const host of [...hosts.keys()].toSorted((one, other) => one.length - other.length)) {
    const domain = findDomain(host, nested)
    nested.set(host, [hosts.get(host), ...(domain === undefined ? [] : [nested.get(domain)])].join('.'))
  }
  return nested
}

/** Returns the longest parent domain in the table. */
function findDomain(host: string, table: PseudonymTable): string | undefined {
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    const domain = host.slice(dot + 1)
    if (table.has(domain)) return domain
  }
  return undefined
}
