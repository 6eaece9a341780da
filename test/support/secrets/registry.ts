import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The secrets that a test run uses, and the files in which it wrote them where none belongs. Workers
 * share them through a private folder, which ./global-setup.ts creates and removes.
 */
export const secretsFolderVariable = 'HUBPASS_TEST_SECRETS'

/** A shorter text, or one of letters and blanks only, is ordinary words, which are in many files. */
const ordinaryWord = /^(.{0,7}|[a-z_ ]*)$/is

const registered = new Set<string>()
const allowed = new Set<string>()

/**
 * Registers a secret, such as a session id, a passphrase or a part of a key. The run fails if a file
 * that it wrote contains it. Does nothing outside of a test run.
 */
export function registerSecret(secret: string): void {
  if (ordinaryWord.test(secret) || registered.has(secret)) return
  registered.add(secret)
  append('secrets', secret)
}

/** Registers the private key in a PEM file. A line of it is enough to find it in any other text. */
export function registerKey(pem: string): void {
  const lines = pem.split('\n').filter(line => line.length === 64)
  registerSecret(lines[Math.floor(lines.length / 2)] ?? '')
}

/** Excludes a file, or the files of a folder, in which a test, or a command that was told to, writes a secret. */
export function allowSecretsIn(path: string): void {
  allowed.add(path)
}

/** The private files that tests prepare contain keys. */
export const isAllowed = (path: string): boolean =>
  allowed.has(path) ||
  allowed.has(dirname(path)) ||
  /\.(pem|key|pfx|p12)$/i.test(path) ||
  /[\\/](qlik-sense-double-[^\\/]+|tsx-\d+)[\\/]/.test(path)

/** Returns the secrets of this process. */
export const listOwnSecrets = (): readonly string[] => [...registered]

/** Returns the secrets of all processes of a run. */
export const readAllSecrets = (folder: string): string[] => [...new Set(readLines(folder, 'secrets'))]

/** Records a file that contains a secret. */
export const reportLeak = (leak: string): void => append('leaks', leak)

export const readLeaks = (folder: string): string[] => readLines(folder, 'leaks')

function append(kind: 'secrets' | 'leaks', text: string): void {
  const folder = process.env[secretsFolderVariable]
  if (folder === undefined) return
  appendFileSync(join(folder, `${process.pid}.${kind}`), `${JSON.stringify(text)}\n`, { mode: 0o600 })
}

const readLines = (folder: string, kind: 'secrets' | 'leaks'): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith(`.${kind}`))
    .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
