import { type Check, defineCheck, failed, passed } from '../check.ts'
import { askCookie, getAttributes } from '../questions/ticket-cookie.ts'
import { inInstallation, inVirtualProxy } from '../rules/places.ts'
import { hasAttribute, listValues, normalizeDomain, sameSiteOnWire } from '../rules/set-cookie.ts'
import { ifClear, Unclear } from '../unclear.ts'

const scheme = (isOnHttps: boolean) => (isOnHttps ? 'https' : 'http')

const attributes = defineCheck({
  id: 'SC-01',
  title: 'Cookie attributes',
  asked: 'An own ticket is redeemed at the hub. The raw Set-Cookie line of the session cookie is read.',
  passWhen:
    'The cookie has HttpOnly, Path=/, on https also Secure, and Domain only if the virtual proxy has one, and that one.',
  why: 'Without HttpOnly, a script on the page can read the session id. Without Secure, the browser sends it over plain http, where others can read it. A wide Domain sends it to other hosts.',
  fix: 'Turn on *Has secure attribute (https)* and check *Session cookie domain* of the virtual proxy. HttpOnly and Path have no setting: look for a reverse proxy that rewrites cookies.',
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
        'The session cookie has no Secure, although the hub is on https.',
        inVirtualProxy(questions, 'Advanced', {
          field: 'Has secure attribute (https)',
          present: 'off',
          wanted: 'on',
        }),
        lines,
      )
    if (!cookies.every(cookie => hasAttribute(cookie, 'httponly')))
      return failed(
        'The session cookie has no HttpOnly, so scripts can read it.',
        inInstallation('Set-Cookie with HttpOnly, as the proxy sends it', 'no HttpOnly'),
        lines,
      )
    if (!cookies.every(cookie => listValues(cookie, 'path').at(-1) === '/'))
      return failed(
        'The session cookie has not the path /.',
        inInstallation('Set-Cookie with Path=/, as the proxy sends it', 'another path'),
        lines,
      )
    if (domain === undefined) return passed('HttpOnly, Secure, Path and Domain are right.', lines)
    if (wantedDomain === undefined)
      throw new Unclear('QRS does not tell whether the Domain is wanted.', lines)
    return failed(
      'The session cookie has another Domain than the virtual proxy.',
      inVirtualProxy(questions, 'Advanced', {
        field: 'Session cookie domain',
        present: domain,
        wanted: wantedDomain === '' ? '(empty)' : wantedDomain,
      }),
      lines,
    )
  },
})

const sameSite = defineCheck({
  id: 'SC-02',
  title: 'SameSite',
  asked: 'The same raw line. A cookie jar would hide a second or a misspelled SameSite.',
  passWhen: 'There is one valid SameSite, equal to that in QRS, and None only together with Secure.',
  why: 'SameSite decides whether other sites can use the session. Browsers disagree about a second or misspelled value.',
  fix: 'Choose *Lax* for *SameSite attribute (https)* of the virtual proxy, or *None* only for mashups on other sites.',
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
      return failed('The session cookie has no SameSite.', remedy, lines)
    if (values.length > cookies.length)
      return failed(`The session cookie has ${values.length} SameSite attributes.`, remedy, lines)
    if (!values.every(each => /^(none|lax|strict)$/i.test(each)))
      return failed('The SameSite of the session cookie is no valid value.', remedy, lines)
    if (new Set(values.map(each => each.toLowerCase())).size > 1)
      return failed('The session cookie is set with different values of SameSite.', remedy, lines)
    if (/^none$/i.test(value) && !cookies.every(cookie => hasAttribute(cookie, 'secure')))
      return failed('SameSite=None without Secure: browsers reject this cookie.', remedy, lines)
    if (setting !== undefined && sameSiteOnWire[setting] !== value.toLowerCase())
      return failed(`The cookie says SameSite=${value}, QRS says ${setting}.`, remedy, lines)
    return passed(`The cookie has SameSite=${value}.`, lines)
  },
})

const transient = defineCheck({
  id: 'SC-03',
  title: 'Session cookie without expiry',
  asked: 'The same raw line.',
  passWhen: 'It has neither Expires nor Max-Age.',
  why: 'A cookie with an expiry is written to the disk and survives the end of the browser.',
  fix: 'Qlik Sense has no setting for it. Look for a reverse proxy that rewrites cookies.',
  severity: 'low',
  class: 'O',
  phase: 'tickets',
  references: ['WSTG-SESS-01'],
  ask: askCookie,
  judge({ cookies, lines }) {
    const found = ['expires', 'max-age'].filter(name => cookies.some(cookie => hasAttribute(cookie, name)))
    if (found.length === 0) return passed('The cookie ends with the browser.', lines)
    return failed(
      'The session cookie has an expiry, so it survives the end of the browser.',
      inInstallation('Set-Cookie without Expires and Max-Age', found.join(', ')),
      lines,
    )
  },
})

export const cookieAttributeChecks: readonly Check[] = [attributes, sameSite, transient]
