import { quote } from '#protocol/text'
import { normalizeDomain } from '../../xray/rules/set-cookie.ts'
import type { Expectation } from '../plan/schema/expectation.ts'
import type { CaseItem } from './judgement.ts'
import type { CaseOutcome } from './outcome.ts'

/** Judges the session cookie and the settings of the virtual proxy, value by value. */
export function judgeSettings({ cookie, virtualProxy }: Expectation, outcome: CaseOutcome): CaseItem[] {
  if (outcome.finding !== undefined) return []
  return [
    ...judgeValues('cookie', 'The session cookie', cookie, outcome.cookie, 'No session cookie was received.'),
    ...judgeValues(
      'virtualProxy',
      'The virtual proxy',
      virtualProxy,
      outcome.virtualProxy,
      outcome.settingsMissing ?? 'QRS returned no settings.',
    ),
  ]
}

function judgeValues(
  id: string,
  owner: string,
  expected: object | undefined,
  received: object | undefined,
  missing: string,
): CaseItem[] {
  return Object.entries(expected ?? {}).flatMap(([name, wanted]): CaseItem[] => {
    const key = `${id}.${name}`
    const isMaximum = name === 'maxTimeoutMinutes'
    const value: unknown = received && Reflect.get(received, isMaximum ? 'timeoutMinutes' : name)
    if (isPlainObject(wanted))
      return judgeValues(
        key,
        `${owner} on ${name}`,
        wanted,
        isPlainObject(value) ? value : undefined,
        missing,
      )
    const item = { id: key, title: `${owner}: ${name}` }
    const wantedText = `${isMaximum ? 'at most ' : ''}${quote(wanted)}`
    if (value === undefined)
      return [
        {
          ...item,
          verdict: 'undecided',
          kind: 'qlik',
          message: `It is not known, ${wantedText} was expected. ${missing}`,
        },
      ]
    const fits = isMaximum ? Number(value) <= Number(wanted) : isEqual(name, wanted, value)
    return [
      {
        ...item,
        verdict: fits ? 'expected' : 'unexpected',
        message: `It is ${quote(value)}${fits ? '.' : `, ${wantedText} was expected.`}`,
        ...(fits || id === 'cookie' ? {} : { advice: 'Change the setting in the QMC, or correct the plan.' }),
      },
    ]
  })
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Browsers and the QMC ignore the case of domains and hosts, and the order of a list has no meaning. */
function isEqual(name: string, wanted: unknown, value: unknown): boolean {
  const isDomain = /domain$/i.test(name)
  if (Array.isArray(wanted) && Array.isArray(value))
    return JSON.stringify(wanted.map(toHost).toSorted()) === JSON.stringify(value.map(toHost).toSorted())
  if (isDomain) return normalizeDomain(String(wanted)) === normalizeDomain(String(value))
  return wanted === value
}

const toHost = (host: unknown): string => String(host).toLowerCase()
