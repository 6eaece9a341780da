import type { ClosePhase } from '#protocol/findings/connection-closed'

/**
 * How far a connection came before it was closed, by what curl tells on its way. Schannel says less of it than OpenSSL. Each curl
 * makes a connection of its own.
 */
export const findClosePhase = (stderr: string): ClosePhase =>
  closePhases.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'beforeTls'

const closePhases: [RegExp, ClosePhase][] = [
  [/^< HTTP/m, 'inAnswer'],
  [/^> (GET|POST|DELETE) |SSL connection using/m, 'afterHandshake'],
  [/handshake, Server hello/i, 'inHandshake'],
]
