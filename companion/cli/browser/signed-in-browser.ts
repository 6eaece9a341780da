import type { ChildProcess } from 'node:child_process'
import { failure } from '#protocol/errors'
import type { SameSite, SessionCookie } from '#protocol/session-cookie'
import { locationsOn } from '../../install/browsers/index.ts'
import { describeSystemError } from '../../util/node-errors.ts'
import { findExecutable } from '../../util/which.ts'
import { connectToDevtools } from './devtools-pipe.ts'

export interface BrowserOptions {
  /** A program, or the name of a browser. */
  browser?: string | undefined
  address: string
  cookie: SessionCookie
  signal: AbortSignal
}

/**
 * Opens a browser with a profile of its own that has the session cookie, and resolves when it has
 * ended. Neither the command line nor an address contains the cookie. Deletes the profile. Throws
 * BAD_REQUEST if there is no browser, HUB_UNREACHABLE and CANCELLED.
 */
export async function runSignedInBrowser(options: BrowserOptions, onOpen: () => void): Promise<void> {
  const [{ spawn }, { mkdtemp, rm }, { tmpdir }, { join }] = await Promise.all([
    import('node:child_process'),
    import('node:fs/promises'),
    import('node:os'),
    import('node:path'),
  ])
  const program = requireBrowser(options.browser)
  const profile = await mkdtemp(join(tmpdir(), 'hubpass-browser-'))
  const flags = [`--user-data-dir=${profile}`, '--remote-debugging-pipe', '--no-first-run', 'about:blank']
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const ended = waitForEnd(child, options)
  const stop = () => child.kill()
  options.signal.addEventListener('abort', stop)
  try {
    const { send } = connectToDevtools(child, options.address)
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

function waitForEnd(child: ChildProcess, { browser = '', address }: BrowserOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', error => {
      const reason = `${browser || 'the browser'}: ${describeSystemError(error)}`
      reject(failure('HUB_UNREACHABLE', { hub: address, reason }, error))
    })
  })
}

/** Throws BAD_REQUEST if there is no browser. */
function requireBrowser(wanted: string | undefined): string {
  const known = locationsOn(process.platform).filter(({ family }) => family === 'chromium')
  const named = known.filter(({ browser }) => wanted === undefined || browser === wanted)
  if (wanted !== undefined && named.length === 0) return wanted
  const program = named
    .flatMap(({ programs }) => programs)
    .map(findExecutable)
    .find(found => found !== undefined)
  if (program !== undefined) return program
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received: wanted ?? '',
    expected: 'the path of a Chromium-based browser',
    problem: 'no browser was found',
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
