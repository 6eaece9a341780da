import { formatUserName, isSameUserName } from '#protocol/identity'
import { describePrefix } from '#protocol/prefix'
import type { Case } from '../cases/case.ts'
import { judgeFinding } from './judge-finding.ts'
import type { CaseItem } from './judgement.ts'
import type { CaseOutcome } from './outcome.ts'

const titles = {
  signIn: 'The user signs in',
  refusedWith: 'The sign-in is refused',
  identity: 'The hub reports the user',
  hub: 'The hub opens',
}

/** Judges whether the right user was signed in, or the wrong one was not. */
export function judgeSignIn(of: Case, outcome: CaseOutcome): CaseItem[] {
  const { expect, user, prefix } = of
  const { finding } = outcome
  const name = formatUserName(user)
  if (expect.refusedWith !== undefined) return [judgeRefusal(expect.refusedWith, name, prefix, outcome)]
  if (finding !== undefined) return [judgeFinding({ id: 'signIn', title: titles.signIn }, finding)]
  return [
    { id: 'signIn', title: titles.signIn, verdict: 'expected', message: `${name} is signed in.` },
    ...(expect.identity === undefined ? [] : [judgeIdentity(expect.identity, name, outcome)]),
    ...(expect.hub === undefined ? [] : [judgeHub(prefix, outcome)]),
  ]
}

function judgeRefusal(code: string, name: string, prefix: string, { finding, user }: CaseOutcome): CaseItem {
  const item = { id: 'refusedWith', title: titles.refusedWith }
  if (finding === undefined)
    return {
      ...item,
      verdict: 'unexpected',
      message: `${name} is signed in${user === undefined || isSameUserName(user, name) ? '' : ` as ${user}`}, but ${code} was expected.`,
      advice: `Check the rules of ${describePrefix(prefix)}, or correct the plan.`,
    }
  const { message, code: received } = finding
  if (received === code) return { ...item, verdict: 'expected', message, code }
  return judgeFinding(item, { ...finding, message: `${received} instead of ${code}: ${message}` })
}

function judgeIdentity(expected: string, name: string, { user }: CaseOutcome): CaseItem {
  const item = { id: 'identity', title: titles.identity }
  const wanted = expected === 'same' ? name : expected
  if (user === undefined)
    return { ...item, verdict: 'unexpected', message: `The hub reports nobody instead of ${wanted}.` }
  return isSameUserName(user, wanted)
    ? { ...item, verdict: 'expected', message: `The hub reports ${user}.` }
    : { ...item, verdict: 'unexpected', message: `The hub reports ${user} instead of ${wanted}.` }
}

function judgeHub(prefix: string, { isHubReachable }: CaseOutcome): CaseItem {
  const item = { id: 'hub', title: titles.hub }
  const place = describePrefix(prefix)
  if (isHubReachable === undefined)
    return { ...item, verdict: 'undecided', kind: 'network', message: `Nobody asked the hub of ${place}.` }
  return isHubReachable
    ? { ...item, verdict: 'expected', message: `The hub of ${place} opens.` }
    : { ...item, verdict: 'unexpected', message: `The hub of ${place} does not open.` }
}
