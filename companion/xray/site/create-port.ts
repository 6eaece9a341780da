import { reasonOfFinding, toFinding } from '#protocol/findings/to-finding'
import type { Attribute, UserName } from '#protocol/identity'
import { makeSessionId } from '#protocol/session-id-form'
import { getHost, isHttps, withPrefix } from '#protocol/site'
import type { Caller } from '../../audit/format-entry.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { Endpoint, HttpRequest, HttpResponse } from '../../qlik/http/endpoint.ts'
import { getPlain } from '../../qlik/http/plain-request.ts'
import { sendQlikRequest } from '../../qlik/http/qlik-request.ts'
import { sendRequest } from '../../qlik/http/request.ts'
import { getGate } from '../../qlik/http/request-gate.ts'
import { toHubAddress } from '../../qlik/hub/address.ts'
import { createHubEndpoints, type HubEndpoints, sendToHub, sendToPlainHub } from '../../qlik/hub/send.ts'
import { connectToQps } from '../../qlik/qps/client.ts'
import { userPath } from '../../qlik/qps/paths.ts'
import { readUserAccess } from '../../qlik/qrs/access/user-access.ts'
import { connectToQrs } from '../../qlik/qrs/client.ts'
import { resolveEndpoint } from '../../qlik/site-endpoint.ts'
import { parseAddress } from '../../util/address.ts'
import { once } from '../../util/once.ts'
import type { HubRequest, Limits, XrayPort } from '../port.ts'
import { findTarget } from '../questions/exchange.ts'
import { listLiveLines } from '../rules/set-cookie.ts'
import { OwnSessions } from './own-sessions.ts'
import { inspectHub, negotiateOldTls } from './tls.ts'

const defaultLimits: Limits = { firstMessageMs: 5_000, socketEndMs: 10_000 }

/** Shorter than elsewhere, because a run asks so often. */
const hubTimeoutMs = 10_000

/** Plain http is asked at a port that a firewall may drop. */
const plainTimeoutMs = 5_000

