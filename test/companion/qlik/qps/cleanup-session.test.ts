import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { endSessionBestEffort, startCleanupDeadline } from '../../../../companion/qlik/qps/cleanup-session.ts'
import { connectToQps, type QpsClient } from '../../../../companion/qlik/qps/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

const address = 'qlik:4243'
const session = { prefix: 'sales', sessionId: 'a-session-id-of-this-test' }

beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/**
 * Creates a client whose attempts to end a session have these results, then repeats the last. Fakes
 * time.
 */
async function createClient(...endings: (boolean | Error)[]): Promise<QpsClient> {
  await using qlik = await QlikSenseDouble.start()
  const client = await connectToQps(siteConfigFor(qlik))
  vi.useFakeTimers()
  let tries = 0
  const deleteSession = async () => {
    const ending = endings[Math.min(tries++, endings.length - 1)]
    if (ending instanceof Error) throw ending
    return ending === true ? {} : undefined
  }
  return { ...client, deleteSession }
}

const connectionClosed = failure('CONNECTION_CLOSED', { address })

/** Returns the result and the elapsed time. */
async function endSession(client: QpsClient, abortSignal = new AbortController().signal) {
  const startedAt = Date.now()
  const ended = endSessionBestEffort(client, session, abortSignal).then(isGone => ({
    isGone,
    ms: Date.now() - startedAt,
  }))
  await vi.runAllTimersAsync()
  return ended
}

it.each([
  ['the session is ended', [true], 0],
  [
    'the session is ended after failures',
    [connectionClosed, connectionClosed, connectionClosed, connectionClosed, true],
    1_400,
  ],
  ['the session appears late', [false, true], 100],
  ['the session is repeatedly not found', [false], 400],
  ['the virtual proxy is unknown', [failure('VIRTUAL_PROXY_UNKNOWN', { prefix: 'sales', status: 404 })], 400],
])('endSessionBestEffort resolves with true if %s', async (_, endings, ms) => {
  expect(await endSession(await createClient(...endings))).toEqual({ isGone: true, ms })
  expect(process.stderr.write).not.toHaveBeenCalled()
})

it('endSessionBestEffort gives up after five seconds with a warning', async () => {
  expect(await endSession(await createClient(connectionClosed))).toEqual({ isGone: false, ms: 5_000 })
  expect(process.stderr.write).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^hubpass: a session may still exist: qlik:4243 closed .*\n$/),
  )
})

it('endSessionBestEffort gives up within a second if the request is already cancelled', async () => {
  expect(await endSession(await createClient(connectionClosed), AbortSignal.abort())).toEqual({
    isGone: false,
    ms: 900,
  })
})

it('endSessionBestEffort gives up within a second after the request is cancelled', async () => {
  const client = await createClient(connectionClosed)
  const cancelling = new AbortController()
  setTimeout(() => cancelling.abort(), 2_000)
  expect(await endSession(client, cancelling.signal)).toEqual({ isGone: false, ms: 2_900 })
})

describe('startCleanupDeadline', () => {
  beforeEach(() => void vi.useFakeTimers())

  it.each([
    ['a clean-up lasts 900 ms if the request is already cancelled', true, 900],
    ['a clean-up lasts five seconds if nothing is cancelled', false, 5_000],
  ])('%s', (_, isCancelled, ms) => {
    const cancelling = new AbortController()
    if (isCancelled) cancelling.abort()
    const { signal } = startCleanupDeadline(cancelling.signal)
    vi.advanceTimersByTime(ms - 1)
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(signal.aborted).toBe(true)
  })

  it('a clean-up lasts 900 ms more after the request is cancelled', () => {
    const cancelling = new AbortController()
    const { signal } = startCleanupDeadline(cancelling.signal)
    vi.advanceTimersByTime(3_000)
    cancelling.abort()
    vi.advanceTimersByTime(899)
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(signal.aborted).toBe(true)
  })

  it('a disposed clean-up deadline leaves no timer', () => {
    const { dispose } = startCleanupDeadline(new AbortController().signal)
    dispose()
    expect(vi.getTimerCount()).toBe(0)
  })
})
