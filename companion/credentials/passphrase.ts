import { HubpassError } from '#protocol/errors'
import type { CredentialSource } from '../config/schema.ts'

/** Asks the user for the passphrase of a file. Resolves with undefined if nobody can answer. */
export type PassphrasePrompt = (path: string) => Promise<string | undefined>

/** Set by the command line, never by the native host. */
let passphrasePrompt: PassphrasePrompt | undefined
const typedPassphrases = new Map<string, string>()

/** Enables asking the user. */
export function setPassphrasePrompt(prompt: PassphrasePrompt): void {
  passphrasePrompt = prompt
}

/** Keeps a typed passphrase in memory, or forgets it, for the next loads of a credential. */
export function rememberPassphrase(source: CredentialSource, passphrase: string | undefined): void {
  const id = JSON.stringify(source)
  if (passphrase === undefined) typedPassphrases.delete(id)
  else typedPassphrases.set(id, passphrase)
}

/**
 * Runs `action` with the passphrase from the environment variable of the site, or else with one
 * that the user typed before. Asks the user if the key turns out to be encrypted.
 */
export async function withPassphrase<T>(
  source: CredentialSource,
  mayPrompt: boolean,
  action: (passphrase: string | undefined) => Promise<T>,
): Promise<T> {
  const id = JSON.stringify(source)
  try {
    return await action(readFromEnvironment(source) ?? typedPassphrases.get(id))
  } catch (error) {
    const passphrase = mayPrompt ? await promptFor(error) : undefined
    if (passphrase === undefined) throw error
    const result = await action(passphrase)
    rememberPassphrase(source, passphrase)
    return result
  }
}

function readFromEnvironment(source: CredentialSource): string | undefined {
  const variable = 'passphraseEnv' in source ? source.passphraseEnv : undefined
  return (variable === undefined ? undefined : process.env[variable]) || undefined
}

async function promptFor(error: unknown): Promise<string | undefined> {
  const isEncrypted = error instanceof HubpassError && error.code === 'KEY_ENCRYPTED'
  return isEncrypted ? passphrasePrompt?.(String(error.finding.details.path)) : undefined
}
