import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFile } from '../write-file.ts'
import { applyPlan, undo } from './apply.ts'
import { installedFiles, planInstall, type Step } from './plan.ts'
import { mergeRecords, readRecord } from './record.ts'

export interface InstallWish {
  home: string
  hubpassHome: string | undefined
  manifests: readonly string[]
  extensionIds: readonly string[]
  dryRun: boolean
}

/** Installs and remembers what it made. Extensions that were allowed before stay allowed. Throws FILE_NOT_WRITTEN. */
export async function installCompanion(wish: InstallWish): Promise<Step[]> {
  const { record: file } = installedFiles(wish.home)
  const before = await readRecord(file)
  const extensionIds = [...new Set([...wish.extensionIds, ...before.extensionIds])]
  const program = fileURLToPath(import.meta.url)
  const steps = planInstall({ ...wish, extensionIds, program, node: process.execPath })
  if (wish.dryRun) return steps
  const folders = await applyPlan(steps)
  const after = mergeRecords(before, { manifests: [...wish.manifests], folders, extensionIds })
  await writeFile(file, `${JSON.stringify(after, null, 2)}\n`, 0o600)
  return steps
}

export interface UninstallWish {
  home: string
  manifests: readonly string[]
  /** Everything, wherever it was installed. */
  isAll: boolean
  dryRun: boolean
}

/** Removes the manifests that start this companion, and with the last of them the companion. Gives what it removed. */
export async function uninstallCompanion({
  home,
  manifests,
  isAll,
  dryRun,
}: UninstallWish): Promise<string[]> {
  const files = installedFiles(home)
  const record = await readRecord(files.record)
  const wanted = [...new Set([...manifests, ...(isAll ? record.manifests : [])])]
  const ours = await filter(wanted, path => mentions(path, files.launcher))
  const left = await filter(
    record.manifests.filter(path => !ours.includes(path)),
    path => mentions(path, files.launcher),
  )
  const own = left.length > 0 ? [] : await filter([files.program, files.launcher, files.record], isThere)
  const removed = [...ours, ...own]
  if (dryRun) return removed
  await undo(removed, [...record.folders, ...ours.map(dirname), files.folder])
  if (left.length > 0)
    await writeFile(files.record, `${JSON.stringify({ ...record, manifests: left }, null, 2)}\n`, 0o600)
  return removed
}

/** A manifest of the same name that starts something else belongs to another installation. */
const mentions = async (path: string, launcher: string): Promise<boolean> =>
  (await textOf(path))?.includes(JSON.stringify(launcher)) ?? false

const isThere = async (path: string): Promise<boolean> => (await textOf(path)) !== undefined

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined)

async function filter(paths: readonly string[], test: (path: string) => Promise<boolean>): Promise<string[]> {
  const passed = await Promise.all(paths.map(test))
  return paths.filter((_, index) => passed[index])
}
