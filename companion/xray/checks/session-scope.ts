import { getHost } from '#protocol/site'
import type { ProxyService } from '../../qlik/qrs/wire.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { isSignedInAs, toEvidence } from '../questions/exchange.ts'
import { userAgent } from '../questions/questions.ts'
import { isNodeOf } from '../questions/site-facts.ts'
import { askFirstTicket } from '../questions/tickets.ts'
import { inInstallation } from '../rules/places.ts'
import { Unclear } from '../unclear.ts'

const getOrigin = ({
  serverNodeConfiguration: { hostName },
  settings: { listenPort = 443 },
}: ProxyService): string => `https://${hostName.toLowerCase()}:${listenPort}`

const nodes = defineCheck({
  id: 'SC-21',
  title: 'Proxy nodes',
  asked: '/qps/user with the session at every other proxy node of QRS that serves the virtual proxy.',
  passWhen: 'The other nodes do not know the session, as Qlik documents. The answer of each is reported.',
  why: 'Sessions belong to one proxy node. If others accept them, something in front of them or a session module shares them.',
  fix: 'Decide whether nodes share sessions: by a session module, or by a load balancer that keeps users on one node.',
  severity: 'info',
  class: 'O',
  phase: 'main',
  references: ['Qlik support article 1714144'],
  ask: async questions => {
    await questions.assertSignedIn()
    const { services } = await questions.facts()
    const { id } = await questions.virtualProxy()
    const { hub } = questions.port
    const origins = new Set(
      services
        .filter(
          service => !isNodeOf(hub, service) && service.settings.virtualProxies.some(each => each.id === id),
        )
        .map(getOrigin),
    )
    const isHubListed = services.some(service => isNodeOf(hub, service))
    const exchanges = []
    const silent: string[] = []
    for (const origin of origins) {
      const exchange = await questions
        .ask({
          origin,
          path: questions.path('/qps/user'),
          sessionId: questions.sessionId,
          with: `at ${getHost(origin)}, port ${new URL(origin).port || 443}`,
        })
        .catch(error => {
          const finding = questions.port.describe(error)
          if (finding === undefined || finding.code === 'CANCELLED') throw error
          silent.push(finding.message)
        })
      if (exchange !== undefined) exchanges.push(exchange)
    }
    return { exchanges, silent, isHubListed, user: questions.port.user }
  },
  judge({ exchanges, silent, isHubListed, user }) {
    // Behind another name of the hub is one of the nodes, which knows the session rightly.
    const expected = isHubListed ? 0 : 1
    const evidence = [...exchanges.map(each => toEvidence(each)), ...silent]
    const knowing = exchanges.filter(each => isSignedInAs(each, user))
    if (exchanges.length + silent.length <= expected)
      return undecided('QRS lists no other proxy node for this virtual proxy.')
    if (knowing.length <= expected && silent.length > 0)
      return undecided(`A proxy node does not answer. ${silent[0]}`, evidence)
    if (knowing.length <= expected)
      return passed(`None of ${exchanges.length - expected} other proxy nodes knows the session.`, evidence)
    return failed(
      'Another proxy node accepts the session.',
      inInstallation('sessions of one node, or a decision to share them', 'nodes share sessions'),
      evidence,
    )
  },
})

const otherUserAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:146.0) Gecko/20100101 Firefox/146.0'

const clientBinding = defineCheck({
  id: 'SC-37',
  title: 'Session bound to its browser',
  asked: '/qps/user with one cookie and two User-Agents, where the extended security environment is on.',
  passWhen: 'The other User-Agent does not get the session. The report says what happens.',
  why: 'The extended security environment makes the browser a part of the identity. Rules may rely on it.',
  fix: 'Qlik Sense decides what a change of the browser does. Do not rely on it if the session goes on.',
  severity: 'info',
  class: 'O',
  phase: 'tickets',
  references: ['Qlik help: X-Qlik-Security'],
  ask: async questions => {
    const { sessionId } = await askFirstTicket(questions)
    const isOn = (await questions.virtualProxy()).extendedSecurityEnvironment
    if (isOn !== true)
      throw new Unclear(
        isOn === undefined
          ? 'QRS does not tell whether the extended security environment is on.'
          : 'The extended security environment is off, so sessions belong to no browser.',
      )
    const path = questions.path('/qps/user')
    return {
      user: questions.port.user,
      first: await questions.ask({
        path,
        sessionId,
        headers: { 'User-Agent': userAgent },
        with: 'as Chrome',
      }),
      second: await questions.ask({
        path,
        sessionId,
        headers: { 'User-Agent': otherUserAgent },
        with: 'as Firefox',
      }),
    }
  },
  judge({ user, first, second }) {
    const evidence = [toEvidence(first), toEvidence(second)]
    if (!isSignedInAs(first, user)) return undecided('The session of the ticket did not work.', evidence)
    if (!isSignedInAs(second, user)) return passed('Another browser does not get the session.', evidence)
    return failed(
      'Another browser gets the session, despite the extended security environment.',
      inInstallation('rules that do not rely on the browser', 'a session works in every browser'),
      evidence,
    )
  },
})

export const sessionScopeChecks: readonly Check[] = [nodes, clientBinding]
