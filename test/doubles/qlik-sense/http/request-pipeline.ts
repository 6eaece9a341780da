import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { TLSSocket } from 'node:tls'
import type { ActiveFaults } from './active-faults.ts'
import { readClientCertificate } from './client-certificate.ts'
import type { RequestHandler } from './listener.ts'
import { type EndpointName, type IncomingRequest, parseRequest } from './request.ts'
import { type OutgoingResponse, text } from './response.ts'

/** A request and the site's response to it, before any fault. */
export interface RecordedRequest extends IncomingRequest {
  readonly response: OutgoingResponse
}

export interface PipelineOptions {
  readonly endpoint: EndpointName
  /** The root of accepted client certificates. */
  readonly root: X509Certificate
  readonly faults: ActiveFaults
  handle(parsed: IncomingRequest): OutgoingResponse
  record(recorded: RecordedRequest): void
}

/** Creates the request handler of an endpoint: parse, respond, record, deliver. */
export function createRequestPipeline({
  endpoint,
  root,
  faults,
  handle: answer,
  record,
}: PipelineOptions): RequestHandler {
  const serve: (...args: Parameters<RequestHandler>) => Promise<void> = async (request, response) => {
    const parsed = await readRequest(request, endpoint, root)
    const planned = handleSafely(answer, parsed)
    record({ ...parsed, response: planned })
    await faults.deliver(parsed, planned, response)
  }
  // A client that disconnects gets no response.
  return (request, response) => void serve(request, response).catch(() => response.destroy())
}

async function readRequest(
  request: IncomingMessage,
  endpoint: EndpointName,
  root: X509Certificate,
): Promise<IncomingRequest> {
  const { method, url: target, headers, socket } = request
  return parseRequest({
    endpoint,
    secure: socket instanceof TLSSocket,
    method,
    target,
    headers,
    clientCertificate: readClientCertificate(socket, root),
    body: await readText(request),
  })
}

/** Answers a bug of the double with a status that does not look like a site's response. */
function handleSafely(answer: PipelineOptions['handle'], parsed: IncomingRequest): OutgoingResponse {
  try {
    return answer(parsed)
  } catch (error) {
    return text(599, `The Qlik Sense double failed: ${error instanceof Error ? error.stack : String(error)}`)
  }
}
