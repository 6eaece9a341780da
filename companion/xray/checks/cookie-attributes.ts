import { say } from '#messages/checks/message'
import { type Check, defineCheck, failed, passed } from '../check.ts'
import { askCookie, getAttributes } from '../questions/ticket-cookie.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'
import { hasAttribute, listValues, normalizeDomain, sameSiteOnWire } from '../rules/set-cookie.ts'
import { ifClear, Unclear } from '../unclear.ts'

const scheme = (isOnHttps: boolean) => (isOnHttps ? 'https' : 'http')

const attributes = defineCheck({
  id: 'SC-01',
  severity: 'high',
  class: 'O',
  phase: 'tickets',
  references: [
    'WSTG-SESS-02',
    'ASVS v5.0.0-3.3.1',
    'ASVS v5.0.0-3.3.4',
    'ZAP 10010',
    'ZAP 10011',
    'ZAP 90033',
  ],
  ask: async questions => ({
    ...(await askCookie(questions)),
    settings: (await ifClear(questions.virtualProxy()))?.settings,
  }),
  judge({ questions, cookies, lines, isOnHttps, settings }) {
    const wantedDomain = settings && (settings.cookieDomain ?? '')
    const domains = cookies.map(cookie => listValues(cookie, 'domain').at(-1) ?? '')
    const domain = domains.find(
      each => each !== '' && normalizeDomain(each) !== normalizeDomain(wantedDomain ?? ''),
    )
    if (isOnHttps && !cookies.every(cookie => hasAttribute(cookie, 'secure')))
      return failed(
        say('check.SC-01.noSecure'),
        inVirtualProxy(questions, 'Advanced', {
          field: 'Has secure attribute (https)',
          present: say('check.value.off'),
          wanted: say('check.value.on'),
        }),
        lines,
      )
    if (!cookies.every(cookie => hasAttribute(cookie, 'httponly')))
      return failed(
        say('check.SC-01.noHttpOnly'),
        inInstallation(say('check.SC-01.wantedHttpOnly'), say('check.SC-01.presentHttpOnly')),
        lines,
      )
    if (!cookies.every(cookie => listValues(cookie, 'path').at(-1) === '/'))
      return failed(
        say('check.SC-01.otherPath'),
        inInstallation(say('check.SC-01.wantedPath'), say('check.SC-01.presentPath')),
        lines,
      )
    if (domain === undefined) return passed(say('check.SC-01.passed'), lines)
    if (wantedDomain === undefined) throw new Unclear(say('check.SC-01.domainUnknown'), lines)
    return failed(
      say('check.SC-01.otherDomain'),
      inVirtualProxy(questions, 'Advanced', {
        field: 'Session cookie domain',
        present: domain,
        wanted: wantedDomain === '' ? say('check.value.empty') : wantedDomain,
      }),
      lines,
    )
  },
})

const sameSite = defineCheck({
  id: 'SC-02',
  severity: 'medium',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-02', 'ASVS v5.0.0-3.3.2', 'ZAP 10054'],
  ask: async questions => ({
    ...(await askCookie(questions)),
    // Without QRS, one valid value is all that can be asked for.
    virtualProxy: await ifClear(questions.virtualProxy()),
  }),
  judge({ questions, cookies, lines, isOnHttps, virtualProxy }) {
    const values = cookies.flatMap(cookie => listValues(cookie, 'samesite'))
    const [value = ''] = values
    const setting = virtualProxy && getAttributes(virtualProxy, isOnHttps).sameSite
    const remedy = inVirtualProxy(questions, 'Advanced', {
      field: `SameSite attribute (${scheme(isOnHttps)})`,
      present: values.length === 0 ? 'No attribute' : values.join(', '),
      wanted: 'Lax',
    })
    if (cookies.some(cookie => !hasAttribute(cookie, 'samesite')))
      return failed(say('check.SC-02.missing'), remedy, lines)
    if (values.length > cookies.length)
      return failed(say('check.SC-02.several', { number: values.length }), remedy, lines)
    if (!values.every(each => /^(none|lax|strict)$/i.test(each)))
      return failed(say('check.SC-02.invalid'), remedy, lines)
    if (new Set(values.map(each => each.toLowerCase())).size > 1)
      return failed(say('check.SC-02.different'), remedy, lines)
    if (/^none$/i.test(value) && !cookies.every(cookie => hasAttribute(cookie, 'secure')))
      return failed(say('check.SC-02.noneWithoutSecure'), remedy, lines)
    if (setting !== undefined && sameSiteOnWire[setting] !== value.toLowerCase())
      return failed(say('check.SC-02.differs', { value, setting }), remedy, lines)
    return passed(say('check.SC-02.passed', { value }), lines)
  },
})

const transient = defineCheck({
  id: 'SC-03',
  severity: 'low',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-01'],
  ask: askCookie,
  judge({ cookies, lines }) {
    const found = ['expires', 'max-age'].filter(name => cookies.some(cookie => hasAttribute(cookie, name)))
    if (found.length === 0) return passed(say('check.SC-03.passed'), lines)
    return failed(
      say('check.SC-03.failed'),
      inInstallation(say('check.SC-03.wanted'), found.join(', ')),
      lines,
    )
  },
})

export const cookieAttributeChecks: readonly Check[] = [attributes, sameSite, transient]
