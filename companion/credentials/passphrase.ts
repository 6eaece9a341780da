import { HubpassError } from '#protocol/errors'
import type { CredentialSource } from '../config/schema.ts'

/** Asks a person for the passphrase of what lies at that path; undefined when there is nobody. */
export type PassphrasePrompt = (path: string) => Promise<string | undefined>

/** Set by the command line, never by the native host. */
let passphrasePrompt: PassphrasePrompt | undefined
const typedPassphrases = new Map<string, string>()

/** From now on somebody can be asked. */
export function setPassphrasePrompt(prompt: PassphrasePrompt): void {
  passphrasePrompt = prompt
}

/** Does `work` with the passphrase from the environment variable that the site names, else with one that was typed, if any. */
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
    typedPassphrases.set(id, passphrase)
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
