import { version } from '../../package.json' with { type: 'json' }

/** The version of this companion, taken from package.json at build time. */
export const companionVersion: string = version
