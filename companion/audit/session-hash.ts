/** Enough to tell sessions apart; too little to find the id again. */
const hashLength = 16

/**
 * What stands in the audit log in place of a session id: the first 16 hexadecimal digits of its SHA-256. Whoever has an id
 * compares it with `printf %s "$ID" | sha256sum | cut -c1-16`.
 */
export async function hashSessionId(sessionId: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(sessionId).digest('hex').slice(0, hashLength)
}
