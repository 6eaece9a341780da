import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { IncomingRequest } from './request.ts'
import { empty, html, type OutgoingResponse } from './response.ts'
import { send, sendHead } from './send.ts'

/** A response that a fault is about to change. */
export interface Delivery {
  readonly planned: OutgoingResponse
  readonly response: ServerResponse
  readonly ended: Promise<void>
  readonly ms: number
}

export interface ResponseFault {
  readonly what: string
  deliver(delivery: Delivery): void | Promise<void>
  /** Whether the fault affects a request, by default all. */
  affects?(request: IncomingRequest): boolean
}

/** Returns whether a request is for the hub or an app. */
function isPage({ endpoint, segments }: IncomingRequest): boolean {
  return endpoint === 'proxy' && segments.some(segment => /^(hub|sense)$/i.test(segment))
}

/** More than 1 MiB, in many pieces. */
const HUGE_CHUNK = Buffer.alloc(64 * 1024, ' ')
const HUGE_CHUNK_COUNT = 20

export const RESPONSE_FAULTS = {
  slow: {
    what: 'delays the response (3 s by default) until the fault ends',
    deliver: async ({ planned, response, ended, ms }) => {
      await Promise.race([wait(ms, undefined, { ref: false }), ended])
      send(planned, response)
    },
  },
  silent: {
    what: 'sends no response before the fault ends',
    deliver: async ({ planned, response, ended }) => {
      await ended
      send(planned, response)
    },
  },
  hangUp: {
    what: 'closes the connection instead of a response',
    deliver: ({ response }) => void response.socket?.destroy(),
  },
  cut: {
    what: 'closes the connection after half of the response',
    deliver: ({ planned, response }) => {
      // A length beyond the body, so that an empty body is cut too.
      sendHead(planned, response, { 'content-length': String(Buffer.byteLength(planned.body) + 16) })
      response.write(planned.body.slice(0, planned.body.length / 2) || ' ', () => response.socket?.destroy())
    },
  },
  garbage: {
    what: 'sends a JSON content type with a body that is not JSON',
    deliver: ({ planned, response }) =>
      send({ ...withJsonType(planned), body: '{"SessionId": <<< not json' }, response),
  },
  wrongShape: {
    what: 'sends JSON of another shape',
    deliver: ({ planned, response }) =>
      send({ ...withJsonType(planned), body: '{"unexpected":[1,{"shape":true}]}' }, response),
  },
  huge: {
    what: 'streams more than 1 MiB',
    deliver: async ({ planned, response }) => {
      sendHead(withJsonType(planned), response, { 'transfer-encoding': 'chunked' })
      for (let piece = 0; piece < HUGE_CHUNK_COUNT && response.writable; piece += 1)
        await writeChunk(response, HUGE_CHUNK)
      response.end('null')
    },
  },
  wrongContentType: {
    what: 'sends an HTML content type',
    deliver: ({ planned, response }) =>
      send({ ...planned, headers: { ...planned.headers, 'content-type': 'text/html' } }, response),
  },
  forbidden: {
    what: 'refuses to read with 403 and without a body',
    affects: ({ method }) => method === 'GET',
    deliver: ({ response }) => send(empty(403), response),
  },
  hubErrorPage: {
    what: 'sends an error page with status 500 for hub and apps',
    affects: isPage,
    deliver: ({ response }) =>
      send(html(500, '<!DOCTYPE html><title>Error 500</title><h1>Internal server error</h1>'), response),
  },
  hugeHeaders: {
    what: 'sends a megabyte of headers with hub and apps',
    affects: isPage,
    deliver: ({ planned, response }) =>
      send({ ...planned, headers: { ...planned.headers, 'x-padding': 'x'.repeat(1024 * 1024) } }, response),
  },
} as const satisfies Record<string, ResponseFault>

export type ResponseFaultName = keyof typeof RESPONSE_FAULTS

const withJsonType = (planned: OutgoingResponse): OutgoingResponse => ({
  ...planned,
  headers: { 'content-type': 'application/json; charset=utf-8' },
})

const writeChunk = (response: ServerResponse, piece: Buffer): Promise<void> =>
  new Promise(resolve => {
    response.once('close', resolve) // the client may hang up
    response.write(piece, () => {
      response.off('close', resolve)
      resolve()
    })
  })
