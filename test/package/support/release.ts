import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../../../package.json' with { type: 'json' }
import { fromRoot } from '../../../scripts/setup/root.mjs'

export const releaseFolder = process.env.HUBPASS_RELEASE ?? fromRoot('release')

export const { version } = packageJson

/** Returns the path of an artifact. Throws if it was not made. */
export function findArtifact(name: string): string {
  if (!readdirSync(releaseFolder).includes(name))
    throw new Error(`${name} is missing. Run "npm run test:packages", which makes it first.`)
  return join(releaseFolder, name)
}

export const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
