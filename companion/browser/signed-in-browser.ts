import { failure } from '#protocol/errors'
import type { SessionCookie } from '#protocol/session-cookie'
import { toDevtoolsCookie } from './devtools-cookie.ts'
import { launchBrowser } from './launch.ts'

export interface BrowserOptions {
  program: string
  address: string
  cookie: SessionCookie
  signal: AbortSignal
}

/**
 * Opens a browser with a profile of its own that has the session cookie, and resolves when it has
 * ended. Neither the command line nor an address contains the cookie. Deletes the profile. Throws
 * BROWSER_NOT_OPENED and CANCELLED.
 */
export async function runSignedInBrowser(options: BrowserOptions, onOpen: () => void): Promise<void> {
  const { program, address, cookie, signal } = options
  {
    await using browser = await launchBrowser(program, [])
    const { devtools, ended, stop } = browser
    signal.addEventListener('abort', stop)
    try {
      const open = async () => {
        await devtools.send('Storage.setCookies', { cookies: [toDevtoolsCookie(cookie)] })
        await devtools.send('Target.createTarget', { url: address })
        onOpen()
      }
      await Promise.all([ended, open()])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  if (signal.aborted) throw failure('CANCELLED', {})
}
