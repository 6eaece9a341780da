import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redact } from '#ui/report/redact.ts'
import { excerptBody } from '../../companion/qlik/http/body-excerpt.ts'
import { failedReport, reportOfUser } from '../support/run-report-fixture.ts'

/** Names that occur nowhere in the texts of Hubpass, with the characters that real names have. */
const name = fc
  .array(fc.constantFrom(...'abkz09', '.', '-', '_', 'ü', 'ß', "'", '$', '+', ' ', '名'), { maxLength: 12 })
  .map(units => `zqx${units.join('')}`.trim())

/** Expects that no value of a report contains the name. Keys and pseudonyms are not names. */
const expectGone = (report: unknown, hidden: string): void =>
  expect(JSON.stringify(report).toLowerCase()).not.toContain(
    JSON.stringify(hidden).slice(1, -1).toLowerCase(),
  )

it.each<[string, (user: string) => string]>([
  ['in quotes', user => `You are "${user}" here.`],
  ['with its directory, in quotes', user => `You are "CORP\\${user}", not "CORP\\anna".`],
  ['as the whole text', user => user],
  ['in the path of a home folder', user => `Could not read /home/${user}`],
])('a report hides the user %s', (_, say) => {
  fc.assert(
    fc.property(name, user => {
      expectGone(redact(reportOfUser(user, say(user))), user)
    }),
  )
})

it('a report hides the directory, the site, the values and the host', () => {
  fc.assert(
    fc.property(name, name, name, fc.domain(), (directory, site, value, host) => {
      const identity = { userDirectory: directory, userId: 'anna', attributes: [{ name: 'group', value }] }
      const report = redact({
        ...failedReport,
        hub: `https://${host}:8443`,
        asked: { ...failedReport.asked, site, identity },
        run: {
          ...failedReport.run,
          site,
          user: `${directory}\\anna`,
          leftBehind: [`The session may still exist: ${host}:4243 refused the connection of "${value}".`],
        },
      })
      for (const hidden of [directory, site, value, host]) expectGone(report, hidden)
    }),
    // A host whose name looks like that of a file.
    { examples: [['zqx1', 'zqx2', 'zqx3', 'a.cer']] },
  )
})

it('an excerpt of a body never contains the session id', () => {
  const sessionId = fc.string({ unit: fc.constantFrom(...'aZ09-_.!~$&'), minLength: 8, maxLength: 60 })
  fc.assert(
    fc.property(
      sessionId,
      fc.array(fc.string({ maxLength: 10 }), { minLength: 2, maxLength: 4 }),
      (id, words) => {
        const response = { status: 400, headers: {}, body: words.join(id) }
        expect(excerptBody(response, { sessionId: id }) ?? '').not.toContain(id)
      },
    ),
  )
})
