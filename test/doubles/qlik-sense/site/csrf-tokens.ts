import { randomBytes } from 'node:crypto'
import type { Behaviors } from '../unverified-behaviors.ts'
import type { Session } from './sessions.ts'

/** The tokens of `qps/csrftoken`, which a WebSocket has to repeat (docs/facts/qlik-sense.md §2.3). */
export class CsrfTokens {
  readonly #issued = new Map<string, { readonly prefix: string; readonly sessionId: string | undefined }>()
  readonly #unknowns: Behaviors

  constructor(unknowns: Behaviors) {
    this.#unknowns = unknowns
  }

  issue(prefix: string, session: Session | undefined): string {
    const token = randomBytes(16).toString('hex')
    this.#issued.set(token, { prefix, sessionId: session?.sessionId })
    return token
  }

  /** Returns whether a token belongs to the virtual proxy and to the session, if there is one. */
  isValid(token: string | undefined, prefix: string, session: Session | undefined): boolean {
    const issued = this.#issued.get(token ?? '')
    if (issued?.prefix !== prefix) return false
    if (!session || this.#unknowns.csrfTokenBelongsTo === 'virtualProxy') return true
    return issued.sessionId === session.sessionId
  }
}
