import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { fromRoot } from '../../../scripts/setup/root.mjs'

/** Programs that only these tests need, which `npm ci` does not install. */
const tools = {
  'web-ext': ['web-ext@10.7.0'],
  cyclonedx: [
    '@cyclonedx/cyclonedx-library@10.3.0',
    'ajv@8.20.0',
    'ajv-formats@3.0.1',
    'ajv-formats-draft2019@1.6.1',
  ],
}

/** Returns the folder with the packages of a tool. Installs them once, without their install scripts. */
export function ensureTool(name: keyof typeof tools): string {
  const packages = tools[name]
  const version = packages[0]?.replace(/.*@/, '')
  const folder = fromRoot('node_modules/.cache/hubpass/tools', `${name}-${version}`)
  if (existsSync(folder)) return folder
  const temporary = `${folder}.${process.pid}`
  mkdirSync(temporary, { recursive: true })
  try {
    const flags = ['--prefix', temporary, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save']
    execFileSync('npm', ['install', ...flags, ...packages], { cwd: temporary, stdio: 'pipe' })
    renameSync(temporary, folder)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return folder
}
