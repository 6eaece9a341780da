import { expect, test } from 'vitest'
import { commonVersion } from '#protocol/versions'
import { findingOfCall } from './code-of.ts'

test.each([
  [{ min: 1, max: 1 }, { min: 1, max: 1 }, 1],
  [{ min: 1, max: 3 }, { min: 2, max: 5 }, 3],
])('extension %j and companion %j speak %d', (extension, companion, version) => {
  expect(commonVersion({ extension, companion })).toBe(version)
})

test.each([
  [{ min: 2, max: 3 }, { min: 1, max: 1 }, 'companion'],
  [{ min: 1, max: 1 }, { min: 2, max: 2 }, 'extension'],
])('of extension %j and companion %j it is the %s that is too old', (extension, companion, older) => {
  expect(findingOfCall(() => commonVersion({ extension, companion }))).toMatchObject({
    code: 'VERSION_MISMATCH',
    details: { older },
  })
})
