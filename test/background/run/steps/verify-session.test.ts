import { expect, test } from 'vitest'
import type { UserAccess } from '#protocol/user-access'
import { createRecord } from '../../../../src/background/run/run-state.ts'
import { checkAccess } from '../../../../src/background/run/steps/verify-session.ts'
import { request } from '../../../support/background-harness.ts'

const record = createRecord(request, 'run')
const access: UserAccess = { access: [], undecided: {} }
const noAccess = { ...access, hasAccess: false }

test.each([
  [{ hasAccessPass: false }, 'NO_ACCESS_PASS', 'allocate professional or analyzer access to the user, or'],
  [
    {
      access: {
        ...noAccess,
        left: [{ type: 'analyzer' as const, unit: 'users' as const, left: 3, total: 25 }],
      },
    },
    'NO_ACCESS_PASS',
    'Left: Analyzer 3/25.',
  ],
  [
    { access: { ...access, access: [{ type: 'professional' as const, state: 'quarantined' as const }] } },
    'NO_ACCESS_PASS',
    'reinstate',
  ],
  [{ access: { ...access, inactive: true } }, 'USER_INACTIVE', 'open Users'],
  [{ access: { ...access, inactive: true, blacklisted: true } }, 'USER_INACTIVE', 'clear "Blocked"'],
  [{ access: { ...noAccess, removedExternally: true } }, 'USER_INACTIVE', 'synchronize'],
])('checkAccess warns of what QRS tells with the place in the QMC: %j', (facts, code, remedy) => {
  const [finding, ...others] = checkAccess(record, facts)
  expect(finding).toMatchObject({ code, remedy: expect.stringContaining(remedy) })
  expect(finding?.message).toContain('DOMAIN\\User1')
  expect(others).toEqual([])
})

test.each([{}, { hasAccessPass: true }, { access }, { access: { ...access, hasAccess: true } }])(
  'checkAccess does not warn of a user whom nothing speaks against: %j',
  facts => expect(checkAccess(record, facts)).toEqual([]),
)
