import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canInstallDebianPackages, installDebianPackages } from './debian.mjs'
import { runPhase, withHeartbeat } from './phase.mjs'
import { fromRoot } from './root.mjs'
import { SetupError } from './run-main.mjs'
import { findExecutable, runProgram } from './run-program.mjs'

/** The folder of the tools from npm. */
export const toolsFolder = fromRoot('node_modules/.cache/hubpass/tools')

/** Debian's packages by the program that each brings. */
const debianPackages = { chromedriver: 'chromium-driver', locust: 'python3-locust', jmeter: 'jmeter-http' }

/** Installs the tools of `npm run test:tools` that are missing. */
export async function ensureTools() {
  if (!areToolsInstalled()) await runPhase('install tools (npm install)', () => withHeartbeat(installTools))
  const missing = Object.entries(debianPackages).filter(([program]) => findExecutable(program) === undefined)
  if (missing.length > 0 && canInstallDebianPackages())
    await installDebianPackages(missing.map(([, name]) => name))
}

const readPackageFile = () => readFileSync(fromRoot('test/tools/tools.json'), 'utf8')

/** The tools have exact versions, so each installed one can be compared with the wish. */
function areToolsInstalled() {
  const wanted = Object.entries(JSON.parse(readPackageFile()).dependencies)
  return wanted.every(([name, version]) => {
    try {
      const file = join(toolsFolder, 'node_modules', name, 'package.json')
      return JSON.parse(readFileSync(file, 'utf8')).version === version
    } catch {
      return false
    }
  })
}

async function installTools() {
  mkdirSync(toolsFolder, { recursive: true })
  cpSync(fromRoot('test/tools/tools.json'), join(toolsFolder, 'package.json'))
  // No tool may fetch a binary of its own.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const code = await runProgram('npm', args, { cwd: toolsFolder, shell: process.platform === 'win32' })
  if (code !== 0)
    throw new SetupError(
      `npm could not install the tools (exit code ${code}). See its output above, and check the Internet connection.`,
    )
}
