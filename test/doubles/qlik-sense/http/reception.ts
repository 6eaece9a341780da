import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import { type Answer, text } from './answer.ts'
import { readClientCertificate } from './client-certificate.ts'
import type { Listen } from './listener.ts'
import { type DoorName, type Question, understand } from './question.ts'
import type { RaisedFaults } from './raised-faults.ts'

/** A request that came in and what the site had to say to it, before any fault. */
export interface Asked extends Question {
  readonly answer: Answer
}

export interface Reception {
  readonly door: DoorName
  /** The root that client certificates have to come from. */
  readonly root: X509Certificate
  readonly faults: RaisedFaults
  answer(question: Question): Answer
  record(asked: Asked): void
}

/** What a door does with whoever comes in: understand, answer, write down, deliver. */
export function receive({ door, root, faults, answer, record }: Reception): Listen {
  const serve: (...args: Parameters<Listen>) => Promise<void> = async (request, response) => {
    const question = await hear(request, door, root)
    const answered = safely(answer, question)
    record({ ...question, answer: answered })
    await faults.deliver(question, answered, response)
  }
  // A client that breaks off in the middle gets no answer.
  return (request, response) => void serve(request, response).catch(() => response.destroy())
}

async function hear(request: IncomingMessage, door: DoorName, root: X509Certificate): Promise<Question> {
  const { method, url: target, headers, socket } = request
  return understand({
    door,
    secure: socket instanceof TLSSocket,
    method,
    target,
    headers,
    clientCertificate: readClientCertificate(socket, root),
    body: await readText(request),
  })
}

/** A bug of the double must not look like an answer of the site. */
function safely(answer: Reception['answer'], question: Question): Answer {
  try {
    return answer(question)
  } catch (error) {
    return text(599, `The Qlik Sense double failed: ${error instanceof Error ? error.stack : String(error)}`)
  }
}
