import { failure } from '#protocol/errors'
import { readConfiguration } from '../config/configuration.ts'

/**
 * Asks before a command ends or forgets something. Asks only people: without a terminal, or with
 * `--yes`, the command goes on. Throws CANCELLED unless the answer is yes.
 */
export async function confirm(question: string, { yes = false }: { yes?: boolean }): Promise<void> {
  if (yes || !process.stdin.isTTY || !process.stderr.isTTY || !process.stdout.isTTY) return
  const { createInterface } = await import('node:readline')
  const readline = createInterface({ input: process.stdin, terminal: false })
  try {
    const answer = await new Promise<string>(resolve => {
      process.stderr.write(`${question} [y/N] `)
      readline.once('line', resolve).once('close', () => resolve(''))
    })
    if (!/^\s*y(es)?\s*$/i.test(answer)) throw failure('CANCELLED', { what: 'question' })
  } finally {
    readline.close()
  }
}

/** Asks about a site like {@link confirm}. For an unknown one, the command fails without a question. */
export async function confirmForSite(
  site: string,
  question: string,
  confirmation: { yes?: boolean },
): Promise<void> {
  const { sites } = await readConfiguration()
  if (sites.some(({ id }) => id === site)) await confirm(question, confirmation)
}

/** The option of every command that asks. */
export const yesOption = ['-y, --yes', 'do not ask for confirmation in a terminal'] as const
