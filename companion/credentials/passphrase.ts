import type { PemCredential } from '../config/schema.ts'

/** The passphrase from the environment variable that the site names; undefined when there is none. */
export function passphraseOf({ passphraseEnv }: Pick<PemCredential, 'passphraseEnv'>): string | undefined {
  const value = passphraseEnv === undefined ? undefined : process.env[passphraseEnv]
  return value === '' ? undefined : value
}
