import { say } from '#messages/checks/message'
import { lowercaseKeys } from '../../qlik/http/json.ts'
import { parseObject } from '../../util/parse-object.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { type Exchange, findTarget, listPaths, readHeader, toEvidence } from '../questions/exchange.ts'
import { foreignOrigin } from '../questions/questions.ts'
import { addHeader, inInstallation, inVirtualProxy } from '../rules/places.ts'
import { ifClear } from '../unclear.ts'

const xrfkey = defineCheck({
  id: 'SC-23',
  severity: 'medium',
  class: 'R',
  phase: 'main',
  references: ['WSTG-SESS-05', 'ASVS v5.0.0-3.5.1', 'ZAP 10202'],
  ask: async questions => {
    await questions.assertSignedIn()
    const send = (words: string, query: string, key?: string) =>
      questions.ask({
        path: `${questions.path('/qrs/about')}${query}`,
        sessionId: questions.sessionId,
        ...(key === undefined ? {} : { headers: { 'X-Qlik-Xrfkey': key } }),
        with: words,
      })
    return {
      without: await send('without a key', ''),
      unequal: await send('with unequal keys', `?xrfkey=${keys[0]}`, keys[1]),
      good: await send('with a good key', `?xrfkey=${keys[0]}`, keys[0]),
    }
  },
  judge({ without, unequal, good }) {
    const evidence = [without, unequal, good].map(each => `${each.asked} → ${each.answer.status}`)
    const answered = [without, unequal].filter(({ answer }) => answer.status < 300)
    if (answered.length > 0)
      return failed(
        say('check.SC-23.failed', {
          requests: answered.map(each =>
            say(each === without ? 'check.SC-23.withoutKey' : 'check.SC-23.unequalKeys'),
          ),
        }),
        inInstallation(say('check.SC-23.wanted'), say('check.SC-23.present')),
        evidence,
      )
    if (good.answer.status !== 200) return undecided(say('check.SC-23.undecided'), evidence)
    if ([without, unequal].some(({ answer }) => answer.status >= 500))
      return undecided(say('check.SC-23.noRefusal'), evidence)
    return passed(say('check.SC-23.passed'), evidence)
  },
})

const keys = ['0123456789abcdef', 'fedcba9876543210'] as const

const cors = defineCheck({
  id: 'SC-33',
  severity: 'high',
  class: 'R',
  phase: 'main',
  references: ['ASVS v5.0.0-3.4.2', 'ZAP 40040'],
  ask: async questions => {
    await questions.assertSignedIn()
    const exchanges = []
    for (const path of ['/hub/', '/qps/user', '/api/hub/v1/user/info'])
      exchanges.push(
        await questions.ask({
          path: questions.path(path),
          sessionId: questions.sessionId,
          headers: { Origin: foreignOrigin },
          with: `with Origin ${foreignOrigin}`,
        }),
      )
    return { questions, exchanges }
  },
  judge({ questions, exchanges }) {
    const names = ['access-control-allow-origin', 'access-control-allow-credentials']
    const evidence = exchanges.map(each => toEvidence(each, ...names))
    const open = exchanges.filter(({ answer }) => {
      const [allowed = ''] = readHeader(answer, 'access-control-allow-origin')
      const [credentials = ''] = readHeader(answer, 'access-control-allow-credentials')
      return [foreignOrigin, '*', 'null'].includes(allowed.trim()) && /^true$/i.test(credentials.trim())
    })
    if (open.length === 0) return passed(say('check.SC-33.passed'), evidence)
    return failed(
      say('check.SC-33.failed', { paths: listPaths(open) }),
      addHeader(questions, say('check.SC-33.present'), say('check.SC-33.wanted')),
      evidence,
    )
  },
})

const foreignHost = 'other.invalid'

const hosts = defineCheck({
  id: 'SC-35',
  severity: 'medium',
  class: 'R',
  phase: 'main',
  references: ['WSTG-INPV-17'],
  ask: async questions => {
    await questions.assertSignedIn()
    const askAs = (host: string): Promise<Exchange> =>
      questions.ask({
        path: questions.path('/hub/'),
        sessionId: questions.sessionId,
        headers: { Host: host },
        with: `with Host: ${host}`,
      })
    const facts = await ifClear(questions.virtualProxy())
    const { hostname, port } = new URL(questions.port.hub)
    const allowed = (facts?.settings.hostAllowList ?? []).filter(isPlainHostName).slice(0, maxNames)
    const exchanges = []
    for (const name of allowed) exchanges.push(await askAs(port === '' ? name : `${name}:${port}`))
    return { questions, foreign: await askAs(foreignHost), allowed: exchanges, hostname }
  },
  judge({ questions, foreign, allowed, hostname }) {
    const evidence = [foreign, ...allowed].map(each => toEvidence(each))
    const { headers, body, status } = foreign.answer
    const isRepeated = `${Object.values(headers).flat().join('\n')}\n${body}`
      .toLowerCase()
      .includes(foreignHost)
    // A relative address stays on the foreign name.
    const leadsHome = findTarget(foreign, foreignOrigin)?.hostname === hostname
    const refused = allowed.filter(({ answer }) => answer.status >= 400 && answer.status < 500)
    const remedy = {
      field: 'Host allow list',
      present: isRepeated ? say('check.SC-35.presentRepeated') : say('check.SC-35.presentAccepted'),
      wanted: say('check.value.ownHostsOnly'),
    }
    if (isRepeated || (status < 400 && !leadsHome))
      return failed(
        isRepeated ? say('check.SC-35.repeated') : say('check.SC-35.accepted'),
        inVirtualProxy(questions, 'Advanced', remedy),
        evidence,
      )
    if (status >= 500) return undecided(say('check.SC-35.undecided', { status }), evidence)
    if (refused.length > 0)
      return failed(
        say('check.SC-35.listedRefused'),
        inVirtualProxy(questions, 'Advanced', { ...remedy, present: say('check.SC-35.presentListed') }),
        evidence,
      )
    if (allowed.some(({ answer }) => answer.status >= 500))
      return undecided(say('check.SC-35.listedFails'), evidence)
    return passed(say('check.SC-35.passed'), evidence)
  },
})

const maxNames = 3

const isPlainHostName = (name: string): boolean => /^[a-z\d][a-z\d.-]*$/i.test(name)

const target = defineCheck({
  id: 'SC-36',
  severity: 'medium',
  class: 'R',
  phase: 'site',
  references: ['ASVS v5.0.0-3.7.2'],
  ask: async questions => ({
    questions,
    exchange: await questions.ask({
      path: `${questions.path('/qps/user')}?targetUri=${encodeURIComponent(`${foreignOrigin}/`)}`,
    }),
  }),
  judge({ questions, exchange }) {
    const evidence = [toEvidence(exchange)]
    const { status, body } = exchange.answer
    const content = lowercaseKeys(parseObject(body))
    const isLed = typeof content?.loginuri === 'string' && content.loginuri !== ''
    if (isLed || findTarget(exchange, questions.port.hub)?.origin === foreignOrigin)
      return failed(
        say('check.SC-36.failed'),
        inVirtualProxy(questions, 'Advanced', {
          field: 'Host allow list',
          present: say('check.SC-36.present'),
          wanted: say('check.value.ownHostsOnly'),
        }),
        evidence,
      )
    if (status >= 500 || (status === 200 && content === undefined))
      return undecided(say('check.unclear.noUser', { status }), evidence)
    return passed(say('check.SC-36.passed'), evidence)
  },
})

export const crossSiteChecks: readonly Check[] = [xrfkey, cors, hosts, target]
