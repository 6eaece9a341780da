import type { Closing } from '#protocol/findings/closings'

/**
 * How far a connection came before it was closed, by what curl tells on its way. Schannel says less of it than OpenSSL. Each curl
 * makes a connection of its own.
 */
export const stageOf = (told: string): Closing =>
  stages.find(([words]) => words.test(told))?.[1] ?? 'beforeTls'

const stages: [RegExp, Closing][] = [
  [/^< HTTP/m, 'inAnswer'],
  [/^> (GET|POST|DELETE) |SSL connection using/m, 'afterHandshake'],
  [/handshake, Server hello/i, 'inHandshake'],
]
