import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { requireExecutable } from '../../setup/require-executable.mjs'
import { fromRoot } from '../../setup/root.mjs'
import { type Entry, sortEntries, textEntry } from '../entries.ts'
import { databaseChanges } from './database-changes.ts'
import { createGuid } from './guid.ts'
import { createHostFiles } from './host-files.ts'
import { createIcon } from './icon.ts'
import { listRegistrations } from './registrations.ts'
import { replaceSummaryValues } from './summary-information.ts'
import { createWixSource } from './wix-source.ts'

export interface InstallerOptions {
  version: string
  /** The time of every file and of the installer itself. */
  time: Date
  /** The extensions that may start the companion. Defaults to the unpacked one. */
  extensionIds?: readonly string[]
}

const [iconName, databaseName, sourceName] = ['hubpass.ico', 'hubpass.msi', 'hubpass.wxs'] as const

/**
 * Returns the Windows installer for the files of the portable layout. The same input gives the same
 * bytes. Throws SetupError if a program is missing.
 */
export async function createWindowsInstaller(
  layout: readonly Entry[],
  { version, time, extensionIds }: InstallerOptions,
): Promise<Buffer> {
  assertPrograms()
  const files = addHostFiles(layout, extensionIds)
  const folder = await mkdtemp(join(tmpdir(), 'hubpass-msi-'))
  try {
    const content = join(folder, 'content')
    for (const file of files) await writeFileWithTime(content, file, time)
    await writeFile(join(folder, iconName), await readIcon())
    const source = createWixSource({
      version,
      files: files.map(({ path }) => path),
      registrations: listRegistrations(),
      icon: `../${iconName}`,
    })
    await writeFile(join(folder, sourceName), source)
    await createDatabase(content)
    const id = createPackageCode(source, files)
    return replaceSummaryValues(await readFile(join(folder, databaseName)), { id, time })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The programs and the Debian packages that contain them. */
const programs = { wixl: 'wixl', msibuild: 'msitools' }

function assertPrograms(): void {
  for (const [program, debianPackage] of Object.entries(programs))
    requireExecutable(
      program,
      `It makes the Windows installer. Install it (Debian: apt-get install ${debianPackage}).`,
    )
}

/** Adds the files that register the companion, which replace those of the same path. */
const addHostFiles = (layout: readonly Entry[], extensionIds?: readonly string[]): Entry[] => {
  const added = Object.entries(createHostFiles(extensionIds)).map(([path, text]) => textEntry(path, text))
  return [...new Map([...layout, ...added].map(file => [file.path, file])).values()]
}

async function writeFileWithTime(folder: string, { path, content }: Entry, time: Date) {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
  await utimes(file, time, time)
}

const readIcon = async (): Promise<Buffer> =>
  createIcon(
    await Promise.all(
      [16, 32, 48, 128].map(async size => ({ size, png: await readFile(fromRoot(`src/icons/${size}.png`)) })),
    ),
  )

/** Writes the installer into the folder above the content. The cabinet stores local times. */
async function createDatabase(content: string): Promise<void> {
  const run = (program: keyof typeof programs, args: string[]) =>
    promisify(execFile)(program, args, { cwd: content, env: { ...process.env, TZ: 'UTC' } })
  const database = `../${databaseName}`
  await run('wixl', ['--arch', 'x64', '--output', database, `../${sourceName}`])
  await run('msibuild', [database, ...databaseChanges.flatMap(query => ['-q', query])])
}

/** Returns an id of the content: Windows takes two installers with the same id for the same file. */
function createPackageCode(source: string, files: readonly Entry[]): string {
  const hash = createHash('sha256').update(source)
  for (const { path, content } of sortEntries(files))
    hash.update(`${path}\n`).update(createHash('sha256').update(content).digest())
  return createGuid(`package ${hash.digest('hex')}`)
}
