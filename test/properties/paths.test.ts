import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HubpassError } from '#protocol/errors'
import { parseUser } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseSessionId } from '#protocol/session-id'
import { sessionPath, sessionsPath, userPath } from '../../companion/qlik/qps/paths.ts'
import { parseQrsPath } from '../../companion/qlik/qrs/path.ts'
import { hostileText } from './arbitraries.ts'

/** Returns the result of a call; undefined if it throws a finding. */
function orUndefined<Result>(call: () => Result): Result | undefined {
  try {
    return call()
  } catch (thrown) {
    if (thrown instanceof HubpassError) return undefined
    throw thrown
  }
}

/** Decodes what is encoded, and keeps a percent sign that encodes nothing. */
const decode = (path: string): string =>
  path.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** Expects that no server reads the path otherwise, also one that decodes slashes. */
function expectPlainPath(path: string, segments: number): void {
  expect(new URL(`https://host${path}`).pathname).toBe(path)
  expect(path.split('/')).toHaveLength(segments + 1)
  for (const segment of decode(path).split(/[/\\]/).slice(1)) expect(['', '.', '..']).not.toContain(segment)
}

const prefixes = fc.oneof(fc.constantFrom('', 'sales', 'a.b'), hostileText)
const names = fc.oneof(fc.constantFrom('DOMAIN', 'User1', ' anna.b '), hostileText)

it('the path of a user that was accepted has no segment that leads elsewhere', () => {
  fc.assert(
    fc.property(prefixes, names, names, (typed, userDirectory, userId) => {
      const prefix = orUndefined(() => parsePrefix(typed))
      const path = orUndefined(() => userPath(prefix ?? '', parseUser({ userDirectory, userId })))
      if (prefix !== undefined && path !== undefined) expectPlainPath(path, prefix === '' ? 4 : 5)
    }),
  )
})

it('the path of a session id that was accepted has no segment that leads elsewhere', () => {
  fc.assert(
    fc.property(
      prefixes,
      fc.oneof(
        hostileText,
        hostileText.map(text => `${text}-of-a-test`),
      ),
      (typed, id) => {
        const prefix = orUndefined(() => parsePrefix(typed))
        const sessionId = orUndefined(() => parseSessionId(id))
        if (prefix === undefined) return
        expectPlainPath(sessionsPath(prefix), prefix === '' ? 2 : 3)
        if (sessionId !== undefined) {
          const path = sessionPath(prefix, sessionId)
          expect(new URL(`https://host${path}`).pathname).toBe(path)
          expect(path.split('/')).toHaveLength(prefix === '' ? 4 : 5)
        }
      },
    ),
  )
})

it('parseQrsPath never leads out of /qrs, and never keeps an xrfkey', () => {
  const typed = fc.array(fc.oneof(hostileText, fc.constantFrom('/', 'qrs/', 'about', '?', '&', 'xrfkey=1')), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(typed, parts => {
      const path = orUndefined(() => parseQrsPath(parts.join('')))
      if (path === undefined) return
      const url = new URL(path, 'https://qrs')
      expect(url.host).toBe('qrs')
      expect(url.pathname + url.search).toBe(path)
      expect(url.pathname).toMatch(/^\/qrs\/[^/]/)
      expectPlainPath(url.pathname.replace(/\/$/, ''), url.pathname.replace(/\/$/, '').split('/').length - 1)
      expect([...url.searchParams.keys()].map(key => key.toLowerCase())).not.toContain('xrfkey')
    }),
    { numRuns: 1_000 },
  )
})
