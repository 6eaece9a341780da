import { join } from 'node:path/win32'
import { findExecutable } from '../util/which.ts'
import { createKdialogDialog } from './programs/kdialog.ts'
import { createOsascriptDialog } from './programs/osascript.ts'
import { createPowershellDialog } from './programs/powershell.ts'
import { createZenityDialog } from './programs/zenity.ts'
import type { SystemDialog } from './system-dialog.ts'

/** A program that can show dialogs. */
interface DialogProgram {
  name: string
  /** Returns its path; undefined if it is missing or cannot show anything. */
  find(): string | undefined
  create(program: string): SystemDialog
}

const zenity: DialogProgram = { name: 'zenity', find: findWithDisplay('zenity'), create: createZenityDialog }
const kdialog: DialogProgram = {
  name: 'kdialog',
  find: findWithDisplay('kdialog'),
  create: createKdialogDialog,
}
const osascript: DialogProgram = {
  name: 'osascript',
  find: () => '/usr/bin/osascript',
  create: createOsascriptDialog,
}
const powershell: DialogProgram = {
  name: 'PowerShell',
  find: () =>
    join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe'),
  create: createPowershellDialog,
}

/** The programs of each system, the preferred one first. */
const programs: Partial<Record<NodeJS.Platform, () => readonly DialogProgram[]>> = {
  darwin: () => [osascript],
  win32: () => [powershell],
  linux: () =>
    /\bKDE\b/i.test(process.env.XDG_CURRENT_DESKTOP ?? '') ? [kdialog, zenity] : [zenity, kdialog],
}

/** The dialogs of this system, or the names of the programs that could show them. */
export type FoundDialog = { dialog: SystemDialog } | { missing: readonly string[] }

/** Finds the program that shows dialogs on this system. */
export function findDialog(platform: NodeJS.Platform = process.platform): FoundDialog {
  const candidates = (programs[platform] ?? programs.linux)?.() ?? []
  for (const { find, create } of candidates) {
    const program = find()
    if (program !== undefined) return { dialog: create(program) }
  }
  return { missing: candidates.map(({ name }) => name) }
}

function findWithDisplay(name: string): () => string | undefined {
  return () => (process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? findExecutable(name) : undefined)
}
