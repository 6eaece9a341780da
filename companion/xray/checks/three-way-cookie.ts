import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { getHost } from '#protocol/site'
import { type Check, defineCheck, failed, passed } from '../check.ts'
import type { Questions } from '../questions/questions.ts'
import { askCookie, getAttributes } from '../questions/ticket-cookie.ts'
import { inVirtualProxy } from '../rules/places.ts'
import { hasAttribute, listValues, normalizeDomain, sameSiteOnWire } from '../rules/set-cookie.ts'

const askCookieAndSettings = async (questions: Questions) => ({
  ...(await askCookie(questions)),
  virtualProxy: await questions.virtualProxy(),
  planned: await questions.cookie(),
})

/** The parts of a cookie that its three sources must agree on. */
interface Comparable {
  name: string
  domain: string
  secure: boolean | undefined
  sameSite: string | undefined
}

const threeWay = defineCheck({
  id: 'SC-04',
  severity: 'high',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-02'],
  ask: askCookieAndSettings,
  judge({ questions, cookies, lines, isOnHttps, virtualProxy, planned }) {
    // Browsers take the last one.
    const cookie = cookies.at(-1) ?? { name: '', attributes: [] }
    const host = getHost(questions.port.hub)
    // For a host without a parent domain, browsers ignore a Domain of that name (RFC 6265 §5.3).
    const toDomain = (domain: string): string => {
      const normalized = normalizeDomain(domain)
      return normalized === host && !host.includes('.') ? '' : normalized
    }
    const ofQrs = getAttributes(virtualProxy, isOnHttps)
    const ofProxy: Comparable = {
      name: cookie.name,
      domain: toDomain(listValues(cookie, 'domain').at(-1) ?? ''),
      secure: hasAttribute(cookie, 'secure'),
      sameSite: (listValues(cookie, 'samesite').at(-1) ?? '').toLowerCase(),
    }
    const settings: Comparable = {
      name: (virtualProxy.settings.cookieName ?? planned.name) + (isOnHttps ? '' : '-HTTP'),
      domain: toDomain(virtualProxy.settings.cookieDomain ?? ''),
      secure: ofQrs.secure,
      sameSite: ofQrs.sameSite === undefined ? undefined : sameSiteOnWire[ofQrs.sameSite],
    }
    const ofHubpass: Comparable = {
      name: planned.name,
      domain: planned.hostOnly ? '' : normalizeDomain(planned.domain),
      secure: planned.secure,
      sameSite: { no_restriction: 'none', lax: 'lax', strict: 'strict', unspecified: '' }[planned.sameSite],
    }
    const parts = ['name', 'domain', 'secure', 'sameSite'] as const
    const rows = parts.map(part => {
      const qrs = settings[part] ?? 'not told'
      const [proxy, ofSettings, hubpass] = [ofProxy[part], qrs, ofHubpass[part]].map(each =>
        inEnglish(show(each)),
      )
      return `${part}: proxy ${proxy} · QRS ${ofSettings} · Hubpass ${hubpass}`
    })
    // What QRS does not tell, Hubpass can only guess.
    const differing = parts.filter(
      part =>
        settings[part] !== undefined &&
        (settings[part] !== ofProxy[part] || ofHubpass[part] !== ofProxy[part]),
    )
    if (differing.length === 0) return passed(say('check.SC-04.passed'), [...lines, ...rows])
    return failed(
      say('check.SC-04.failed', { parts: differing }),
      inVirtualProxy(questions, differing.includes('name') ? 'Authentication' : 'Advanced', {
        field: differing.map(part => fieldNames[part]).join(', '),
        present: list(differing.map(part => show(settings[part]))),
        wanted: list(differing.map(part => show(ofProxy[part]))),
      }),
      [...lines, ...rows],
    )
  },
})

const fieldNames = {
  name: 'Session cookie header name',
  domain: 'Session cookie domain',
  secure: 'Has secure attribute (https)',
  sameSite: 'SameSite attribute (https)',
}

const show = (value: string | boolean | undefined): Text =>
  value === '' ? say('check.value.none') : String(value)

const list = (values: readonly Text[]): Text => say('check.value.list', { values })

export const threeWayChecks: readonly Check[] = [threeWay]
