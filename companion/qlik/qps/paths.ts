import type { Identity } from '#protocol/identity'

/** On the port of QPS, the prefix follows `/qps/` (docs/facts/qlik-sense.md §1.1). */
const basePath = (prefix: string): string => (prefix === '' ? '/qps' : `/qps/${encodeURIComponent(prefix)}`)

export const sessionsPath = (prefix: string): string => `${basePath(prefix)}/session`

export const sessionPath = (prefix: string, sessionId: string): string =>
  `${sessionsPath(prefix)}/${encodeURIComponent(sessionId)}`

export const userPath = (prefix: string, { userDirectory, userId }: UserName): string =>
  `${basePath(prefix)}/user/${encodeURIComponent(userDirectory)}/${encodeURIComponent(userId)}`

export const ticketPath = (prefix: string): string => `${basePath(prefix)}/ticket`

export const alivePath = '/qps/alive'

export type UserName = Pick<Identity, 'userDirectory' | 'userId'>
