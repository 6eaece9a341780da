import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hashSessionId } from '../../../companion/audit/format-entry.ts'
import { readAuditLog } from '../../../companion/audit/read-log.ts'
import { endMaterial } from '../../../companion/hand-over/end-material.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { useCompanionHome } from '../../support/companion-home.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const home = useCompanionHome('test')

it('a session that somebody else ends at the same time is not counted as ended', async () => {
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  const user = { userDirectory: 'TESTING', userId: 'anna' }
  const session = qlik.addSession({ prefix: 'sales', ...user })
  const sessionHash = await hashSessionId(session.sessionId)
  const files = [{ name: 'sessions.1.json', sessions: [{ ...user, sessionHash }] }]
  const manifest = {
    ...{ version: 1 as const, site: 'acme', prefix: 'sales', hub: qlik.hub, format: 'json', files },
    ...{ createdAt: '', validUntil: '' },
  }
  const gate = qlik.hold({ endpoint: 'qps', method: 'GET' })
  const ending = endMaterial(manifest, files, new AbortController().signal)
  await gate.reached
  for (const each of qlik.sessions) qlik.site.sessions.end(each)
  gate.release()
  expect(await ending).toBe(0)
  const { entries } = await readAuditLog(join(home.path, 'audit'))
  expect(entries.map(({ outcome }) => outcome)).toEqual(['SESSION_UNKNOWN'])
})
