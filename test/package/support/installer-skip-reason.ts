import { findExecutable } from '../../../scripts/setup/run-program.mjs'

const missing = ['wixl', 'msibuild', 'msiinfo'].filter(name => findExecutable(name) === undefined)

/** Why this machine cannot make the Windows installer, or undefined if it can. */
export const installerSkipReason = missing.length === 0 ? undefined : `not found: ${missing.join(', ')}`

/** Returns the title of a test, with the reason for skipping it. */
export const withReason = (title: string, reason: string | undefined): string =>
  reason === undefined ? title : `${title} [${reason}]`
