import { readConfiguration } from '../config/configuration.ts'

/** Runs after the requests that follow `hello`, but before a user can press Sign in. */
const preloadDelayMs = 50

let isScheduled = false

/**
 * Loads once what a sign-in needs, while the user still types. Node takes about 50 ms to load TLS
 * and its root certificates. Sends nothing, and leaves errors to the request that meets them again.
 */
export function schedulePreload(): void {
  if (isScheduled) return
  isScheduled = true
  setTimeout(() => {
    runningPreload = preload().catch(() => {})
  }, preloadDelayMs).unref()
}

let runningPreload: Promise<void> = Promise.resolve()

/** Resolves when the preload no longer reads files. */
export const waitForPreload = (): Promise<void> => runningPreload

async function preload(): Promise<void> {
  const { sites } = await readConfiguration()
  const [{ loadCredential }] = await Promise.all([
    import('../credentials/load.ts'),
    import('../commands/create-session.ts'),
  ])
  for (const { credential } of sites) await loadCredential(credential).catch(() => {})
}
