import { expect, it } from 'vitest'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import type { Message } from '#messages/message'
import { findingOf } from '#protocol/findings/to-finding'
import { planSessionCookie } from '#protocol/session-cookie'
import { describeCookie } from '../../../../src/background/run/steps/describe-cookie.ts'

const formatNotes = (note: Message[]) => note.map(said => formatMessage(english, said)).join('; ')

const input = { hub: 'https://qlik.test', prefix: 'sales', sessionId: 'one-session-id' }
const https = { secure: false, sameSite: 'strict' } as const
const settings = { cookieName: 'Own', cookieDomain: '', https, http: {}, linked: true }

it.each([
  [input, 'X-Qlik-Session-sales (all default settings)'],
  [{ ...input, settings }, 'Own (all settings from the QMC)'],
  [{ ...input, cookieName: 'Mine' }, 'Mine as entered; host-only, Secure, and no SameSite by default'],
  [
    { ...input, settings, cookieName: 'Mine', usesTypedName: true },
    'host-only, not Secure, and SameSite Strict from the QMC; Mine as entered',
  ],
  [
    { ...input, settings: { ...settings, cookieDomain: 'test', https: { sameSite: 'none' as const } } },
    'Own, domain .test, and SameSite None from the QMC; Secure by default',
  ],
])('describeCookie names the source of each value (case %#)', (planned, note) => {
  expect(formatNotes(describeCookie(planSessionCookie(planned), undefined, 0))).toBe(note)
})

it('describeCookie names missing settings and replaced cookies', () => {
  const virtualProxy = { prefix: 'sales', settingsMissing: 'qlik:4242 refused the connection.' }
  expect(formatNotes(describeCookie(planSessionCookie(input), virtualProxy, 2))).toBe(
    'X-Qlik-Session-sales (all default settings); replaced 2 cookies with the same name; no settings from the QMC: qlik:4242 refused the connection.',
  )
})

it("describeCookie explains missing settings by the companion's finding, if there is one", () => {
  const settingsFinding = findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' })
  const virtualProxy = { prefix: 'sales', settingsMissing: settingsFinding.message, settingsFinding }
  const note = describeCookie(planSessionCookie(input), virtualProxy, 0)
  expect(note.at(-1)).toEqual({
    id: 'note.noSettings',
    values: { reason: { id: 'finding.CONNECTION_REFUSED.message', values: { address: 'qlik:4242' } } },
  })
  expect(formatNotes(note)).toContain('; no settings from the QMC: qlik:4242 refused the connection')
})
