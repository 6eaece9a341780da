import { say } from '#messages/checks/message'
import { ifClear, Unclear } from '../unclear.ts'
import { type Exchange, readHeader } from './exchange.ts'
import { type Questions, userAgent } from './questions.ts'

/** The answer that sets the session cookie of a ticket. */
export interface TicketSession {
  exchange: Exchange
  /** The raw line. */
  setCookie: string
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
  const setCookie = readHeader(answer, 'set-cookie').find(line => line.startsWith(`${name}=`))
  const sessionId = setCookie
    ?.slice(name.length + 1)
    .split(';')[0]
    ?.trim()
  if (setCookie === undefined || sessionId === undefined || sessionId === '')
    throw new Unclear(say('check.unclear.noTicketCookie', { cookie: name, status: answer.status }))
  secrets.add(sessionId)
  return { exchange, setCookie, sessionId }
}

/** The first ticket, whose session stays for the checks of the phase `tickets`. */
export const askFirstTicket = (questions: Questions): Promise<TicketSession> =>
  questions.recall('first ticket', () => signIn(questions))

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
  const plantedId = crypto.randomUUID()
  questions.secrets.add(plantedId)
  const issued = await signIn(questions, plantedId)
  const isPlantedKnown = await questions.port.knowsSession(plantedId)
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
