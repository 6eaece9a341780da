import { expect, test } from 'vitest'
import { negotiateVersion } from '#protocol/versions'
import { catchFinding } from '../support/catch-finding.ts'

test.each([
  [{ min: 1, max: 1 }, { min: 1, max: 1 }, 1],
  [{ min: 1, max: 3 }, { min: 2, max: 5 }, 3],
])('negotiateVersion of extension %j and companion %j is %d', (extension, companion, version) => {
  expect(negotiateVersion({ extension, companion })).toBe(version)
})

test.each([
  [{ min: 2, max: 3 }, { min: 1, max: 1 }, 'companion'],
  [{ min: 1, max: 1 }, { min: 2, max: 2 }, 'extension'],
])(
  'negotiateVersion of extension %j and companion %j reports that the %s is too old',
  (extension, companion, older) => {
    expect(catchFinding(() => negotiateVersion({ extension, companion }))).toMatchObject({
      code: 'VERSION_MISMATCH',
      details: { older },
    })
  },
)
