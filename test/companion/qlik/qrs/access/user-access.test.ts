import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import type { UserName } from '#protocol/identity'
import { findPassHolders } from '../../../../../companion/qlik/qrs/access/pass-holders.ts'
import { readAccessForSignIn, readUserAccess } from '../../../../../companion/qlik/qrs/access/user-access.ts'
import { connectToQrs, type QrsClient } from '../../../../../companion/qlik/qrs/client.ts'
import { QlikSenseDouble } from '../../../../doubles/qlik-sense/double.ts'
import { siteConfigFor } from '../../../../support/site-config.ts'

const { signal } = new AbortController()
const anna = { userDirectory: 'DOMAIN', userId: 'anna' }

let qlik: QlikSenseDouble
beforeAll(async () => {
  const users = [
    anna,
    { userDirectory: 'DOMAIN', userId: "o'neil & sons" },
    { userDirectory: 'DOMAIN', userId: "o'none & co", hasAccessPass: false },
  ]
  qlik = await QlikSenseDouble.start({ users })
})
afterAll(() => qlik[Symbol.asyncDispose]())

it.each([
  ["o'neil & sons", true],
  ["o'none & co", false],
  ['nobody that QRS knows', undefined],
])('readUserAccess returns for the user %s whether QRS lists a pass: %s', async (userId, expected) => {
  const qrs = await connectToQrs(siteConfigFor(qlik))
  const { hasAccess } = await readUserAccess(qrs, { userDirectory: 'DOMAIN', userId }, { signal })
  expect(hasAccess).toBe(expected)
})

it('readUserAccess finds a user whom QRS spells in another case', async () => {
  const qrs = await connectToQrs(siteConfigFor(qlik))
  const access = await readUserAccess(qrs, { userDirectory: 'domain', userId: 'ANNA' }, { signal })
  expect(access).toMatchObject({ known: true, hasAccess: true, undecided: {} })
})

it('readAccessForSignIn asks what is left only for a user without access', async () => {
  const qrs = await connectToQrs(siteConfigFor(qlik))
  expect((await readAccessForSignIn(qrs, anna, { signal })).left).toBeUndefined()
  const refused = { userDirectory: 'DOMAIN', userId: "o'none & co" }
  expect((await readAccessForSignIn(qrs, refused, { signal })).left).toContainEqual({
    ...{ type: 'professional', unit: 'users', total: 25, left: 23 },
  })
})

/** A QRS with these lists of passes; others do not exist. */
const qrsWith = (passes: Record<string, unknown>, understandsFilters = true): QrsClient => {
  const lists: Record<string, unknown> = { '/qrs/user/full': [anna], ...passes }
  const get: QrsClient['get'] = async path => {
    if (!understandsFilters && path.includes('?'))
      throw failure('UNEXPECTED_RESPONSE', { address: 'qrs:4242', status: 400, problem: 'no filters' })
    const content = lists[path.split('?')[0]?.replace('/qrs/license/', '') ?? '']
    const context = { address: 'qrs:4242', service: 'QRS', response: { status: 200 } } as never
    if (content !== undefined) return { content, context }
    throw failure('UNEXPECTED_RESPONSE', { address: 'qrs:4242', status: 404, problem: 'not found' })
  }
  return { address: 'qrs:4242', get, getUnlimited: get }
}

const passOf = (user: UserName | null, quarantined = false) => ({ user, quarantined })

describe.each<[string, Record<string, unknown>, boolean | undefined]>([
  [
    'a pass of a kind of license that has no other kinds',
    { 'analyzeraccesstype/full': [passOf(anna)] },
    true,
  ],
  ['no pass in the only list of the license', { 'useraccesstype/full': [] }, false],
  ['a pass in quarantine', { 'professionalaccesstype/full': [passOf(anna, true)] }, false],
  ['a pass without a readable user', { 'useraccesstype/full': [passOf(null)] }, undefined],
  ['no list of passes at all', {}, undefined],
  [
    'passes for groups',
    { 'analyzeraccesstype/full': [], 'loginaccesstype/full': [{ id: 'group' }] },
    undefined,
  ],
  [
    'time of an analyzer for groups',
    { 'analyzeraccesstype/full': [], 'analyzertimeaccesstype/full': [{ id: 'group' }] },
    undefined,
  ],
  ['something else than a list', { 'analyzeraccesstype/full': {} }, undefined],
])('with %s', (_, passes, expected) => {
  it.each([true, false])(`readUserAccess returns ${expected}, with filters: %s`, async understandsFilters => {
    const { hasAccess, undecided } = await readUserAccess(qrsWith(passes, understandsFilters), anna, {
      signal,
    })
    expect([hasAccess, 'hasAccess' in undecided]).toEqual([expected, expected === undefined])
  })

  it(`findPassHolders knows the same: ${expected}`, async () => {
    const holders = await findPassHolders(qrsWith(passes), 'ann', { signal })
    expect(holders && holders.size > 0).toBe(expected)
  })
})

it('readUserAccess counts the tokens of a release that knows nothing else', async () => {
  const qrs = qrsWith({ 'useraccesstype/full': [], accesstypeinfo: { totalTokens: 10, availableTokens: 3 } })
  const { left } = await readUserAccess(qrs, anna, { signal })
  expect(left).toEqual([{ type: 'user', unit: 'tokens', left: 3, total: 10 }])
})
