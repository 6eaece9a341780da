import { expect, it } from 'vitest'
import { catalog } from '../../../../companion/xray/catalog.ts'
import { useCompanionHome } from '../../../support/companion-home.ts'
import { cookieDefects } from './defects/cookie.ts'
import { frontEndDefects } from './defects/front-end.ts'
import { sessionDefects } from './defects/session.ts'
import { webSocketDefects } from './defects/web-socket.ts'
import { xrayOtherMake } from './run.ts'
import { variants } from './variants.ts'

useCompanionHome('file')

it('a hardened site of another make passes all checks', async () => {
  const run = await xrayOtherMake(() => {})
  expect(run.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  expect(run.left).toBe(0)
})

const defects = [...cookieDefects, ...sessionDefects, ...frontEndDefects, ...webSocketDefects]

it('every check has two defects of another make', () => {
  const count = (id: string) => defects.filter(([check]) => check === id).length
  expect(catalog.filter(({ id }) => count(id) < 2)).toEqual([])
})

/** Only the permission that the check needs, for the sake of time. */
function allowOnly(id: string): string[] {
  const check = catalog.find(each => each.id === id)
  if (check?.class === 'W') return ['wait']
  return check?.class === 'A' ? [id] : []
}

it.each(defects)('%s, and no other check, fails for %s', async (check, _, change) => {
  const run = await xrayOtherMake(change, { allow: allowOnly(check) })
  expect([run.failed, run.left]).toEqual([[check], 0])
})

const cases = variants.map(([what, change, ...undecided]) => [what, change, undecided.flat()] as const)

it.each(cases)('no check fails, and the rest passes, if %s', async (_, change, undecided) => {
  const run = await xrayOtherMake(change)
  expect([run.failed, run.undecided, run.left]).toEqual([[], undecided, 0])
})
