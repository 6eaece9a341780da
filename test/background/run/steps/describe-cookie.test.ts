import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import { planSessionCookie } from '#protocol/session-cookie'
import { formatInEnglish, type NoteMessage } from '../../../../src/background/run/notes.ts'
import { describeCookie } from '../../../../src/background/run/steps/describe-cookie.ts'

const formatNotes = (note: NoteMessage[]) => note.map(formatInEnglish).join('; ')

const input = { hub: 'https://qlik.test', prefix: 'sales', sessionId: 'one-session-id' }
const https = { secure: false, sameSite: 'strict' } as const
const settings = { cookieName: 'Own', cookieDomain: '', https, http: {}, linked: true }

it.each([
  [input, 'X-Qlik-Session-sales (all by default)'],
  [{ ...input, settings }, 'Own (all as in the QMC)'],
  [{ ...input, cookieName: 'Mine' }, 'Mine as typed; host-only, Secure, no SameSite by default'],
  [{ ...input, settings, cookieName: 'Mine' }, 'Own (all as in the QMC); not the typed "Mine"'],
  [
    { ...input, settings: { ...settings, cookieDomain: 'test', https: { sameSite: 'none' as const } } },
    'Own, domain .test, SameSite None as in the QMC; Secure by default',
  ],
])('says where the values of a cookie came from', (planned, note) => {
  expect(formatNotes(describeCookie(planSessionCookie(planned), undefined, 0))).toBe(note)
})

it('says what is missing and what was replaced', () => {
  const virtualProxy = { prefix: 'sales', settingsMissing: 'Nothing answers at qlik:4242.' }
  expect(formatNotes(describeCookie(planSessionCookie(input), virtualProxy, 2))).toBe(
    'X-Qlik-Session-sales (all by default); in place of 2 of that name; no settings: Nothing answers at qlik:4242.',
  )
})

it('says why there are no settings by the finding, where the companion gives it', () => {
  const settingsFinding = findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' })
  const virtualProxy = { prefix: 'sales', settingsMissing: settingsFinding.message, settingsFinding }
  const note = describeCookie(planSessionCookie(input), virtualProxy, 0)
  expect(note.at(-1)).toEqual({ id: 'NoSettings', values: [], because: settingsFinding })
  expect(formatNotes(note)).toContain('; no settings: Nothing answers at qlik:4242')
})
