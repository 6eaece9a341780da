import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type Message, message } from '#messages/message'
import { findingOf, reasonOfFinding } from '#protocol/findings/to-finding'
import type { SiteReport } from '#protocol/site-report'
import type { ExplainedTab, TabExplanation } from '#shared/sessions/tab-explanation'
import type { SiteAction } from '#shared/sites/site-actions'

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

const nobody: ExplainedTab = {
  status: 'ready',
  windowId: 1,
  site: 'production',
  prefix: 'sales',
  who: 'nobody',
  causes: [{ cause: 'noCookie', values: ['X-Qlik-Session-sales'], action: { kind: 'signIn' } }],
}
const user: ExplainedTab = { ...nobody, who: 'user', user: 'DOMAIN\\User1', prefix: '', causes: [] }

/** The states of the dialog that explains a tab, by name. */
export const tabExplanations: Record<string, TabExplanation> = {
  working: { status: 'working', windowId: 1 },
  'not-hub': { status: 'notHub', windowId: 1 },
  nobody,
  'nobody-unexplained': { ...nobody, causes: [] },
  'nobody-long': {
    ...nobody,
    prefix: longWord,
    causes: [
      { cause: 'inOtherWindow', values: [`${longWord}\\مستخدم واحد`] },
      { cause: 'onOtherProxy', values: [`${longWord}\\User1`, longWord] },
      {
        cause: 'notUsualCookie',
        values: [`X-Qlik-Session-${longWord}`, `X-Session-${longWord}, Portal-Session`],
        action: { kind: 'signIn' },
      },
      { cause: 'anonymousTab', values: [] },
    ],
  },
  'no-permission': { ...nobody, who: 'noPermission', causes: [] },
  unreachable: {
    ...nobody,
    who: 'unreachable',
    finding: findingOf('HUB_UNREACHABLE', {
      hub: 'https://qlik.example.com/qps/user',
      reason: 'it did not respond (Failed to fetch)',
    }),
    causes: [],
  },
  user,
  'user-refused': {
    ...user,
    causes: [
      {
        cause: 'engineLicense',
        values: ['DOMAIN\\User1', 'Access to the app is denied: No available access type'],
      },
    ],
  },
  'user-engine-long': {
    ...user,
    user: `${longWord}\\مستخدم واحد`,
    causes: [
      { cause: 'engineForbidden', values: [`${longWord}.example.com`] },
      { cause: 'engineNoSession', values: [`${longWord}.example.com`] },
      { cause: 'engineOtherUser', values: [`${longWord}\\مستخدم واحد`] },
    ],
  },
  'user-unusual': {
    ...user,
    prefix: 'sales',
    causes: [
      { cause: 'hubRefuses', values: ['You cannot access Qlik Sense because you have no access pass.'] },
      { cause: 'severalCookies', values: ['Sales-Session', '2'] },
      { cause: 'unusualName', values: ['Sales-Session', 'X-Qlik-Session-sales'] },
      { cause: 'ownPrefix', values: ['sales'] },
    ],
  },
}

const check = { name: 'check', site: 'production' } as const

const ready = message('verdict.ready', { site: 'production' })

const reportOf = (
  state: 'passed' | 'failed',
  verdict: Message,
  more: Partial<SiteReport['checks'][number]>,
): SiteReport => ({
  healthy: state === 'passed',
  verdicts: [
    {
      site: 'production',
      state,
      sentence: formatMessage(english, verdict),
      message: verdict,
    },
  ],
  checks: [
    ...['Configuration', 'Credential', 'Server certificate', 'QPS', 'QRS', 'Hub', 'Cookie', 'Browsers'].map(
      title => ({ id: title, title, state: 'passed' as const, note: 'localhost:4243 answers in 12 ms' }),
    ),
    { id: 'credential', title: 'Credential', site: 'production', state, ...more },
  ],
})

const expired = findingOf('CERTIFICATE_EXPIRED', {
  path: `C:\\Certificates\\${longWord}\\client.pem`,
  validTo: '2026-01-01T00:00:00.000Z',
})
const notReady = message('verdict.cannotSignIn', { site: 'production', reason: reasonOfFinding(expired) })

/** The states of the dialog that checks a site, by name. */
export const siteChecks: Record<string, SiteAction> = {
  working: { ...check, status: 'working' },
  passed: { ...check, status: 'done', report: reportOf('passed', ready, { note: 'valid until 2034-05-01' }) },
  failed: {
    ...check,
    status: 'done',
    report: reportOf('failed', notReady, {
      finding: expired,
      others: [
        findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4242' }),
        findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' }),
      ],
    }),
  },
  unavailable: {
    ...check,
    status: 'failed',
    finding: findingOf('COMPANION_EXITED', { browserSaid: 'Native host has exited.' }),
  },
}
