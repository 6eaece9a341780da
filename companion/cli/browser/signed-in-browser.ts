import type { ChildProcess } from 'node:child_process'
import { failure } from '#protocol/errors'
import type { SameSite, SessionCookie } from '#protocol/session-cookie'
import { describeSystemError } from '../../util/node-errors.ts'
import { connectToDevtools } from './devtools-pipe.ts'
import { browserError } from './find-program.ts'

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
  const [{ spawn }, { mkdtemp, rm }, { tmpdir }, { join }] = await Promise.all([
    import('node:child_process'),
    import('node:fs/promises'),
    import('node:os'),
    import('node:path'),
  ])
  const { program } = options
  const profile = await mkdtemp(join(tmpdir(), 'hubpass-browser-'))
  const flags = [`--user-data-dir=${profile}`, '--remote-debugging-pipe', '--no-first-run', 'about:blank']
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const ended = waitForEnd(child, program)
  const stop = () => child.kill()
  options.signal.addEventListener('abort', stop)
  try {
    const { send } = connectToDevtools(child, program)
    const opened = (async () => {
      await send('Storage.setCookies', { cookies: [toDevtoolsCookie(options.cookie)] })
      await send('Target.createTarget', { url: options.address })
      onOpen()
    })()
    await Promise.all([ended, opened])
  } finally {
    options.signal.removeEventListener('abort', stop)
    child.kill()
    await ended.catch(() => {})
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  if (options.signal.aborted) throw failure('CANCELLED', {})
}

function waitForEnd(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', error => {
      reject(browserError(program, describeSystemError(error), undefined, error))
    })
  })
}

function toDevtoolsCookie({ name, value, domain, hostOnly, secure, sameSite, url }: SessionCookie): object {
  const sameSiteName = sameSiteNames[sameSite]
  return {
    name,
    value,
    path: '/',
    secure,
    httpOnly: true,
    // Without a domain, the cookie belongs to the host of the address alone.
    ...(hostOnly ? { url } : { domain }),
    ...(sameSiteName === undefined ? {} : { sameSite: sameSiteName }),
  }
}

const sameSiteNames: Record<SameSite, string | undefined> = {
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
  unspecified: undefined,
}
