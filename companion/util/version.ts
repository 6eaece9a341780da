import { version } from '../../package.json' with { type: 'json' }

/** Version of this companion, from package.json when it is built. */
export const companionVersion: string = version
