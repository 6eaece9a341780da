import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { getHomeFolder } from '../config/home.ts'
import { hasErrorCode } from '../util/node-errors.ts'

/** Where the audit log lies: files with growing numbers, of which the last one is written. */
export const getAuditFolder = async (): Promise<string> => join(await getHomeFolder(), 'audit')

export const getAuditFilePath = (folder: string, number: number): string =>
  join(folder, `${String(number).padStart(6, '0')}.jsonl`)

/** The numbers of the files that there are, in their order. Throws what reading a folder throws, but for one that is missing. */
export async function listAuditFileNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw error
  })
  const numbers = names.flatMap(name => /^(\d{6,15})\.jsonl$/.exec(name)?.[1] ?? [])
  return numbers.map(Number).sort((a, b) => a - b)
}
