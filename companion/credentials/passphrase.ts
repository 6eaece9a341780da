import { HubpassError } from '#protocol/errors'
import type { CredentialSource } from '../config/schema.ts'

/** Asks a person for the passphrase of what lies at that path; undefined when there is nobody. */
export type AskPassphrase = (path: string) => Promise<string | undefined>

/** Set by the command line, never by the native host. */
let ask: AskPassphrase | undefined
const typed = new Map<string, string>()

/** From now on somebody can be asked. */
export function askPassphrasesWith(asking: AskPassphrase): void {
  ask = asking
}

/** Does `work` with the passphrase from the environment variable that the site names, else with one that was typed, if any. */
export async function withPassphrase<T>(
  source: CredentialSource,
  mayAsk: boolean,
  work: (passphrase: string | undefined) => Promise<T>,
): Promise<T> {
  const id = JSON.stringify(source)
  try {
    return await work(fromEnvironment(source) ?? typed.get(id))
  } catch (error) {
    const passphrase = mayAsk ? await askFor(error) : undefined
    if (passphrase === undefined) throw error
    const done = await work(passphrase)
    typed.set(id, passphrase)
    return done
  }
}

function fromEnvironment(source: CredentialSource): string | undefined {
  const variable = 'passphraseEnv' in source ? source.passphraseEnv : undefined
  return (variable === undefined ? undefined : process.env[variable]) || undefined
}

async function askFor(error: unknown): Promise<string | undefined> {
  const isEncrypted = error instanceof HubpassError && error.code === 'KEY_ENCRYPTED'
  return isEncrypted ? ask?.(String(error.finding.details.path)) : undefined
}
