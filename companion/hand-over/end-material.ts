import { failure } from '#protocol/errors'
import { formatUserName, type UserName } from '#protocol/identity'
import { hashSessionId } from '../audit/format-entry.ts'
import { withAudit } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed } from '../config/user-allowlist.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import { forEachOf } from './for-each-of.ts'
import type { Manifest, MaterialFile } from './manifest.ts'

/**
 * Ends the sessions of files, and returns the number of those that still existed. QPS lists the sessions of a
 * user, and the hashes tell ours from the others. Throws SITE_UNKNOWN, BAD_REQUEST if the site
 * has another hub here, USER_NOT_ALLOWED and the codes of QPS.
 */
export async function endMaterial(
  { site: id, prefix, hub }: Manifest,
  files: readonly MaterialFile[],
  signal: AbortSignal,
): Promise<number> {
  const site = await requireSite(id)
  if (site.hub !== hub)
    throw failure('BAD_REQUEST', {
      field: 'Folder',
      received: `sessions of ${hub}`,
      expected: `sessions of ${site.hub}, which is the hub of the site ${id} here`,
    })
  const users = groupByUser(files)
  for (const { user } of users) assertUserAllowed(user, site)
  const qps = await connectToQps(site)
  let ended = 0
  await forEachOf(users, async ({ user, hashes }) => {
    signal.throwIfAborted()
    for (const { sessionId } of await qps.listUserSessions(prefix, user, { signal })) {
      if (!hashes.has(await hashSessionId(sessionId))) continue
      const event = {
        action: 'session.end',
        site: id,
        virtualProxy: prefix,
        user,
        sessionId,
        via: 'cli',
      } as const
      const session = await withAudit(
        event,
        async trail => {
          await trail.recordAsked()
          return qps.deleteSession(prefix, sessionId, { signal })
        },
        { toOutcome: session => (session === undefined ? 'SESSION_UNKNOWN' : 'done') },
      )
      if (session !== undefined) ended += 1
    }
  })
  return ended
}

interface SessionsOfUser {
  user: UserName
  hashes: Set<string>
}

function groupByUser(files: readonly MaterialFile[]): SessionsOfUser[] {
  const groups = new Map<string, SessionsOfUser>()
  for (const { userDirectory, userId, sessionHash } of files.flatMap(({ sessions }) => sessions)) {
    const user = { userDirectory, userId }
    const key = formatUserName(user)
    const group = groups.get(key) ?? { user, hashes: new Set() }
    groups.set(key, group)
    group.hashes.add(sessionHash)
  }
  return [...groups.values()]
}
