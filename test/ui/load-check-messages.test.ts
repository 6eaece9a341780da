import { afterEach, expect, it } from 'vitest'
import { say } from '#messages/checks/message'
import { message } from '#messages/message'
import { setCatalogue, textOfMessage } from '#ui/i18n.ts'
import { loadCheckMessages } from '#ui/load-check-messages.ts'
import { setLanguage } from '../stories/locales.ts'

afterEach(() => setLanguage('en'))

const title = say('check.SC-03.title')

it('the texts of the session checks come only when a page loads them, in its language', async () => {
  setLanguage('de')
  expect(textOfMessage(title)).toBeUndefined()
  await loadCheckMessages()
  expect(textOfMessage(title)).toBe('Sitzungscookie ohne Ablauf')
})

it('a text of a check can quote a finding in the language of the page', async () => {
  setLanguage('fr')
  await loadCheckMessages()
  const reason = message('finding.CONNECTION_REFUSED.message', { address: 'qlik:4242' })
  expect(textOfMessage(say('check.unclear.settings', { reason }))).toBe(
    'Le Repository Service n’indique pas les paramètres. qlik:4242 a refusé la connexion.',
  )
})

it.each([
  ['de-AT', 'Sitzungscookie ohne Ablauf'],
  ['es', 'Session cookie without expiry'],
])('the texts of the session checks have the language of a page in %s', async (locale, expected) => {
  setCatalogue({}, locale)
  await loadCheckMessages()
  expect(textOfMessage(title)).toBe(expected)
})
