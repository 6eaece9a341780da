import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { isSignedInAs, readUser, toEvidence } from '../questions/exchange.ts'
import { describe, getCookieName, listLinked, tryPairs } from '../questions/virtual-proxies.ts'
import { inVirtualProxy } from '../rules/places.ts'
import { ifClear } from '../unclear.ts'

const uniqueNames = defineCheck({
  id: 'SC-05',
  title: 'Cookie names',
  asked: 'The cookie names of all linked virtual proxies, from QRS.',
  passWhen: 'They differ. A name that begins with __Host- or __Secure- is reported.',
  why: 'Virtual proxies with one cookie name overwrite each other’s sessions in the browser, and see each other’s ids.',
  fix: 'Give each virtual proxy a *Session cookie header name* of its own.',
  severity: 'high',
  class: 'R',
  phase: 'site',
  references: ['WSTG-SESS-08', 'ASVS v5.0.0-3.3.3'],
  ask: async questions => ({ questions, linked: await listLinked(questions) }),
  judge({ questions, linked }) {
    const names = linked.map(each => getCookieName(each).toLowerCase())
    const shared = linked.filter(
      (_, at) => names.indexOf(names[at] ?? '') !== names.lastIndexOf(names[at] ?? ''),
    )
    const evidence = linked.map(each => `${describe(each.prefix)}: ${getCookieName(each)}`)
    if (shared.length > 0)
      return failed(
        `Virtual proxies share a cookie name: ${shared.map(({ prefix }) => describe(prefix)).join(', ')}.`,
        {
          ...inVirtualProxy(questions, 'Authentication', {
            field: 'Session cookie header name',
            present: shared[0] === undefined ? '' : getCookieName(shared[0]),
            wanted: 'a name of its own for each virtual proxy',
          }),
          page: `QMC › Virtual proxies › ${shared.map(({ prefix }) => describe(prefix)).join(', ')} › Authentication`,
        },
        evidence,
      )
    const hasPrefix = names.some(name => /^__(host|secure)-/.test(name))
    return passed(
      hasPrefix
        ? 'Each virtual proxy has its own cookie name. Some have a prefix that browsers enforce.'
        : 'Each virtual proxy has its own cookie name. None begins with __Host- or __Secure-.',
      evidence,
    )
  },
})

const proxies = defineCheck({
  id: 'SC-20',
  title: 'Isolation of virtual proxies',
  asked:
    'The id of a session of each linked virtual proxy under the cookie name of each other one, at that virtual proxy. Pairs with the checked virtual proxy come first.',
  passWhen: 'Nobody is signed in there.',
  why: 'Virtual proxies separate groups of users and ways to sign in. A session that works on all of them makes the weakest one count.',
  fix: 'Give each virtual proxy a *Session cookie header name* of its own. Look for a session module that several of them share.',
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
      ...unclear,
      ...(left === 0 ? [] : [`${left} more pairs of virtual proxies were not asked`]),
    ]
    if (open.length > 0)
      return failed(
        `A session opens another virtual proxy: ${open.map(({ from, at }) => `${describe(from)} opens ${describe(at)}`).join(', ')}.`,
        inVirtualProxy(questions, 'Advanced', {
          field: 'Session module base URI',
          present: 'a session is valid on several virtual proxies',
          wanted: 'a session module of its own for each virtual proxy',
        }),
        evidence,
      )
    if (named.length > 0)
      return undecided('The front end signs the same user in with an unknown id.', evidence)
    if (unclear.length > 0)
      return undecided(`Not every virtual proxy answered clearly. ${unclear[0]}`, evidence)
    if (answers.length === 0) return undecided('The site has no other linked virtual proxy.')
    return passed(`No session opens another virtual proxy, in ${answers.length} pairs.`, evidence)
  },
})

export const isolationChecks: readonly Check[] = [uniqueNames, proxies]
