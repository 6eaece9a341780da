import { Unclear } from '../unclear.ts'
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
    throw new Unclear(`The proxy set no cookie ${name} for a ticket (status ${answer.status}).`)
  secrets.add(sessionId)
  return { exchange, setCookie, sessionId }
}

/** The first ticket, whose session stays for the checks of the phase `tickets`. */
export const askFirstTicket = (questions: Questions): Promise<TicketSession> =>
  questions.recall('first ticket', () => signIn(questions))

/** Another ticket, whose session is ended at once. */
async function askFurtherTicket(questions: Questions): Promise<string> {
  const { sessionId } = await signIn(questions)
  await questions.port.endSession(sessionId)
  return sessionId
}

/** The ids of three tickets. */
export async function askTicketIds(questions: Questions): Promise<string[]> {
  const { sessionId } = await askFirstTicket(questions)
  return [sessionId, await askFurtherTicket(questions), await askFurtherTicket(questions)]
}

/** The session of a ticket that is redeemed while the cookie has an unknown id. */
export interface Fixation {
  plantedId: string
  issued: TicketSession
  isPlantedKnown: boolean
}

export async function plantId(questions: Questions): Promise<Fixation> {
  const plantedId = crypto.randomUUID()
  questions.secrets.add(plantedId)
  const issued = await signIn(questions, plantedId)
  const isPlantedKnown = await questions.port.knowsSession(plantedId)
  await questions.port.endSession(issued.sessionId)
  return { plantedId, issued, isPlantedKnown }
}
