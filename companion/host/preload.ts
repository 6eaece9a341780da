import { readConfiguration } from '../config/configuration.ts'

/** Late enough for what is asked right after the greeting, early enough for the first press on Sign in. */
const preloadDelayMs = 50

/**
 * Loads what signing in needs while the tester still types: TLS and its root certificates take Node some 50 ms the first time.
 * Nothing is sent, and what is wrong shows when it is asked for.
 */
export function schedulePreload(): void {
  setTimeout(() => {
    runningPreload = preload().catch(() => {})
  }, preloadDelayMs).unref()
}

let runningPreload: Promise<void> = Promise.resolve()

/** Resolves when no file is being read for it any more. */
export const waitForPreload = (): Promise<void> => runningPreload

async function preload(): Promise<void> {
  const { sites } = await readConfiguration()
  const [{ loadCredential }] = await Promise.all([
    import('../credentials/load.ts'),
    import('../commands/create-session.ts'),
  ])
  for (const { credential } of sites) await loadCredential(credential).catch(() => {})
}
