import type { Finding } from '#protocol/findings/index'
import { type AccessType, accessTypes, isRuleType, type UserAccess } from '#protocol/user-access'
import type { LicenseRequest } from '../../qlik/qrs/access/license-requests.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { formatTable } from './table.ts'

export interface ShownUser {
  /** `DIR\id` */
  user: string
  access: UserAccess
  problem: Finding | undefined
  requests: readonly LicenseRequest[]
}

/** Formats what QRS tells of a user as two tables, and what to do about it. */
export function formatUserAccess({ user, access, problem, requests }: ShownUser): string {
  const isKnown = access.known !== false
  const facts = [
    ['User', user],
    ...(access.name === undefined ? [] : [['Name', access.name]]),
    ['Known', formatFlag(access.known)],
    ...(isKnown
      ? [
          ['Inactive', formatFlag(access.inactive)],
          ['Blacklisted (blocked)', formatFlag(access.blacklisted)],
          ['Removed externally', formatFlag(access.removedExternally)],
          ['Roles', access.roles === undefined ? undecided : access.roles.join(', ') || 'none'],
        ]
      : []),
    ['Access', formatFlag(access.hasAccess)],
  ]
  return [
    formatTable(['Fact', 'Value'], facts),
    formatTable(
      ['Type of access', 'User', 'Left'],
      accessTypes.map(type => [typeNames[type], formatState(access, type), formatLeftOf(access, type)]),
    ),
    ...formatReasons(access),
    ...(problem === undefined ? [] : [clean(`${problem.message}\n${problem.remedy}`)]),
    ...requests.map(formatRequest),
  ].join('\n\n')
}

const undecided = 'undecided'

const formatFlag = (flag: boolean | undefined): string =>
  flag === undefined ? undecided : flag ? 'yes' : 'no'

const typeNames: Record<AccessType, string> = {
  professional: 'professional access',
  analyzer: 'analyzer access',
  analyzerTime: 'analyzer capacity (analyzer time)',
  user: 'user access (token)',
  login: 'login access',
}

const stateNames: Record<UserAccess['access'][number]['state'], string> = {
  allocated: 'allocated',
  quarantined: 'in quarantine',
  used: 'used, by a rule',
  rule: 'perhaps, by a rule',
}

function formatState({ access, undecided: reasons }: UserAccess, type: AccessType): string {
  const own = access.find(each => each.type === type)
  if (own !== undefined) return stateNames[own.state]
  if (reasons[type] !== undefined) return undecided
  return isRuleType(type) && access.some(({ state }) => state === 'allocated') ? 'not needed' : 'no'
}

function formatLeftOf({ left }: UserAccess, type: AccessType): string {
  if (left === undefined) return undecided
  const part = left.find(each => each.type === type)
  if (part === undefined) return 'not in the license'
  return `${part.left} of ${part.total}${part.unit === 'users' ? '' : ` ${part.unit}`}`
}

const factNames: Record<string, string> = {
  ...typeNames,
  removedExternally: 'removed externally',
  hasAccess: 'access',
}

/** Gives each reason once: a closed QRS is the reason for every fact. */
function formatReasons({ undecided: reasons }: UserAccess): string[] {
  const texts = [...new Set(Object.values(reasons))].map(reason => {
    const facts = Object.keys(reasons).filter(fact => reasons[fact] === reason)
    return clean(`Undecided: ${facts.map(fact => factNames[fact] ?? fact).join(', ')}\n${reason}`)
  })
  return texts.length === 0 ? [] : [texts.join('\n')]
}

const formatRequest = ({ change, type, qmcPage, method, url, headers, body }: LicenseRequest): string =>
  [
    `To ${change} ${typeNames[type]}, use the QMC (${qmcPage}) or this request, which Hubpass never sends:`,
    ...[
      `${method} ${url}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(body === undefined ? [] : [body]),
    ].map(line => `  ${stripControlCharacters(line)}`),
  ].join('\n')

const clean = (lines: string): string => lines.split('\n').map(stripControlCharacters).join('\n')
