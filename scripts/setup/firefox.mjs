import { canInstallDebianPackages, installDebianPackages } from './debian.mjs'
import { findExecutable, isExecutable } from './run-program.mjs'

/** Firefox from the snap store cannot start the companion of a temporary home. */
const programs = {
  linux: ['firefox-esr', 'firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['C:/Program Files/Mozilla Firefox/firefox.exe'],
}

/** Returns the program of Firefox: HUBPASS_FIREFOX, or the first that exists. */
export function findFirefox() {
  const configured = process.env.HUBPASS_FIREFOX
  if (configured) return configured
  const names = Object.entries(programs).find(([system]) => system === process.platform)?.[1] ?? []
  return names
    .map(name => (name.includes('/') ? name : findExecutable(name)))
    .find(program => program !== undefined && isExecutable(program) && !program.startsWith('/snap/'))
}

/** Installs Firefox on Debian as root. Elsewhere its tests are skipped with a reason. */
export async function ensureFirefox() {
  if (findFirefox() === undefined && canInstallDebianPackages()) await installDebianPackages(['firefox-esr'])
}
