import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isQrsPath } from '../../../../../companion/qlik/qrs/path.ts'
import { createUserFilter } from '../../../../../companion/qlik/qrs/users.ts'

it('createUserFilter keeps every name inside its quotes and inside the query', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(text, text, fc.constantFrom('' as const, 'user.' as const), (userDirectory, userId, part) => {
      const filter = createUserFilter({ userDirectory, userId }, part)
      expect(isQrsPath(`/qrs/user/full?filter=${filter}`)).toBe(true)
      const [, directory = '', id = ''] = decodeURIComponent(filter).split(/'[^']*'/)
      expect(decodeURIComponent(filter).match(/'/g)).toHaveLength(4)
      expect([directory, id]).toEqual([expect.stringMatching(/^ and (user\.)?userDirectory (eq|so) $/), ''])
    }),
  )
})
