import { failure } from '#protocol/errors'
import type { UserName } from '#protocol/identity'
import { parseUser } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import type { Caller } from '../audit/format-entry.ts'
import { withAudit } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed, isUserAllowed } from '../config/user-allowlist.ts'
import { sweepLeftSessions } from '../open-sessions/sweep.ts'
import type { XrayResult } from '../xray/result.ts'
import type { XrayOptions } from '../xray/run.ts'
import { createPort } from '../xray/site/create-port.ts'

export interface XrayParams {
  site: string
  prefix: string
  user: UserName
  via: Caller
}

/**
 * Runs the session checks for a user of a site. First ends the sessions that a killed run has left.
 * Leaves no session behind. Throws BAD_REQUEST for an unknown name in `allow`, USER_NOT_ALLOWED
 * before anything is sent, and CANCELLED.
 */
export async function xraySession(
  params: XrayParams,
  signal: AbortSignal,
  options: XrayOptions,
): Promise<XrayResult> {
  const { catalog, runXray } = await import('../xray/index.ts')
  const optional: string[] = catalog.flatMap(check =>
    check.class === 'A' || check.class === 'W' ? [check.id] : [],
  )
  const unknown = options.allow.find(name => name !== 'wait' && !optional.includes(name))
  if (unknown !== undefined)
    throw failure('BAD_REQUEST', {
      field: '--allow',
      received: unknown,
      expected: `wait, ${optional.join(', ')}`,
    })
  const prefix = parsePrefix(params.prefix)
  const user = parseUser(params.user)
  const site = await requireSite(params.site)
  if (!isUserAllowed(user, site))
    await withAudit(
      { action: 'session.create', site: site.id, virtualProxy: prefix, user, via: params.via },
      async () => assertUserAllowed(user, site),
    )
  await sweepLeftSessions(params.via, signal)
  const port = await createPort({ site, prefix, user, via: params.via, signal })
  try {
    return await runXray(port, options)
  } catch (error) {
    // What an interrupted question throws depends on the question.
    throw signal.aborted ? failure('CANCELLED', {}) : error
  } finally {
    await port.endAll()
  }
}
