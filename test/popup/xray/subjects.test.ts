import { expect, it } from 'vitest'
import { catalog } from '../../../companion/xray/catalog.ts'
import { selectChecks } from '../../../src/popup/xray/sort-checks.ts'
import { findSubject } from '../../../src/popup/xray/subjects.ts'
import { xrays } from '../../stories/popup/xrays.ts'

it('every check of the catalog has a subject', () => {
  expect(catalog.filter(check => findSubject(check) === undefined)).toEqual([])
})

it('a check of a newer companion comes last of its verdict', () => {
  const { passed } = xrays
  const known = passed?.status === 'done' ? passed.report.checks : []
  const newer = known.slice(0, 1).map(check => ({ ...check, id: 'SC-41' }))
  expect(selectChecks([...newer, ...known], 'passed').at(-1)?.id).toBe('SC-41')
  expect(selectChecks([...newer, ...known], 'failed')).toEqual([])
})
