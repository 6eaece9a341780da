import { message } from '#messages/message'
import { findingOf } from '#protocol/findings/to-finding'
import type { UserAccess } from '#protocol/user-access'
import type { XrayCheck } from '#protocol/xray'
import type { XrayView } from '#shared/sessions/xray'
import { catalog } from '../../../companion/xray/catalog.ts'
import { failedInBrowser, undecidedInBrowser } from './browser-checks.ts'

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

const target = { windowId: 1, site: 'production', prefix: 'sales', user: 'DOMAIN\\User1' }
const versions = { extension: '0.1.0', companion: '0.1.0', browser: 'Chromium 156' }

const catalogChecks = catalog.map(
  ({ id, title, severity, class: kind, references, why }): XrayCheck => ({
    ...{ id, title, severity, class: kind, references: [...references], why },
    ...(kind === 'W' || kind === 'A'
      ? { verdict: 'skipped', message: `Allow it with --allow ${id}.`, reason: 'It needs permission.' }
      : { verdict: 'passed', message: 'As it should be.' }),
    evidence: [],
  }),
)

const documentCookie: XrayCheck = {
  ...{ id: 'B-1', severity: 'high', class: 'R', references: ['WSTG-SESS-02'], verdict: 'passed' },
  title: message('xray.documentCookie.title'),
  why: message('xray.documentCookie.why'),
  message: message('xray.documentCookie.passed', { name: 'X-Qlik-Session-sales' }),
  evidence: [message('xray.documentCookie.evidence', { count: 1 })],
}

const failedChecks: Record<string, Partial<XrayCheck>> = {
  'SC-02': {
    verdict: 'failed',
    message: 'The session cookie has two values of SameSite.',
    evidence: [
      'GET /sales/hub/: Set-Cookie: X-Qlik-Session-sales=0b7e…; Path=/; SameSite=None; SameSite=Lax',
    ],
    remedy: {
      page: 'QMC > Virtual proxies > sales > Advanced',
      field: 'SameSite attribute (https)',
      present: 'Lax',
      wanted: 'one value',
    },
  },
  'SC-13': {
    verdict: 'failed',
    message: 'The front end accepts the cookie of an ended session.',
    evidence: ['GET /sales/qps/user: 200', 'GET /sales/hub/: 200'],
    remedy: { page: 'QMC > Proxies', field: 'Session module', wanted: longWord },
  },
  'SC-05': {
    verdict: 'undecided',
    message: 'QRS at qlik.example.com:4242 refused the connection.',
    reason: 'QRS at qlik.example.com:4242 refused the connection.',
  },
}

const createDone = (
  changes: Record<string, Partial<XrayCheck>>,
  more = target,
  inBrowser: readonly XrayCheck[] = [],
): XrayView => ({
  status: 'done',
  ...more,
  report: {
    ...{ catalogue: 'session-cookie@1', site: more.site, prefix: more.prefix, user: more.user },
    checks: [...catalogChecks, documentCookie, ...inBrowser].map(check => ({
      ...check,
      ...changes[check.id],
    })),
    ...{ requests: 54, sessions: 4 },
  },
  endedAt: Date.UTC(2026, 4, 1, 10, 2, 3),
  versions,
})

const undecided = Object.fromEntries(
  ['SC-02', 'SC-04', 'SC-05', 'SC-18'].map(id => [id, { ...failedChecks['SC-05'] }]),
)

const withAccess = (view: XrayView, access: UserAccess): XrayView =>
  view.status === 'done' ? { ...view, report: { ...view.report, access } } : view

/** The states of the dialog with the session checks, by name. */
export const xrays: Record<string, XrayView> = {
  starting: { status: 'working', ...target },
  working: {
    status: 'working',
    ...target,
    progress: { done: 12, total: 34, title: 'An open WebSocket ends with its session' },
  },
  passed: createDone({}),
  failed: createDone(failedChecks),
  undecided: createDone(undecided),
  long: createDone(failedChecks, { ...target, user: `${longWord}\\مستخدم واحد`, prefix: longWord }),
  'in-browser': createDone({}, target, failedInBrowser),
  'in-browser-undecided': createDone({}, target, undecidedInBrowser),
  refused: withAccess(createDone(undecided), {
    ...{ known: true, hasAccess: false, access: [], undecided: {} },
    left: [{ type: 'professional', unit: 'users', left: 0, total: 25 }],
  }),
  cancelled: { status: 'failed', ...target, finding: findingOf('CANCELLED', {}) },
  'too-old': {
    status: 'failed',
    ...target,
    finding: findingOf('COMPANION_TOO_OLD', { command: 'xray', companion: '0.1.0' }),
  },
  interrupted: { status: 'failed', ...target, finding: findingOf('XRAY_INTERRUPTED', {}) },
  unavailable: {
    status: 'failed',
    ...target,
    finding: findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4243' }),
  },
}
