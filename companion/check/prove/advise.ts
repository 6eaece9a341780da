import type { Case } from '../cases/case.ts'
import type { PlayedDefect } from './double-file.ts'

/** The checks that need `allow`. A test compares them with the catalog. */
export const waitingChecks: readonly string[] = ['SC-16', 'SC-17']
export const affectingChecks: readonly string[] = ['SC-12', 'SC-15', 'SC-19', 'SC-24', 'SC-29']

/** A value for each expectation that the advice names. */
const examples: Record<string, string> = {
  identity: 'same',
  hub: 'reachable',
  'virtualProxy.cookieName': 'X-Qlik-Session',
  'virtualProxy.cookieDomain': "''",
  'virtualProxy.https.secure': 'true',
  'virtualProxy.https.sameSite': 'lax',
  'virtualProxy.timeoutMinutes': '30',
  'virtualProxy.authenticationModuleUri': "''",
  'virtualProxy.hostAllowList': '[]',
}

/** Returns what a plan needs to notice a defect that these cases did not. */
export function advise({ check, expectation = '' }: PlayedDefect, cases: readonly Case[]): string {
  if (check !== undefined) return adviseCheck(check, cases)
  if (expectation === 'refusedWith')
    return 'Add cases with users who must not get in: expect: { refusedWith: USER_NOT_ALLOWED }'
  const names = expectation.split('.')
  const example = examples[expectation] ?? '…'
  return `Add ${names.reduceRight((inner, name) => `{ ${name}: ${inner} }`, example).replace(/^\{ (.*) \}$/, 'expect: { $1 }')}`
}

function adviseCheck(id: string, cases: readonly Case[]): string {
  const allow = waitingChecks.includes(id) ? 'wait' : affectingChecks.includes(id) ? id : undefined
  const run = cases.flatMap(({ checks }) => checks ?? [])
  const waiver = run.map(({ waivers }) => waivers.get(id)).find(found => found !== undefined)
  if (waiver !== undefined) return `The waiver of ${id} hides it until ${waiver.until}.`
  if (run.some(({ only }) => only === undefined || only.includes(id)))
    return allow === undefined ? `The check ${id} could not decide here.` : `Add to checks: allow: [${allow}]`
  if (run.length > 0)
    return `Add ${id} to "only" of the checks${allow === undefined ? '' : `, and allow: [${allow}]`}`
  return `Add checks: { catalogue: session-cookie@1${allow === undefined ? '' : `, allow: [${allow}]`} }`
}
