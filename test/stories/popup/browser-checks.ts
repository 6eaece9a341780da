import { say } from '#messages/checks/message'
import type { XrayCheck } from '#protocol/xray'
import { back } from '../../../src/background/xray/in-browser/back.ts'
import type { Judgement } from '../../../src/background/xray/in-browser/check.ts'
import { foreignFrame } from '../../../src/background/xray/in-browser/foreign-frame.ts'
import { privateWindow } from '../../../src/background/xray/in-browser/private-window.ts'
import { repeatedCookie } from '../../../src/background/xray/in-browser/repeated-cookie.ts'
import { restart } from '../../../src/background/xray/in-browser/restart.ts'

const name = 'X-Qlik-Session-sales'
const setter = say('browser.cookieSetter')

const findings = [
  {
    check: restart,
    failed: {
      message: say('browser.restart.failed', { name }),
      evidence: [say('browser.restart.evidence', { name, until: '2099-01-02' })],
      remedy: {
        ...{ page: setter, field: 'Set-Cookie', wanted: say('browser.restart.wanted') },
        present: say('browser.restart.present', { until: '2099-01-02' }),
      },
    },
    unclear: say('browser.reason.noAnswer'),
  },
  {
    check: foreignFrame,
    failed: {
      message: say('browser.frame.sentAgainst', { setting: 'Strict', present: 'None' }),
      evidence: ['SameSite: Strict', 'GET https://qlik.example.com/sales/qps/user', `${name}: SameSite=None`],
      remedy: { page: setter, field: 'Set-Cookie: SameSite', present: 'None', wanted: 'Strict' },
    },
    unclear: say('browser.frame.refusedNone', { header: "frame-ancestors 'self'" }),
  },
  {
    check: back,
    failed: {
      message: say('browser.back.kept'),
      evidence: ['GET https://qlik.example.com/sales/hub/', 'Cache-Control: –'],
      remedy: {
        ...{ page: say('browser.back.place', { prefix: 'sales' }), field: 'Additional response headers' },
        ...{ present: '–', wanted: 'Cache-Control: no-store' },
      },
    },
    unclear: say('browser.reason.noAnswer'),
  },
  {
    check: privateWindow,
    failed: {
      message: say('browser.private.sameCookie', { name }),
      evidence: [],
      remedy: {
        page: say('browser.private.place'),
        field: say('browser.private.field'),
        wanted: say('browser.private.wanted'),
      },
    },
    unclear: say('browser.private.notAllowed'),
  },
  {
    check: repeatedCookie,
    failed: {
      message: say('browser.twins.failed', { name, count: 2 }),
      evidence: [`${name}: qlik.example.com/`, `${name}: .example.com/sales`],
      remedy: {
        ...{ page: setter, field: 'Set-Cookie: Domain, Path', wanted: say('browser.twins.wanted') },
        present: say('browser.twins.present', { count: 2 }),
      },
    },
    unclear: say('browser.reason.noAnswer'),
  },
] as const satisfies {
  check: { about: Omit<XrayCheck, keyof Judgement> }
  failed: Omit<Judgement, 'verdict' | 'reason'>
  unclear: Judgement['message']
}[]

/** The checks of the browser from B-2 on, with what each finds. */
export const failedInBrowser: readonly XrayCheck[] = findings.map(({ check, failed }) => ({
  ...check.about,
  verdict: 'failed',
  ...failed,
}))

/** The same checks without a verdict, each with its longest reason. */
export const undecidedInBrowser: readonly XrayCheck[] = findings.map(({ check, unclear }) => ({
  ...check.about,
  ...{ verdict: 'undecided', message: unclear, reason: unclear, evidence: [] },
}))
