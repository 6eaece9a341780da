import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { stripControlCharacters } from '../../util/text.ts'

export interface PlanSource {
  site: string
  virtualProxies: readonly ServedVirtualProxy[]
  /** The users whom the site allows to impersonate, if it limits them. */
  users: readonly string[] | undefined
  /** Like `2026-11-29`. */
  today: string
}

/** Returns the text of a plan that expects of a site what it is today, with comments for its reader. */
export function createPlan({ site, virtualProxies, users, today }: PlanSource): string {
  const linked = virtualProxies.filter(each => each.linked)
  return `${[
    `# A plan of "hubpass check" for the site ${site}, made from its settings on ${today}.`,
    '# Check it with "hubpass check plan.yaml --list". All keys: docs/check/plan.md',
    'version: 1',
    `site: ${toYaml(site)}`,
    '',
    '# The virtual proxies that are linked to a proxy. Write "linked" instead of the list for all of them,',
    "# also for new ones. '' is the default virtual proxy.",
    ...(linked.length === 0 ? ['virtualProxies: default'] : ['virtualProxies:', ...linked.map(formatPrefix)]),
    '',
    '# Each persona signs in on each virtual proxy. Replace these users by your test users, or name a CSV file:',
    '#   - file: users.csv',
    'personas:',
    ...listUsers(users).map(user => `  - user: ${toYaml(user)}`),
    '  #   attributes: { group: [HR, Sales] }',
    '',
    '# What each case must find.',
    'expect: { identity: same, hub: reachable }',
    '',
    '# The checks of the session. Remove the marks of the comment to run them in each case.',
    '# checks:',
    '#   catalogue: session-cookie@1',
    `#   waive: { SC-31: { until: ${today}, because: 'proxy team, change 4711' } }`,
    '',
    'limits: { concurrency: 4, sessionsPerUser: 3, rate: 20/s, caseTimeout: 60s }',
    ...(linked.length === 0 ? [] : ['', ...formatBlocks(linked)]),
  ].join('\n')}\n`
}

const formatPrefix = ({ prefix, description = '', timeoutMinutes }: ServedVirtualProxy): string => {
  const notes = [description, timeoutMinutes === undefined ? '' : `${timeoutMinutes} minutes`].filter(Boolean)
  return `  - ${toYaml(prefix)}${notes.length === 0 ? '' : ` # ${stripControlCharacters(notes.join(', '))}`}`
}

/** The settings of today, so that a later run tells what has changed. */
function formatBlocks(virtualProxies: readonly ServedVirtualProxy[]): string[] {
  return [
    '# Tells when a setting changes in the QMC.',
    'cases:',
    ...virtualProxies.flatMap(({ prefix, cookieName, cookieDomain, timeoutMinutes, https }) => [
      `  - name: ${toYaml(`Settings of ${prefix === '' ? 'the default virtual proxy' : prefix}`)}`,
      `    virtualProxies: [${toYaml(prefix)}]`,
      '    expect:',
      '      identity: same',
      '      virtualProxy:',
      ...formatEntries({ cookieName, cookieDomain, timeoutMinutes }, '        '),
      ...(https.secure === undefined && https.sameSite === undefined
        ? []
        : ['        https:', ...formatEntries({ ...https }, '          ')]),
      '        linked: true',
    ]),
  ]
}

const formatEntries = (values: Record<string, unknown>, indent: string): string[] =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${indent}${key}: ${typeof value === 'string' ? toYaml(value) : String(value)}`)

/** Patterns are no users. */
function listUsers(users: readonly string[] | undefined): readonly string[] {
  const named = (users ?? []).filter(user => !/[*?]/.test(user))
  return named.length === 0 ? ['DIRECTORY\\id'] : named
}

/** Quotes a text, which keeps a backslash and names no variable. */
const toYaml = (text: string): string =>
  `'${stripControlCharacters(text)
    .replaceAll("'", "''")
    .replaceAll('${', () => '$${')}'`