/** The time of a run, which tests replace. */
export interface Time {
  now(): number
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export interface PortOptions {
  site: SiteConfiguration
  prefix: string
  user: UserName
  /** Attributes of its sessions. Default: none. */
  attributes?: readonly Attribute[]
  /** Default: `cli`. */
  via?: Caller
  signal: AbortSignal
  limits?: Partial<Limits>
  time?: Time
}

/**
 * Connects the checks to a site. `endAll` ends what they leave. Throws the codes of the group
 * credential.
 */
export async function createPort(options: PortOptions): Promise<XrayPort & { endAll(): Promise<void> }> {
  const { site, prefix, user, attributes = [], via = 'cli', signal, time = systemTime } = options
  // Side by side, they read the files of the credential once.
  const [qps, qrs, qpsEndpoint, hubEndpoints] = await Promise.all([
    connectToQps(site),
    connectToQrs(site),
    resolveEndpoint(site, 'qps'),
    createHubEndpoints(site, toHubAddress(site.hub)),
  ])
  const own = new OwnSessions({ site: site.id, prefix, user, attributes, via }, qps, signal)
  const gate = getGate(site)
  let requests = 0
  const count = <T>(promise: Promise<T>): Promise<T> => {
    requests += 1
    return promise
  }
  const send = giveUpOnSilence(request => sendToFrontEnd(request, options, hubEndpoints))
  const inspect = once(() => count(inspectHub(hubEndpoints, signal)))
  const isOwnSession = async (sessionId: string) => {
    if (!own.has(sessionId)) await count(own.list())
    return own.has(sessionId)
  }
  return {
    site: site.id,
    hub: site.hub,
    prefix,
    user,
    signal,
    limits: { ...defaultLimits, ...options.limits },
    sendToHub: request => count(send(request)),
    sendPlain: (address, { path, headers = {} }) =>
      count(getPlain({ address, gate }, { path, headers }, { signal, timeoutMs: plainTimeoutMs })),
    readQrs: async path => (await count(qrs.get(path, { signal }))).content,
    readUserAccess: () => readUserAccess(qrs, user, { signal }),
    inspectTls: async () => (await inspect()).facts,
    negotiateOldTls: () => count(negotiateOldTls(hubEndpoints[0], signal)),
    openSocketOptions: async () =>
      isHttps(site.hub) ? { secureContext: (await inspect()).secureContext } : {},
    makeSessionId() {
      const sessionId = makeSessionId(crypto, site.sessionIds)
      own.addId(sessionId)
      return sessionId
    },
    createSession: (sessionId, onPrefix) => count(own.create(sessionId, onPrefix)),
    redeemTicket: (cookieName, headers) =>
      count(
        own.createByTicket(async ticket => {
          const path = `${withPrefix('', prefix)}/hub/?qlikTicket=${encodeURIComponent(ticket)}`
          const readId = ({ headers }: HttpResponse) =>
            listLiveLines(headers['set-cookie'] ?? [], cookieName).at(-1)?.value
          let result = await count(send({ path, headers }))
          const target = findTarget({ path, answer: result }, site.hub)
          // Another address of the hub takes the ticket.
          if (readId(result) === undefined && target?.origin === site.hub && target.search.includes(ticket))
            result = await count(send({ path: `${target.pathname}${target.search}`, headers }))
          return { result, sessionId: readId(result) }
        }),
      ),
    isOwnSession,
    endSession: async sessionId => {
      if (await isOwnSession(sessionId)) await count(own.end(sessionId))
    },
    listSessions: () => count(own.list()),
    knowsSession: sessionId => count(own.knows(sessionId)),
    askQps: variant => count(askQps(qpsEndpoint, options, variant)),
    recordLogout: work => own.recordLogout(work),
    now: time.now,
    wait: async ms => {
      await own.writeOutcomes()
      await time.wait(ms, signal)
    },
    countRequest() {
      requests += 1
    },
    get requests() {
      return requests
    },
    get sessions() {
      return own.count
    },
    describe(error) {
      const finding = toFinding(error)
      return finding.code === 'INTERNAL'
        ? undefined
        : { code: finding.code, message: reasonOfFinding(finding) }
    },
    endAll: () => own.endAll(),
  }
}

/** Sends a request to the front end, or to another node of it. */
async function sendToFrontEnd(
  { origin, method = 'GET', path, headers = {} }: HubRequest,
  { site, signal }: PortOptions,
  endpoints: HubEndpoints,
): Promise<HttpResponse> {
  const target = origin ?? site.hub
  const request: HttpRequest = { method, path, headers }
  if (!isHttps(target))
    return sendToPlainHub(
      { address: toHubAddress(target), gate: getGate(site) },
      request,
      signal,
      hubTimeoutMs,
    )
  const isUsual = origin === undefined && headers.Host === undefined
  // A foreign Host header must not change the name that the certificate is checked for.
  const name = headers.Host === undefined ? {} : { serverName: getHost(target) }
  return sendToHub(isUsual ? endpoints : moveTo(target, name, endpoints), request, signal, hubTimeoutMs)
}

function moveTo(
  target: string,
  name: Pick<Endpoint, 'serverName'>,
  [trusted, createGeneral]: HubEndpoints,
): HubEndpoints {
  const address = toHubAddress(target)
  const place = { ...parseAddress(address), address, ...name }
  return [{ ...trusted, ...place }, () => ({ ...createGeneral(), ...place })]
}

/** A front end that did not answer so often in a row is asked no more. */
const maxTimeouts = 2

/** Keeps a run from waiting for each of dozens of requests. */
function giveUpOnSilence(
  send: (request: HubRequest) => Promise<HttpResponse>,
): (request: HubRequest) => Promise<HttpResponse> {
  let timeouts: unknown[] = []
  return async request => {
    if (timeouts.length >= maxTimeouts) throw timeouts[0]
    try {
      const response = await send(request)
      timeouts = []
      return response
    } catch (error) {
      if (request.origin === undefined && toFinding(error).code === 'TIMEOUT') timeouts.push(error)
      throw error
    }
  }
}

/** Asks for the sessions of the user, without what QPS requires. */
async function askQps(
  endpoint: Endpoint,
  { prefix, user, signal }: PortOptions,
  variant: 'withoutCertificate' | 'withoutKey',
): Promise<HttpResponse> {
  const options = { signal, timeoutMs: plainTimeoutMs, probeOnClose: false }
  const request = { method: 'GET' as const, path: userPath(prefix, user), headers: {} }
  if (variant === 'withoutKey') return sendRequest(endpoint, request, options)
  const { createContextWithoutCertificate } = endpoint
  if (createContextWithoutCertificate === undefined) throw new Error('the credential has no root')
  const anonymous = {
    ...endpoint,
    secureContext: createContextWithoutCertificate(),
    fingerprint: `${endpoint.fingerprint} without certificate`,
    transport: undefined,
  }
  return sendQlikRequest(anonymous, request, options)
}

const systemTime: Time = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', abort)
        resolve()
      }, ms)
      signal.addEventListener('abort', abort, { once: true })
      if (signal.aborted) abort()
    }),
}
