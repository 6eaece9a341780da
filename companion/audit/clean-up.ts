import { type Identity, nameOf } from '#protocol/identity'
import type { QpsClient } from '../qps/client.ts'
import { endQuietly } from '../qps/end-quietly.ts'
import { audited, type Via } from './audited.ts'

/** A session that may have been made, and who asked for it. */
export interface Made extends Pick<Identity, 'userDirectory' | 'userId'> {
  site: string
  prefix: string
  sessionId: string
  via: Via
}

/** {@link endQuietly}, of which the audit log tells: as `unknown` where the session may remain. */
export const cleanUp = (made: Made, qps: QpsClient, hurry: AbortSignal): Promise<boolean> =>
  audited(
    { ...made, action: 'session.cleanup', virtualProxy: made.prefix, user: nameOf(made) },
    () => endQuietly(qps, made, hurry),
    isGone => (isGone ? 'done' : 'unknown'),
  )
