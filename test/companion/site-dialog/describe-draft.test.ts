import fc from 'fast-check'
import { expect, it } from 'vitest'
import { english } from '#messages/english'
import { describeDraft, type SiteQuestion } from '../../../companion/site-dialog/describe-draft.ts'
import { startDraft } from '../../../companion/site-dialog/draft.ts'
import { readSystemCatalogue } from '../../../companion/system-dialog/index.ts'

const question: SiteQuestion = {
  caller: 'chrome-extension://abc',
  draft: {
    ...startDraft({ site: 'acme', hub: 'https://qlik.test/hub/' }),
    credential: { kind: 'pfx', file: '/home/me/client.pfx', passphraseEnv: 'HUBPASS_ACME_PASSPHRASE' },
  },
  current: undefined,
  credential: {
    subject: 'CN=QlikClient',
    issuer: 'CN=QLIK-CA',
    validTo: '2030-01-02T00:00:00Z',
    roots: ['CN=QLIK-CA'],
  },
  problem: undefined,
}

it('a dialog shows who asks, hub, ports, certificate, its root and the variable that is missing', () => {
  const text = describeDraft(english, question)
  for (const fact of [
    question.caller,
    'https://qlik.test\n',
    'qlik.test:4243',
    'qlik.test:4242',
    'CN=QlikClient, issued by CN=QLIK-CA',
    'trust servers of: CN=QLIK-CA',
    'HUBPASS_ACME_PASSPHRASE',
  ])
    expect(text).toContain(fact)
})

it('names of a certificate and paths add no line, control nothing and do not fill the screen', () => {
  const lines = describeDraft(english, question).split('\n').length
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), foreign => {
      const text = describeDraft(english, {
        ...question,
        caller: foreign,
        draft: { ...question.draft, credential: { kind: 'pfx', file: foreign } },
        credential: { subject: foreign, issuer: foreign, validTo: foreign, roots: [foreign] },
      })
      // Without a variable for the passphrase, its paragraph is missing.
      expect(text.split('\n').length).toBeLessThanOrEqual(lines)
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(text.length).toBeLessThan(6_000)
    }),
  )
})

it.each([
  ['de-AT', 'Abbrechen'],
  ['fr', 'Annuler'],
  ['ja-JP', 'キャンセル'],
  ['sv-SE', 'Cancel'],
])('a dialog speaks the language of the system: %s', (locale, cancel) => {
  expect(readSystemCatalogue(locale).messages['dialog.cancel']).toBe(cancel)
})
