import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import type { UserOptions } from '../../../doubles/qlik-sense/site/users.ts'
import { startNativeHost } from '../../../support/native-host.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

/** Starts the companion with a site of these users. */
async function startSite(users: UserOptions[]) {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start({ users })
  await writeConfig(home.path, siteConfigFor(qlik))
  const host = startNativeHost({ home: home.path })
  return {
    qlik,
    host,
    search: (search: string, userDirectory?: string) =>
      host.sendCommand('users', { site: 'acme', search, userDirectory }),
    async [Symbol.asyncDispose]() {
      for (const each of [host, qlik, home]) await each[Symbol.asyncDispose]()
    },
  }
}

const user = (userId: string, name = userId, userDirectory = 'DOMAIN'): UserOptions => ({
  userDirectory,
  userId,
  name,
})

const idsOf = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer)).result?.users?.map(toId)
const toId = ({ userId }: { userId: string }): string => userId

it('users returns 50 of ten thousand matches and counts the others', async () => {
  const crowd = Array.from({ length: 10_000 }, (_, index) => user(`person${String(index).padStart(5, '0')}`))
  await using site = await startSite(crowd)
  const answer = await site.search('person')
  expect(answer).toMatchObject({ ok: true, result: { hidden: 9_950 } })
  expect(idsOf(answer)).toHaveLength(50)
  expect(JSON.stringify(answer).length).toBeLessThan(10_000)
})

it.each([
  ["O'Brien", "o'brien"],
  ["O'Brien", "'Brien"],
  ['müller', 'mÜll'],
  ['Ελένη', 'ελέ'],
  ['Иванов', 'иван'],
  ['王小芳', '小芳'],
  ['やまだ', 'やま'],
  ['محمد', 'محم'],
  ['נועה', 'נוע'],
  ['👩‍💻dev', 'dev'],
  ['100%_sure', '0%_s'],
  ['a or userId so b', 'a or userId'],
  ['anna@example.com', 'a@ex'],
  ['A&B#C+D', 'a&b#c+'],
])('users finds %j by %j and nobody else', async (userId, search) => {
  await using site = await startSite([user(userId), user('somebody')])
  expect(idsOf(await site.search(search))).toEqual([userId])
})

it.each(["x' or userId so 'some", "'", '%', '\ud800', '\\', '   ', '', "') or (userId so '"])(
  'users does not let %j reach beyond the search',
  async search => {
    await using site = await startSite([user('somebody')])
    expect(idsOf(await site.search(search)) ?? []).toEqual([])
    const filters = site.qlik.requests.map(({ path }) => decodeURIComponent(path))
    expect(filters.filter(filter => /so '[^']*'[^']*'[^']*' or|so 'some'/.test(filter))).toEqual([])
  },
)

it('users sorts users of the directory first, then by where the text occurs', async () => {
  await using site = await startSite([
    user('joanna'),
    user('x1', 'Anna Smith'),
    user('anna'),
    user('annabel'),
    user('anna', 'Anna', 'OTHER'),
  ])
  expect(idsOf(await site.search('anna', 'domain'))).toEqual(['anna', 'annabel', 'x1', 'joanna', 'anna'])
  expect(await site.search('anna', 'other')).toMatchObject({
    result: { users: [{ userDirectory: 'OTHER' }, {}, {}, {}, {}] },
  })
})

it('users does not say who has no access pass if the license service does not answer', async () => {
  await using site = await startSite([user('anna')])
  site.qlik.hold({ endpoint: 'qrs', path: '/license/' })
  expect(await site.search('ann')).toEqual({
    id: expect.any(Number),
    ok: true,
    result: { users: [{ userDirectory: 'DOMAIN', userId: 'anna', name: 'anna' }], hidden: 0 },
  })
})

it('users sends only GET requests to QRS', async () => {
  await using site = await startSite([user('anna')])
  await site.search('ann')
  expect(new Set(site.qlik.requests.map(({ method, endpoint }) => `${method} ${endpoint}`))).toEqual(
    new Set(['GET qrs']),
  )
})
