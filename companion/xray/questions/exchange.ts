import { say } from '#messages/checks/message'
import { isSameUser, type UserName } from '#protocol/identity'
import { lowercaseKeys } from '../../qlik/http/json.ts'
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
  const isJson = /json/i.test(String(answer.headers['content-type']))
  const text = isJson
    ? body
        .replace(/^\uFEFF/, '')
        .replace(/\s+/g, ' ')
        .trim()
    : ''
  const parts = [String(status), ...shown, ...(text === '' ? [] : [cut(text)])]
  return `${asked} → ${parts.join(' · ')}`
}

/** The run cuts shorter, but only when the secrets are masked: half a secret would not be found. */
const cut = (text: string): string => text.slice(0, maxLength).replace(/(qlikTicket=)[^&\s]*/gi, '$1…')

const maxLength = 20_000

/** Returns all values of a header. */
export function readHeader({ headers }: Answer, name: string): string[] {
  const value = headers[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** Whom `/qps/user` names (docs/facts/qlik-sense.md §2.1). Throws {@link Unclear} if it does not say. */
export function readIdentity(exchange: Exchange): UserName | 'anonymous' | 'nobody' {
  const { status, body } = exchange.answer
  if (status >= 300 && status < 500) return 'nobody'
  const content = status === 200 ? lowercaseKeys(parseObject(body)) : undefined
  const { session, userdirectory: userDirectory, userid: userId, loginuri: loginUri } = content ?? {}
  const isNamed = typeof userDirectory === 'string' && typeof userId === 'string'
  if (isNamed && /^none$/i.test(userDirectory)) return 'anonymous'
  if ((typeof session === 'string' && /^inactive$/i.test(session)) || (!isNamed && loginUri !== undefined))
    return 'nobody'
  if (isNamed) return { userDirectory, userId }
  throw new Unclear(say('check.unclear.noUser', { status }), [toEvidence(exchange)])
}

/** Returns who is signed in. An anonymous user is not. */
export function readUser(exchange: Exchange): UserName | undefined {
  const identity = readIdentity(exchange)
  return typeof identity === 'string' ? undefined : identity
}

/** Returns whether the exchange signs this user in. */
export function isSignedInAs(exchange: Exchange, user: UserName): boolean {
  const named = readUser(exchange)
  return named !== undefined && isSameUser(named, user)
}

/** Returns the paths of exchanges as they were asked. */
export const listPaths = (exchanges: readonly Exchange[]): string[] =>
  exchanges.map(({ asked }) => asked.split(' ')[1] ?? '')

const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400

/** Returns where a redirect leads, or undefined. */
export function findTarget(
  { path, answer }: Pick<Exchange, 'path' | 'answer'>,
  origin: string,
): URL | undefined {
  const [location = ''] = readHeader(answer, 'location')
  const base = `${origin}${path}`
  return isRedirect(answer) && location !== '' && URL.canParse(location, base)
    ? new URL(location, base)
    : undefined
}

/** Returns whether two answers show the same page, apart from tokens that differ each time. */
export const isSamePage = (one: Answer, other: Answer): boolean =>
  one.status === other.status && [one, other].map(toComparable).every((text, _, [first]) => text === first)

const toComparable = (answer: Answer): string =>
  [...readHeader(answer, 'location'), answer.body].join('\n').replace(/[\w+=-]{16,}/g, '…')
