import type { Finding } from '#protocol/findings/index'
import type { UserName } from '#protocol/identity'
import type { SessionCookie } from '#protocol/session-cookie'
import type { CommandContext } from '../commands/command-handler.ts'
import { endSession } from '../commands/end-session.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { queryCurrentUser } from '../qlik/hub/verify-session.ts'
import { connectOnce } from './connect-once.ts'
import type { Lease } from './lease.ts'
import { type PreparedSocket, prepareSocket } from './prepare-socket.ts'

/** A session that a program on this machine holds until it ends it. */
export interface HeldSession {
  site: SiteConfiguration
  prefix: string
  user: UserName
  cookie: SessionCookie
  /** What `hubpass login` would warn of. */
  warnings: readonly Finding[]
  /** Asks the hub, and returns whom it reports. */
  queryUser(): Promise<UserName | undefined>
  /** Asks for the token of a WebSocket. */
  prepareSocket(): Promise<PreparedSocket>
  renew(): Promise<void>
  /** Ends the session. Does nothing if it has ended. */
  end(): Promise<void>
  /** Resolves when `end` has ended the session. */
  ended: Promise<void>
}

interface Holding extends Pick<HeldSession, 'site' | 'prefix' | 'user' | 'cookie' | 'warnings'> {
  lease: Lease
}

/** Returns a session that has just been created. */
export function hold({ lease, ...session }: Holding): HeldSession {
  const { site, prefix, cookie } = session
  let ending: Promise<void> | undefined
  let resolveEnded = () => {}
  const ended = new Promise<void>(resolve => {
    resolveEnded = resolve
  })
  const end = async (): Promise<void> => {
    const { signal } = new AbortController()
    const qps = await connectOnce(site)
    const context: CommandContext = { signal, cancel: () => false, via: 'fixture', site, qps }
    await endSession({ site: site.id, prefix, sessionId: cookie.value }, context)
    await lease.release()
    resolveEnded()
  }
  return {
    ...session,
    ended,
    queryUser: () => queryCurrentUser({ site, prefix, cookie }, new AbortController().signal),
    prepareSocket: () => prepareSocket({ site, prefix, cookie }),
    renew: () => lease.renew(),
    end() {
      ending ??= end().catch(error => {
        // A caller can try again. Otherwise, another program ends the session, whose record gets old.
        lease.abandon()
        ending = undefined
        throw error
      })
      return ending
    },
  }
}
