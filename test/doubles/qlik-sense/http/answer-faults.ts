import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, html } from './answer.ts'
import type { Question } from './question.ts'
import { send, sendHead } from './send.ts'

/** One answer that is about to go wrong. */
export interface Delivery {
  readonly answer: Answer
  readonly response: ServerResponse
  readonly ended: Promise<void>
  readonly ms: number
}

export interface AnswerFault {
  readonly what: string
  deliver(delivery: Delivery): void | Promise<void>
  /** Which questions it spoils; all unless told. */
  spoils?(question: Question): boolean
}

/** More than 1 MiB, in many pieces. */
const HUGE_PIECE = Buffer.alloc(64 * 1024, ' ')
const HUGE_PIECES = 20

export const ANSWER_FAULTS = {
  slow: {
    what: 'answers after a while (3 s unless told), or when the fault ends',
    deliver: async ({ answer, response, ended, ms }) => {
      await Promise.race([wait(ms, undefined, { ref: false }), ended])
      send(answer, response)
    },
  },
  silent: {
    what: 'does not answer before the fault ends',
    deliver: async ({ answer, response, ended }) => {
      await ended
      send(answer, response)
    },
  },
  hangUp: {
    what: 'closes the connection in place of an answer',
    deliver: ({ response }) => void response.socket?.destroy(),
  },
  cut: {
    what: 'closes the connection after half of the answer',
    deliver: ({ answer, response }) => {
      // A length beyond what follows, so that an empty body is cut too.
      sendHead(answer, response, { 'content-length': String(Buffer.byteLength(answer.body) + 16) })
      response.write(answer.body.slice(0, answer.body.length / 2) || ' ', () => response.socket?.destroy())
    },
  },
  garbage: {
    what: 'has a body that is not JSON where JSON is announced',
    deliver: ({ answer, response }) =>
      send({ ...jsonHead(answer), body: '{"SessionId": <<< not json' }, response),
  },
  wrongShape: {
    what: 'has JSON of another shape',
    deliver: ({ answer, response }) =>
      send({ ...jsonHead(answer), body: '{"unexpected":[1,{"shape":true}]}' }, response),
  },
  huge: {
    what: 'streams more than 1 MiB',
    deliver: async ({ answer, response }) => {
      sendHead(jsonHead(answer), response, { 'transfer-encoding': 'chunked' })
      for (let piece = 0; piece < HUGE_PIECES && response.writable; piece += 1)
        await written(response, HUGE_PIECE)
      response.end('null')
    },
  },
  wrongContentType: {
    what: 'announces HTML',
    deliver: ({ answer, response }) =>
      send({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } }, response),
  },
  hubErrorPage: {
    what: 'answers pages for users (hub, apps) with an error page, status 500',
    spoils: ({ door, segments }) =>
      door === 'proxy' && segments.some(segment => /^(hub|sense)$/i.test(segment)),
    deliver: ({ response }) =>
      send(html(500, '<!DOCTYPE html><title>Error 500</title><h1>Internal server error</h1>'), response),
  },
} as const satisfies Record<string, AnswerFault>

export type AnswerFaultName = keyof typeof ANSWER_FAULTS

const jsonHead = (answer: Answer): Answer => ({
  ...answer,
  headers: { 'content-type': 'application/json; charset=utf-8' },
})

const written = (response: ServerResponse, piece: Buffer): Promise<void> =>
  new Promise(resolve => {
    response.once('close', resolve) // a client that has seen enough hangs up
    response.write(piece, () => {
      response.off('close', resolve)
      resolve()
    })
  })
