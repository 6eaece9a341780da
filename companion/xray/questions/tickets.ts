import { say } from '#messages/checks/message'
import { hasUnsafeSegment } from '#protocol/path-segments'
import { type LiveLine, listLiveLines, readCookieValue } from '../rules/set-cookie.ts'
import { ifClear, Unclear } from '../unclear.ts'
import { type Exchange, readHeader } from './exchange.ts'
import { type Questions, userAgent } from './questions.ts'

/** The answer that sets the session cookie of a ticket. */
export interface TicketSession {
  exchange: Exchange
  /** The raw lines of the session cookie. */
  setCookies: readonly string[]
  sessionId: string
}

/** Signs in with an own ticket. Throws {@link Unclear} if no session cookie comes. */
async function signIn(questions: Questions, plantedId?: string): Promise<TicketSession> {
  const { port, secrets } = questions
  const { name } = await questions.cookie()
  const headers = {
    'User-Agent': userAgent,
    ...(plantedId === undefined ? {} : { Cookie: `${name}=${plantedId}` }),
  }
  const answer = await port.redeemTicket(name, headers)
  const words = plantedId === undefined ? '' : ' and an unknown session id in the cookie'
  const path = questions.path('/hub/')
  const exchange = { asked: `GET ${path} with a ticket${words}`, path, answer }
  const lines = readHeader(answer, 'set-cookie')
  const named = listLiveLines(lines, name)
  const found = named.length > 0 ? named : await findOtherName(questions, lines)
  const last = found.at(-1)
  if (last === undefined)
    throw new Unclear(say('check.unclear.noTicketCookie', { cookie: name, status: answer.status }))
  secrets.add(last.value)
  return { exchange, setCookies: found.map(({ line }) => line), sessionId: last.value }
}

/** Finds a session cookie that has another name than QRS says: QPS knows its value. */
async function findOtherName({ port, secrets }: Questions, lines: readonly string[]): Promise<LiveLine[]> {
  for (const line of lines) {
    const value = readCookieValue(line)
    if (!isPossibleId(value)) continue
    secrets.add(value)
    if (await port.knowsSession(value)) return [{ line, value }]
  }
  return []
}

/** Whether QPS can be asked for it: a cookie of another purpose may have any value. */
const isPossibleId = (value: string): boolean =>
  value.length >= 8 && value.length <= 200 && !hasUnsafeSegment(value) && !/[\\\p{Cc}]/u.test(value)

/** The first ticket, whose session stays for the checks of the phase `tickets`. */
export const askFirstTicket = (questions: Questions): Promise<TicketSession> =>
  questions.recall('first ticket', () => signIn(questions))

/** The same for checks that use its session. Throws {@link Unclear} if it is not that of the ticket. */
export async function useFirstTicket(questions: Questions): Promise<TicketSession> {
  const ticket = await askFirstTicket(questions)
  if (await questions.port.isOwnSession(ticket.sessionId)) return ticket
  throw new Unclear(say('check.unclear.foreignSession'))
}

/** Ends the session of the first ticket, if there is one: no other check needs it. */
export async function endFirstTicket(questions: Questions): Promise<void> {
  const ticket = await ifClear(askFirstTicket(questions))
  if (ticket !== undefined) await questions.port.endSession(ticket.sessionId)
}

/** Another ticket, whose session is ended at once. */
async function askFurtherTicket(questions: Questions): Promise<string> {
  const { sessionId } = await signIn(questions)
  await questions.port.endSession(sessionId)
  return sessionId
}

/** The session of a ticket that is redeemed while the cookie has an unknown id. */
export interface Fixation {
  plantedId: string
  issued: TicketSession
  isPlantedKnown: boolean
}

export const plantId = (questions: Questions): Promise<Fixation> =>
  questions.recall('planted id', () => redeemWithPlantedId(questions))

async function redeemWithPlantedId(questions: Questions): Promise<Fixation> {
  const plantedId = questions.makeSessionId()
  const issued = await signIn(questions, plantedId)
  const isListed = (await questions.port.listSessions()).includes(plantedId)
  // QPS may know a session that it does not list.
  const isPlantedKnown = isListed || (await questions.port.knowsSession(plantedId))
  await questions.port.endSession(issued.sessionId)
  return { plantedId, issued, isPlantedKnown }
}

/** The ids of three tickets. The one with the planted id counts, unless the proxy has kept that. */
export async function askTicketIds(questions: Questions): Promise<string[]> {
  const { sessionId } = await askFirstTicket(questions)
  const { plantedId, issued } = (await ifClear(plantId(questions))) ?? {}
  const isChosen = issued !== undefined && issued.sessionId !== plantedId
  const third = isChosen ? issued.sessionId : await askFurtherTicket(questions)
  return [sessionId, await askFurtherTicket(questions), third]
}
