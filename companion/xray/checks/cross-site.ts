import { lowercaseKeys } from '../../qlik/http/json.ts'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import {
  type Exchange,
  findTarget,
  listPaths,
  parseObject,
  readHeader,
  toEvidence,
} from '../questions/exchange.ts'
import { foreignOrigin } from '../questions/questions.ts'
import { addHeader, inInstallation, inVirtualProxy } from '../rules/places.ts'
import { ifClear } from '../unclear.ts'

const xrfkey = defineCheck({
  id: 'SC-23',
  title: 'Key against forged requests',
  asked:
    '/qrs/about through the front end with the session: without a key, with unequal keys, with a good key.',
  passWhen: '403, 403, 200.',
  why: 'The key keeps other sites from changing things with the session of their visitor.',
  fix: 'Qlik Sense has no setting for it. Look for a reverse proxy that adds the key, and update Qlik Sense.',
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
        `The front end answers /qrs/about ${answered.map(({ asked }) => asked.split(' ').slice(2).join(' ')).join(' and ')}.`,
        inInstallation('requests without equal keys are refused', 'they are answered'),
        evidence,
      )
    if (good.answer.status !== 200)
      return undecided('The request with a good key is refused too, so a refusal proves nothing.', evidence)
    if ([without, unequal].some(({ answer }) => answer.status >= 500))
      return undecided('The front end fails without a good key, which is no refusal.', evidence)
    return passed('Requests without equal keys are refused.', evidence)
  },
})

const keys = ['0123456789abcdef', 'fedcba9876543210'] as const

const cors = defineCheck({
  id: 'SC-33',
  title: 'CORS',
  asked: `The same with Origin ${foreignOrigin}.`,
  passWhen: 'The origin is not allowed together with credentials.',
  why: 'Otherwise any site can read the answers for its visitor’s session.',
  fix: 'Write fixed origins into the Access-Control headers among *Additional response headers*, or remove them.',
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
    if (open.length === 0) return passed('A foreign origin may not read answers of the session.', evidence)
    return failed(
      `Any site may read answers of the session: ${listPaths(open)}.`,
      addHeader(
        questions,
        'Access-Control-Allow-Origin repeats any origin, with credentials',
        'fixed origins of mashups, or no Access-Control headers',
      ),
      evidence,
    )
  },
})

const foreignHost = 'other.invalid'

const hosts = defineCheck({
  id: 'SC-35',
  title: 'Host names',
  asked: `The hub with the session and the header Host: ${foreignHost}, then with each name of the host allow list.`,
  passWhen: 'The foreign name is refused and not repeated. The allowed ones work.',
  why: 'A front end that accepts any name can be made to send users, and caches, to another site.',
  fix: 'Remove wide entries from *Host allow list* of the virtual proxy. Let a reverse proxy refuse other names.',
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
      present: isRepeated ? 'a foreign name is accepted and repeated' : 'a foreign name is accepted',
      wanted: 'only the host names of the hub and of mashups',
    }
    if (isRepeated || (status < 400 && !leadsHome))
      return failed(
        isRepeated ? 'The front end repeats a foreign host name.' : 'The front end accepts any host name.',
        inVirtualProxy(questions, 'Advanced', remedy),
        evidence,
      )
    if (status >= 500)
      return undecided(`The front end fails for a foreign host name (status ${status}).`, evidence)
    if (refused.length > 0)
      return failed(
        'The front end refuses a name of its host allow list.',
        inVirtualProxy(questions, 'Advanced', { ...remedy, present: 'a listed name is refused' }),
        evidence,
      )
    if (allowed.some(({ answer }) => answer.status >= 500))
      return undecided('The front end fails for a name of its host allow list.', evidence)
    return passed('A foreign host name is refused.', evidence)
  },
})

const maxNames = 3

const isPlainHostName = (name: string): boolean => /^[a-z\d][a-z\d.-]*$/i.test(name)

const target = defineCheck({
  id: 'SC-36',
  title: 'Redirects to other sites',
  asked: `/qps/user?targetUri=${foreignOrigin}/ without a cookie.`,
  passWhen: 'There is no loginUri.',
  why: 'A link to the sign-in that leads to another site afterwards helps to steal passwords.',
  fix: 'Remove wide entries from *Host allow list* of the virtual proxy.',
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
        'The sign-in leads to any other site.',
        inVirtualProxy(questions, 'Advanced', {
          field: 'Host allow list',
          present: 'a foreign host is accepted',
          wanted: 'only the host names of the hub and of mashups',
        }),
        evidence,
      )
    if (status >= 500 || (status === 200 && content === undefined))
      return undecided(`The front end does not say who is signed in (status ${status}).`, evidence)
    return passed('The sign-in leads to no other site.', evidence)
  },
})

export const crossSiteChecks: readonly Check[] = [xrfkey, cors, hosts, target]
