import { readFileSync } from 'node:fs'
import { fromRoot } from './root.mjs'
import { SetupError } from './run-main.mjs'

/** Throws when this Node is older than package.json requires. */
export function assertNodeVersion(found = process.versions.node) {
  const wanted = readRequiredVersion()
  if (isOlder(found, wanted))
    throw new SetupError(
      `Hubpass needs Node ${wanted} or later. This is Node ${found} (${process.execPath}).`,
    )
}

/** Returns the lower bound in `engines.node`, e.g. `20.19` of `>=20.19`. */
const readRequiredVersion = () =>
  String(JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')).engines.node).replace(/^>=/, '')

/**
 * @param {string} found
 * @param {string} wanted
 */
export function isOlder(found, wanted) {
  const [major = 0, minor = 0] = found.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor)
}
