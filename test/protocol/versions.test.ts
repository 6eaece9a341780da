import { expect, test } from 'vitest'
import { negotiateVersion } from '#protocol/versions'
import { catchFinding } from '../support/catch-finding.ts'

test.each([
  [{ min: 1, max: 1 }, { min: 1, max: 1 }, 1],
  [{ min: 1, max: 3 }, { min: 2, max: 5 }, 3],
])('extension %j and companion %j speak %d', (extension, companion, version) => {
  expect(negotiateVersion({ extension, companion })).toBe(version)
})

test.each([
  [{ min: 2, max: 3 }, { min: 1, max: 1 }, 'companion'],
  [{ min: 1, max: 1 }, { min: 2, max: 2 }, 'extension'],
])('of extension %j and companion %j it is the %s that is too old', (extension, companion, older) => {
  expect(catchFinding(() => negotiateVersion({ extension, companion }))).toMatchObject({
    code: 'VERSION_MISMATCH',
    details: { older },
  })
})
