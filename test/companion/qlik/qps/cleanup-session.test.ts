import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { endSessionBestEffort } from '../../../../companion/qlik/qps/cleanup-session.ts'
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

/** A client whose tries to end a session go as told, the last one for ever; from here on time is ours. */
async function createClient(...endings: (boolean | Error)[]): Promise<QpsClient> {
  await using qlik = await QlikSenseDouble.start()
  const client = await connectToQps(siteConfigFor(qlik))
  vi.useFakeTimers()
  let tries = 0
  const deleteSession = async () => {
    const ending = endings[Math.min(tries++, endings.length - 1)]
    if (ending instanceof Error) throw ending
    return ending === true
  }
  return { ...client, deleteSession }
}

const connectionClosed = failure('CONNECTION_CLOSED', { address })

/** What it gives, and how long that took. */
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
  ['it is ended', [true], 0],
  [
    'it is ended after failures',
    [connectionClosed, connectionClosed, connectionClosed, connectionClosed, true],
    1_400,
  ],
  ['it appears late', [false, true], 100],
  ['it is not there, time and again', [false], 400],
  [
    'there is no such virtual proxy',
    [failure('VIRTUAL_PROXY_UNKNOWN', { prefix: 'sales', status: 404 })],
    400,
  ],
])('knows that the session is gone when %s', async (_, endings, ms) => {
  expect(await endSession(await createClient(...endings))).toEqual({ isGone: true, ms })
  expect(process.stderr.write).not.toHaveBeenCalled()
})

it('gives up after five seconds, with a warning that says why', async () => {
  expect(await endSession(await createClient(connectionClosed))).toEqual({ isGone: false, ms: 5_000 })
  expect(process.stderr.write).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^hubpass: a session may be left behind: qlik:4243 closed .*\n$/),
  )
})

it('gives up after less than a second when somebody waits for us to go', async () => {
  expect(await endSession(await createClient(connectionClosed), AbortSignal.abort())).toEqual({
    isGone: false,
    ms: 900,
  })
})

it('gives up soon after somebody begins to wait for us to go', async () => {
  const client = await createClient(connectionClosed)
  const hurry = new AbortController()
  setTimeout(() => hurry.abort(), 2_000)
  expect(await endSession(client, hurry.signal)).toEqual({ isGone: false, ms: 2_900 })
})
