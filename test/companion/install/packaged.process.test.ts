import { cp, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { companionProgram, runForError, runHubpass } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** Copies the companion as a package installs it. */
async function createPackagedCompanion(kind: string) {
  const folder = await createTemporaryHome()
  const companion = join(folder.path, 'companion')
  await cp(dirname(companionProgram), companion, { recursive: true })
  await writeFile(join(companion, 'installed-by.json'), JSON.stringify({ package: kind }))
  const env = { HOME: folder.path, XDG_CONFIG_HOME: folder.path }
  return {
    home: join(folder.path, 'home'),
    env,
    program: join(companion, 'hubpass.mjs'),
    folder,
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}

it.each([
  ['msi', 'Settings > Apps > Installed apps'],
  ['deb', 'sudo apt remove hubpass'],
])('install and uninstall leave an installation by %s to that package', async (kind, remedy) => {
  await using machine = await createPackagedCompanion(kind)
  const before = await readdir(machine.folder.path, { recursive: true })
  for (const command of [
    ['install', '--browser', 'chromium'],
    ['install', '--user-data-dir', join(machine.folder.path, 'profile')],
    ['install', '--dry-run'],
    ['uninstall'],
    ['uninstall', '--dry-run', '--browser', 'firefox'],
  ]) {
    const error = await runForError(machine, ...command)
    expect(error).toMatchObject({ code: 'INSTALLED_BY_PACKAGE', details: { package: kind } })
    expect(error.remedy).toContain(remedy)
  }
  expect((await runHubpass(machine, 'uninstall')).code).toBe(3)
  expect(await readdir(machine.folder.path, { recursive: true })).toEqual(before)
})
