import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { canInstallDebianPackages, installDebianPackages } from '../../scripts/setup/debian.mjs'
import { SetupError } from '../../scripts/setup/run-main.mjs'
import { findExecutable, runProgram } from '../../scripts/setup/run-program.mjs'

/** Installs Wine without its packages for windows, sound and 32 bits. */
export async function ensureWine() {
  if (findExecutable('wine') !== undefined) return
  if (!canInstallDebianPackages())
    throw new SetupError('wine is not on the PATH. Install it (64-bit is enough) and try again.')
  await installDebianPackages(['wine', 'wine64'])
}

/**
 * Creates a Windows 10 prefix in a folder. Programs write to files, since a Node for Windows cannot
 * use Linux pipes.
 * @param {string} folder
 */
export function startWine(folder) {
  const prefix = join(folder, 'prefix')
  // Names with non-ASCII characters need a UTF-8 locale.
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
    /** The folder of drive C:. */
    disk: join(prefix, 'drive_c'),
    boot: async () => {
      if ((await start('wineboot', ['-i'])) !== 0) throw new Error('wineboot failed')
      if ((await start('winecfg', ['-v', 'win10'])) !== 0) throw new Error('winecfg failed')
    },
    /**
     * Runs a Windows program and returns its exit code.
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
