import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import type { UserName } from '#protocol/identity'
import { findPassHolders, readAccessPass } from '../../../../companion/qlik/qrs/access-passes.ts'
import { connectToQrs, type QrsClient } from '../../../../companion/qlik/qrs/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

const { signal } = new AbortController()
const anna = { userDirectory: 'DOMAIN', userId: 'anna' }

let qlik: QlikSenseDouble
beforeAll(async () => {
  const users = [
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
])('readAccessPass returns for the user %s whether QRS lists a pass: %s', async (userId, expected) => {
  const qrs = await connectToQrs(siteConfigFor(qlik))
  expect(await readAccessPass(qrs, { userDirectory: 'DOMAIN', userId }, { signal })).toBe(expected)
})

/** A QRS with these lists of passes; others do not exist. */
const qrsWith = (passes: Record<string, unknown>): QrsClient => {
  const lists: Record<string, unknown> = { '/qrs/user/full': [anna], ...passes }
  const get: QrsClient['get'] = async path => {
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
  ['something else than a list', { 'analyzeraccesstype/full': {} }, undefined],
])('with %s', (_, passes, expected) => {
  it(`readAccessPass returns ${expected}`, async () => {
    const known = readAccessPass(qrsWith(passes), anna, { signal }).catch(() => undefined)
    expect(await known).toBe(expected)
  })

  it(`findPassHolders knows the same: ${expected}`, async () => {
    const holders = await findPassHolders(qrsWith(passes), 'ann', { signal })
    expect(holders && holders.size > 0).toBe(expected)
  })
})
