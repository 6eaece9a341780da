import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { isSignedInAs, readUser, toEvidence } from '../questions/exchange.ts'
import { getCookieName, listLinked, tryPairs } from '../questions/virtual-proxies.ts'
import { inVirtualProxy, nameProxy } from '../rules/places.ts'
import { ifClear } from '../unclear.ts'

const uniqueNames = defineCheck({
  id: 'SC-05',
  severity: 'high',
  class: 'R',
  phase: 'site',
  references: ['WSTG-SESS-08', 'ASVS v5.0.0-3.3.3'],
  ask: async questions => ({ questions, linked: await listLinked(questions) }),
  judge({ questions, linked }) {
    const names = linked.map(each => getCookieName(each).toLowerCase())
    const counts = new Map<string, number>()
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
    const shared = linked.filter((_, at) => counts.get(names[at] ?? '') !== 1).slice(0, maxNamed)
    const evidence = linked.map(each => `${inEnglish(nameProxy(each.prefix))}: ${getCookieName(each)}`)
    const proxies = shared.map(({ prefix }) => nameProxy(prefix))
    if (shared.length > 0)
      return failed(
        say('check.SC-05.failed', { proxies }),
        {
          ...inVirtualProxy(questions, 'Authentication', {
            field: 'Session cookie header name',
            present: shared[0] === undefined ? '' : getCookieName(shared[0]),
            wanted: say('check.SC-05.wanted'),
          }),
          page: say('check.place.virtualProxy', { proxies, section: 'Authentication' }),
        },
        evidence,
      )
    const hasPrefix = names.some(name => /^__(host|secure)-/.test(name))
    return passed(hasPrefix ? say('check.SC-05.passedWithPrefix') : say('check.SC-05.passed'), evidence)
  },
})

/** More than people read. A site can have thousands. */
const maxNamed = 20

const proxies = defineCheck({
  id: 'SC-20',
  severity: 'high',
  class: 'O',
  phase: 'main',
  references: ['WSTG-SESS-08'],
  ask: async questions => {
    await questions.assertSignedIn()
    const { user } = await questions.stranger()
    return {
      questions,
      ...(await tryPairs(questions)),
      ofUnknown: await ifClear(Promise.resolve(user).then(readUser)),
    }
  },
  judge({ questions, answers, unclear, left, ofUnknown }) {
    const named = answers.filter(({ exchange }) => readUser(exchange) !== undefined)
    // A front end that signs in with any id says nothing about this one.
    const open = named.filter(({ exchange }) => ofUnknown === undefined || !isSignedInAs(exchange, ofUnknown))
    const evidence = [
      ...answers.map(({ exchange }) => toEvidence(exchange)),
      ...unclear.map(inEnglish),
      ...(left === 0 ? [] : [`${left} more pairs of virtual proxies were not asked`]),
    ]
    if (open.length > 0)
      return failed(
        say('check.SC-20.failed', {
          pairs: open.map(({ from, at }) =>
            say('check.SC-20.pair', { from: nameProxy(from), at: nameProxy(at) }),
          ),
        }),
        inVirtualProxy(questions, 'Advanced', {
          field: 'Session module base URI',
          present: say('check.SC-20.present'),
          wanted: say('check.SC-20.wanted'),
        }),
        evidence,
      )
    if (named.length > 0) return undecided(say('check.SC-20.unknownId'), evidence)
    if (unclear.length > 0)
      return undecided(say('check.SC-20.unclear', { reason: unclear[0] ?? '' }), evidence)
    if (answers.length === 0) return undecided(say('check.SC-20.undecided'))
    return passed(say('check.SC-20.passed', { number: answers.length }), evidence)
  },
})

export const isolationChecks: readonly Check[] = [uniqueNames, proxies]
