import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAccessPass } from '../../../../companion/qlik/qrs/access-pass.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

let qlik: QlikSenseDouble
beforeAll(async () => {
  const users = [
    { userDirectory: 'DOMAIN', userId: "o'neil & sons" },
    { userDirectory: 'DOMAIN', userId: "o'none & co", hasAccessPass: false },
  ]
  qlik = await QlikSenseDouble.start({ users })
})
afterAll(() => qlik[Symbol.asyncDispose]())

test.each([
  ["o'neil & sons", true],
  ["o'none & co", false],
  ['nobody that QRS knows', undefined],
])('readAccessPass returns for the user %s whether QRS lists a pass: %s', async (userId, expected) => {
  const site = siteConfigFor(qlik)
  const user = { userDirectory: 'DOMAIN', userId }
  expect(await readAccessPass(site, user, new AbortController().signal)).toBe(expected)
})
