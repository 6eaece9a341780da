import { expect, it } from 'vitest'
import { hashContent, hashPlan, isUnchanged } from '../../../../companion/check/cases/content.ts'
import { parsePlan } from '../../../../companion/check/plan/read-plan.ts'

const text = `version: 1
site: test
personas: [{ user: 'D\\ann' }, { file: lists/users.csv }]
attributeSets: { eu: { group: EU } }
expect: { hub: reachable, identity: same }
checks: { catalogue: session-cookie@1, only: [SC-01], waive: { SC-01: { until: 2027-01-31, because: later } } }
cases: [{ name: Refused, virtualProxies: [sales], checks: none, expect: { refusedWith: NOT_SIGNED_IN } }]
`

const hashText = (changed: string, file = 'plan.yaml') => hashPlan(parsePlan(changed, file, {}))

const hashBlocks = (changed = text, isInBrowser = false) =>
  parsePlan(changed, 'plan.yaml', {}).blocks.map(block => hashContent(block, isInBrowser))

it.each([
  ['hub: reachable, ', ''],
  ['only: [SC-01]', 'only: [SC-01, SC-02]'],
  ['only: [SC-01]', 'only: [SC-01], allow: [wait]'],
  ['until: 2027-01-31', 'until: 2027-02-28'],
  ['because: later', 'because: never'],
])('the content of a case is another one with %j changed to %j', (before, after) => {
  const [first, refused] = hashBlocks()
  expect(hashBlocks(text.replace(before, after))[0]).not.toBe(first)
  expect(hashBlocks(text.replace(before, after))[1]).toBe(refused)
  expect(hashText(text.replace(before, after))).not.toBe(hashText(text))
})

it.each([
  ['ann', 'bob'],
  ['lists/users.csv', 'users.csv'],
  ['group: EU', 'group: US'],
  ['[sales]', '[finance]'],
  ['site: test', 'site: prod'],
  ['Refused', 'No entry'],
])('the hash of a plan is another one with %j changed to %j', (before, after) =>
  expect(hashText(text.replace(before, after))).not.toBe(hashText(text)),
)

it('lines that move, the order of keys, limits and the folder of a plan change no hash', () => {
  const same = `# a comment\n\n${text.replace('hub: reachable, identity: same', 'identity: same, hub: reachable')}limits: { rate: 5/s }\n`
  expect(hashBlocks(same)).toEqual(hashBlocks())
  for (const file of ['plan.yaml', './plan.yaml', '/plans/plan.yaml', '../other.yaml'])
    expect([file, hashText(same, file)]).toEqual([file, hashText(text)])
})

it('the hash of a plan is the same if a list of users is outside the folder of the plan', () => {
  const outside = text.replace('lists/users.csv', '/data/users.csv')
  expect(hashText(outside, '/plans/plan.yaml')).toBe(hashText(outside, '/elsewhere/plans/plan.yaml'))
  expect(hashText(outside)).not.toBe(hashText(text.replace('lists/users.csv', '/data/guests.csv')))
})

it('a result is the answer if nothing has changed, and with a browser only if one has repeated it', () => {
  const [first = '', refused = ''] = hashBlocks()
  const [repeated = '', refusedAgain] = hashBlocks(text, true)
  expect(refusedAgain).toBe(refused)
  expect([
    isUnchanged(first, first),
    isUnchanged(repeated, first),
    isUnchanged(undefined, first),
    isUnchanged(first, repeated),
    isUnchanged(refused, first),
  ]).toEqual([true, true, true, false, false])
})
