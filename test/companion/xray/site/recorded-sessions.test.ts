import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { connectToQps } from '../../../../companion/qlik/qps/client.ts'
import { OwnSessions } from '../../../../companion/xray/site/own-sessions.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { readAuditFiles } from '../../../support/audit-log.ts'
import { siteConfigFor } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

it('a session of an X-ray is in the record and in the audit log before it is asked for, and its outcomes are when all have ended', async () => {
  await using home = await createTemporaryHome()
  vi.stubEnv('HUBPASS_HOME', home.path)
  await using qlik = await QlikSenseDouble.start()
  const qps = await connectToQps(siteConfigFor(qlik))
  const user = { userDirectory: 'DOMAIN', userId: 'User1' }
  const seen: string[][] = []
  const watched: typeof qps = {
    ...qps,
    postSession: async (...args) => {
      const outcomes = (await readAuditFiles(home.path)).map(({ outcome }) => outcome)
      seen.push([...outcomes, `${await countRecords(home.path)} in the record`])
      return qps.postSession(...args)
    },
  }
  const owner = { site: 'acme', prefix: 'sales', user, attributes: [], via: 'cli' } as const
  const own = new OwnSessions(owner, watched, new AbortController().signal)
  await own.create(crypto.randomUUID())
  await own.endAll()
  expect(seen).toEqual([['asked', '1 in the record']])
  expect((await readAuditFiles(home.path)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'session.create asked',
    'session.create done',
    'session.cleanup done',
  ])
  expect(await countRecords(home.path)).toBe(0)
})

async function countRecords(home: string): Promise<number> {
  const folder = join(home, 'open-sessions')
  const texts = await Promise.all((await readdir(folder)).map(name => readFile(join(folder, name), 'utf8')))
  return texts.join('').split('\n').filter(Boolean).length
}
