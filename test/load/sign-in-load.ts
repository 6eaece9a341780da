import { randomUUID } from 'node:crypto'
import { defaultCookieName } from '#protocol/session-cookie'
import { requestUrl } from '../doubles/qlik-sense/client.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { type NativeHost, startNativeHost } from '../support/native-host.ts'
import { type ProcessUsage, readProcessUsage } from '../support/process-usage.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'

export interface LoadOptions {
  /** The number of sign-ins one after the other. */
  inARow: number
  /** The number of sign-ins at once. */
  atOnce: number
  signal?: AbortSignal
  onProgress?: (done: number) => void
}

export interface LoadResult {
  signIns: number
  /** Requests that the companion refused because too many were running, and that were sent again. */
  refused: number
  sessionsLeft: number
  /** After a fifth of the sign-ins in a row, after all of them, and after those at once. */
  warm: ProcessUsage | undefined
  afterRow: ProcessUsage | undefined
  afterCrowd: ProcessUsage | undefined
}

/** Signs in through one companion, as the worker does, and reads what the companion uses. */
export async function runLoad({ inARow, atOnce, signal, onProgress }: LoadOptions): Promise<LoadResult> {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start({ recording: false })
  await writeConfig(home.path, siteConfigFor(qlik))
  await using host = startNativeHost({ home: home.path })
  const result: LoadResult = {
    ...{ signIns: 0, refused: 0, sessionsLeft: 0 },
    ...{ warm: undefined, afterRow: undefined, afterCrowd: undefined },
  }
  const signIn = async (index: number): Promise<void> => {
    signal?.throwIfAborted()
    await signInOnce(host, qlik, `User${index % 20}`, () => {
      result.refused += 1
    })
    result.signIns += 1
    onProgress?.(result.signIns)
  }
  for (let index = 0; index < inARow; index += 1) {
    await signIn(index)
    if (index === Math.floor(inARow / 5)) result.warm = readProcessUsage(host.pid)
  }
  result.afterRow = readProcessUsage(host.pid)
  await Promise.all(Array.from({ length: atOnce }, (_, index) => signIn(index)))
  result.afterCrowd = readProcessUsage(host.pid)
  result.sessionsLeft = qlik.sessions.length
  return result
}

/** Takes the steps of a run that need the companion or Qlik Sense, and ends the session. */
async function signInOnce(
  host: NativeHost,
  qlik: QlikSenseDouble,
  userId: string,
  onRefused: () => void,
): Promise<void> {
  const send = (command: string, params: object) => sendUntilAccepted(host, command, params, onRefused)
  const [site, prefix, sessionId] = ['acme', '', randomUUID()]
  await send('checkCredential', { site })
  const identity = { userDirectory: 'DOMAIN', userId, attributes: [] }
  await send('createSession', { site, prefix, sessionId, identity })
  const headers = { Cookie: `${defaultCookieName(prefix)}=${sessionId}` }
  const { body } = await requestUrl(qlik, `${qlik.hub}/qps/user`, { headers, withoutCertificate: true })
  if (!body.includes(`"${userId}"`)) throw new Error(`The hub reports another user than ${userId}: ${body}`)
  await send('endSession', { site, prefix, sessionId })
}

async function sendUntilAccepted(
  host: NativeHost,
  command: string,
  params: object,
  onRefused: () => void,
): Promise<void> {
  for (;;) {
    const answer = await host.sendCommand(command, params)
    if (answer.ok) return
    if (!/BUSY|TOO_MANY/.test(answer.error.code)) throw new Error(`${command}: ${answer.error.message}`)
    onRefused()
    await host.nextResponse()
  }
}
