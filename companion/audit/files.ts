import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { homeFolder } from '../config/home.ts'
import { isErrorCode } from '../error-codes.ts'

/** Where the audit log lies: files with growing numbers, of which the last one is written. */
export const auditFolder = async (): Promise<string> => join(await homeFolder(), 'audit')

export const auditFile = (folder: string, number: number): string =>
  join(folder, `${String(number).padStart(6, '0')}.jsonl`)

/** The numbers of the files that there are, in their order. Throws what reading a folder throws, but for one that is missing. */
export async function auditNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(error => {
    if (isErrorCode(error, 'ENOENT')) return []
    throw error
  })
  const found = names.flatMap(name => /^(\d{6,15})\.jsonl$/.exec(name)?.[1] ?? [])
  return found.map(Number).sort((a, b) => a - b)
}
