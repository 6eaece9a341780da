import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { getHomeFolder } from '../config/home.ts'
import { hasErrorCode } from '../util/node-errors.ts'

/**
 * Returns the folder of the audit log. Its files are numbered, and only the last one is appended
 * to.
 */
export const getAuditFolder = async (): Promise<string> => join(await getHomeFolder(), 'audit')

/**
 * Returns the folder for actions that ended before Qlik Sense was asked. They cannot displace the
 * others.
 */
export const getRefusedFolder = (auditFolder: string): string => join(auditFolder, 'refused')

export const getAuditFilePath = (folder: string, number: number): string =>
  join(folder, `${String(number).padStart(6, '0')}.jsonl`)

/** Returns the numbers of the files in ascending order, or none if the folder is missing. */
export async function listAuditFileNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw error
  })
  const numbers = names.flatMap(name => /^(\d{6,15})\.jsonl$/.exec(name)?.[1] ?? [])
  return numbers.map(Number).sort((a, b) => a - b)
}
