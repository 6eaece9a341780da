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
  judge({ questions, cookie, line, isOnHttps, settings }) {
    const wantedDomain = settings && (settings.cookieDomain ?? '')
    const domain = listValues(cookie, 'domain').at(-1) ?? ''
    const isDomainRight =
      domain === '' ||
      (wantedDomain !== undefined && normalizeDomain(domain) === normalizeDomain(wantedDomain))
    if (isOnHttps && !hasAttribute(cookie, 'secure'))
      return failed(
        say('check.SC-01.noSecure'),
        inVirtualProxy(questions, 'Advanced', {
          field: 'Has secure attribute (https)',
          present: say('check.value.off'),
          wanted: say('check.value.on'),
        }),
        [line],
      )
    if (!hasAttribute(cookie, 'httponly'))
      return failed(
        say('check.SC-01.noHttpOnly'),
        inInstallation(say('check.SC-01.wantedHttpOnly'), say('check.SC-01.presentHttpOnly')),
        [line],
      )
    if (listValues(cookie, 'path').at(-1) !== '/')
      return failed(
        say('check.SC-01.otherPath'),
        inInstallation(say('check.SC-01.wantedPath'), say('check.SC-01.presentPath')),
        [line],
      )
    if (isDomainRight) return passed(say('check.SC-01.passed'), [line])
    if (wantedDomain === undefined) throw new Unclear(say('check.SC-01.domainUnknown'), [line])
    return failed(
      say('check.SC-01.otherDomain'),
      inVirtualProxy(questions, 'Advanced', {
        field: 'Session cookie domain',
        present: domain,
        wanted: wantedDomain === '' ? say('check.value.empty') : wantedDomain,
      }),
      [line],
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
  judge({ questions, cookie, line, isOnHttps, virtualProxy }) {
    const values = listValues(cookie, 'samesite')
    const [value = ''] = values
    const setting = virtualProxy && getAttributes(virtualProxy, isOnHttps).sameSite
    const remedy = inVirtualProxy(questions, 'Advanced', {
      field: `SameSite attribute (${scheme(isOnHttps)})`,
      present: values.length === 0 ? 'No attribute' : values.join(', '),
      wanted: 'Lax',
    })
    if (values.length === 0) return failed(say('check.SC-02.missing'), remedy, [line])
    if (values.length > 1)
      return failed(say('check.SC-02.several', { number: values.length }), remedy, [line])
    if (!/^(none|lax|strict)$/i.test(value)) return failed(say('check.SC-02.invalid'), remedy, [line])
    if (/^none$/i.test(value) && !hasAttribute(cookie, 'secure'))
      return failed(say('check.SC-02.noneWithoutSecure'), remedy, [line])
    if (setting !== undefined && sameSiteOnWire[setting] !== value.toLowerCase())
      return failed(say('check.SC-02.differs', { value, setting }), remedy, [line])
    return passed(say('check.SC-02.passed', { value }), [line])
  },
})

const transient = defineCheck({
  id: 'SC-03',
  severity: 'low',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-01'],
  ask: askCookie,
  judge({ cookie, line }) {
    const found = ['expires', 'max-age'].filter(name => hasAttribute(cookie, name))
    if (found.length === 0) return passed(say('check.SC-03.passed'), [line])
    return failed(say('check.SC-03.failed'), inInstallation(say('check.SC-03.wanted'), found.join(', ')), [
      line,
    ])
  },
})

export const cookieAttributeChecks: readonly Check[] = [attributes, sameSite, transient]
