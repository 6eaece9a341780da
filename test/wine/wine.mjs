import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { canInstallDebianPackages, installDebianPackages } from '../../scripts/setup/debian.mjs'
import { SetupError } from '../../scripts/setup/run-main.mjs'
import { findExecutable, runProgram } from '../../scripts/setup/run-program.mjs'

/** Wine without what it needs for windows, sound and 32 bits. */
export async function ensureWine() {
  if (findExecutable('wine') !== undefined) return
  if (!canInstallDebianPackages())
    throw new SetupError('wine is not on the PATH; install it (64 bits are enough), then try again.')
  await installDebianPackages(['wine', 'wine64'])
}

/**
 * A Windows 10 of its own below a folder. Its programs write into files: a Node for Windows cannot use pipes of Linux.
 * @param {string} folder
 */
export function startWine(folder) {
  const prefix = join(folder, 'prefix')
  // In any other locale than UTF-8 names beyond ASCII arrive broken.
  const locale = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }
  const { DISPLAY: _, ...inherited } = process.env
  const env = { ...inherited, ...locale, HOME: folder, WINEPREFIX: prefix, WINEDEBUG: '-all' }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {string} [output]
   */
  const start = async (command, args, output = join(folder, 'log.txt')) => {
    const file = openSync(output, 'a')
    try {
      return await runProgram(command, args, { env, cwd: folder, stdio: ['ignore', file, file] })
    } finally {
      closeSync(file)
    }
  }
  return {
    /** Where drive C: lies. */
    disk: join(prefix, 'drive_c'),
    boot: async () => {
      if ((await start('wineboot', ['-i'])) !== 0) throw new Error('wineboot failed')
      if ((await start('winecfg', ['-v', 'win10'])) !== 0) throw new Error('winecfg failed')
    },
    /**
     * Runs a program of Windows to its end and gives its exit code.
     * @param {string[]} args
     * @param {string} output
     */
    run: (args, output) => start('wine', args, output),
    stop: async () => {
      await start('wineserver', ['-k'])
      await start('wineserver', ['-w'])
    },
  }
}
