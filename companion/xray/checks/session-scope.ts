import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { getHost } from '#protocol/site'
import type { ProxyService } from '../../qlik/qrs/wire.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { isSignedInAs, toEvidence } from '../questions/exchange.ts'
import { userAgent } from '../questions/questions.ts'
import { isNodeOf } from '../questions/site-facts.ts'
import { useFirstTicket } from '../questions/tickets.ts'
import { inInstallation } from '../rules/places.ts'
import { Unclear } from '../unclear.ts'

const getOrigin = ({
  serverNodeConfiguration: { hostName },
  settings: { listenPort = 443 },
}: ProxyService): string => `https://${hostName.toLowerCase()}:${listenPort}`

/** A run stays near 60 requests, whatever QRS lists. */
const maxNodes = 5

const nodes = defineCheck({
  id: 'SC-21',
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
        .map(getOrigin)
        .filter(origin => URL.canParse(origin)),
    )
    const isHubListed = services.some(service => isNodeOf(hub, service))
    const exchanges = []
    const silent: Text[] = []
    for (const origin of [...origins].slice(0, maxNodes)) {
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
    const left = Math.max(0, origins.size - maxNodes)
    return { exchanges, silent, left, isHubListed, user: questions.port.user }
  },
  judge({ exchanges, silent, left, isHubListed, user }) {
    // Behind another name of the hub is one of the nodes, which knows the session rightly.
    const expected = isHubListed ? 0 : 1
    const evidence = [
      ...exchanges.map(each => toEvidence(each)),
      ...silent.map(inEnglish),
      ...(left === 0 ? [] : [`${left} more nodes were not asked`]),
    ]
    const knowing = exchanges.filter(each => isSignedInAs(each, user))
    if (exchanges.length + silent.length <= expected) return undecided(say('check.SC-21.undecided'))
    if (knowing.length <= expected && silent.length > 0)
      return undecided(say('check.SC-21.noAnswer', { reason: silent[0] ?? '' }), evidence)
    if (knowing.length <= expected)
      return passed(say('check.SC-21.passed', { number: exchanges.length - expected }), evidence)
    return failed(
      say('check.SC-21.failed'),
      inInstallation(say('check.SC-21.wanted'), say('check.SC-21.present')),
      evidence,
    )
  },
})

const otherUserAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:146.0) Gecko/20100101 Firefox/146.0'

const clientBinding = defineCheck({
  id: 'SC-37',
  severity: 'info',
  class: 'O',
  phase: 'tickets',
  references: ['Qlik help: X-Qlik-Security'],
  ask: async questions => {
    const { sessionId } = await useFirstTicket(questions)
    const isOn = (await questions.virtualProxy()).extendedSecurityEnvironment
    if (isOn !== true)
      throw new Unclear(isOn === undefined ? say('check.SC-37.unknown') : say('check.SC-37.off'))
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
    if (!isSignedInAs(first, user)) return undecided(say('check.SC-37.undecided'), evidence)
    if (!isSignedInAs(second, user)) return passed(say('check.SC-37.passed'), evidence)
    return failed(
      say('check.SC-37.failed'),
      inInstallation(say('check.SC-37.wanted'), say('check.SC-37.present')),
      evidence,
    )
  },
})

export const sessionScopeChecks: readonly Check[] = [nodes, clientBinding]
