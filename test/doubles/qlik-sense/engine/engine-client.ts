import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { requestHub } from '../client.ts'
import type { QlikSenseDouble } from '../double.ts'

const FrameSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ method: v.optional(v.string()), params: v.optional(v.record(v.string(), v.unknown())) }),
)

type Frame = v.InferOutput<typeof FrameSchema>

/** A WebSocket of a test, from its handshake to its end. */
export interface ClientSocket {
  /** 101, or the status of the refusal. */
  readonly status: number
  readonly frames: readonly Frame[]
  readonly socket: WebSocket
  /** Resolves with the code of the closure. */
  readonly closed: Promise<number>
  /** Resolves with the parameters of a notification, also of an earlier one. */
  receive(method: string): Promise<Frame['params']>
}

export interface HandshakeOptions {
  readonly path?: string
  readonly cookies?: Readonly<Record<string, string>>
  /** By default the address of the hub. */
  readonly origin?: string
  /** By default a token of the session in the cookies. */
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

export const ENGINE_PATH = '/sales/app/engineData'

/** Gets the token of the session in the cookies. */
export async function fetchToken(
  qlik: QlikSenseDouble,
  cookies: Readonly<Record<string, string>>,
  prefix = 'sales',
): Promise<string> {
  const { headers } = await requestHub(qlik, `/${prefix}/qps/csrftoken`, cookies)
  return String(headers['qlik-csrf-token'] ?? '')
}

/** Opens a WebSocket, or learns why it is refused. */
export async function connectToEngine(
  qlik: QlikSenseDouble,
  { path = ENGINE_PATH, cookies = {}, origin = qlik.hub, token, headers = {} }: HandshakeOptions = {},
): Promise<ClientSocket> {
  const cookie = Object.entries(cookies)
    .map(pair => pair.join('='))
    .join('; ')
  const csrfToken = token ?? (await fetchToken(qlik, cookies))
  const url = new URL(`${qlik.hub.replace('http', 'ws')}${path}`)
  if (csrfToken !== '') url.searchParams.set('qlik-csrf-token', csrfToken)
  const socket = new WebSocket(url, {
    ...(origin === '' ? {} : { origin }),
    headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
    ca: readFileSync(join(qlik.certificates.folder, 'root.pem')),
  })
  return followSocket(socket)
}

function followSocket(socket: WebSocket): Promise<ClientSocket> {
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  socket.on('message', data => {
    frames.push(v.parse(FrameSchema, String(data)))
    for (const look of waiting) look()
  })
  const receive = (method: string) =>
    new Promise<Frame['params']>(resolve => {
      const look = () => {
        const frame = frames.find(each => each.method === method)
        if (frame) resolve(frame.params)
      }
      waiting.add(look)
      look()
    })
  return new Promise((resolve, reject) => {
    const settle = (status: number) => resolve({ status, frames, socket, closed, receive })
    socket.once('open', () => settle(101))
    socket.once('unexpected-response', (_, response) => {
      settle(response.statusCode ?? 0)
      response.destroy()
    })
    socket.once('error', reject)
  })
}
