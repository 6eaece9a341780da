import { say } from '#messages/checks/message'
import { isSameUser, type UserName } from '#protocol/identity'
import { parseObject } from '../../util/parse-object.ts'
import type { Answer } from '../port.ts'
import { Unclear } from '../unclear.ts'

/** A request in words, and its answer. */
export interface Exchange {
  asked: string
  /** Without the query. */
  path: string
  answer: Answer
}

/** Returns one line for the evidence. */
export function toEvidence({ asked, answer }: Exchange, ...headers: readonly string[]): string {
  const { status, body } = answer
  const shown = ['location', ...headers]
    .filter((name, index, names) => names.indexOf(name) === index)
    .flatMap(name => readHeader(answer, name).map(value => `${name}: ${cut(value)}`))
  const isJson = /json/.test(String(answer.headers['content-type']))
  const parts = [String(status), ...shown, ...(isJson && body !== '' ? [cut(body)] : [])]
  return `${asked} → ${parts.join(' · ')}`
}

/** The run cuts shorter, but only when the secrets are masked: half a secret would not be found. */
const cut = (text: string): string => text.slice(0, maxLength)

const maxLength = 20_000

/** Returns all values of a header. */
export function readHeader({ headers }: Answer, name: string): string[] {
  const value = headers[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** Who `/qps/user` names. An anonymous user is not signed in. */
export function readUser(exchange: Exchange): UserName | undefined {
  const { status, body } = exchange.answer
  if (status >= 300 && status < 500) return undefined
  const content = status === 200 ? parseObject(body) : undefined
  if (content === undefined)
    throw new Unclear(say('check.unclear.noUser', { status }), [toEvidence(exchange)])
  const { session, userDirectory, userId } = content
  if (session === 'inactive') return undefined
  return typeof userDirectory === 'string' && typeof userId === 'string'
    ? { userDirectory, userId }
    : undefined
}

/** Returns whether the exchange signs this user in. */
export function isSignedInAs(exchange: Exchange, user: UserName): boolean {
  const named = readUser(exchange)
  return named !== undefined && isSameUser(named, user)
}

/** Returns the paths of exchanges as they were asked. */
export const listPaths = (exchanges: readonly Exchange[]): string[] =>
  exchanges.map(({ asked }) => asked.split(' ')[1] ?? '')

export const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400
