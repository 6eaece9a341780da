import { getAuditFolder } from '../audit/files.ts'
import { findCreatedSessions } from '../audit/find-created.ts'
import type { CommandHandler } from './command-handler.ts'

/** Tells which sessions Hubpass has created on this machine. Asks the audit log, not Qlik Sense. */
export const recognizeSessions: CommandHandler<'recognizeSessions'> = async ({ prefix, sessionIds }) => {
  const { entries, isComplete } = await findCreatedSessions(await getAuditFolder(), prefix, sessionIds)
  return {
    created: sessionIds.flatMap((sessionId, index) => {
      const entry = entries.get(sessionId)
      return entry === undefined ? [] : [{ index, createdAt: entry.at, user: entry.user }]
    }),
    isComplete,
  }
}
