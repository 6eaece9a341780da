import { failure } from '#protocol/errors'

/** Asks for the passphrase of a file like {@link askSecret}. */
export const askPassphrase = (path: string): Promise<string | undefined> =>
  askSecret(`Passphrase for ${path}: `)

/**
 * Asks for a secret on standard error without echoing it. Returns undefined without a terminal.
 * Throws CANCELLED on Ctrl-C and Ctrl-D.
 */
export async function askSecret(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline'),
    import('node:stream'),
  ])
  const silentOutput = new Writable({ write: (_chunk, _encoding, done) => done() })
  const readline = createInterface({ input: process.stdin, output: silentOutput, terminal: true })
  process.stderr.write(question)
  try {
    return await new Promise((resolve, reject) => {
      readline.on('line', resolve).on('close', () => reject(failure('CANCELLED', {})))
    })
  } finally {
    readline.close()
    process.stderr.write('\n')
  }
}
