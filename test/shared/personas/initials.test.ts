import { expect, it } from 'vitest'
import { getInitials } from '#shared/personas/initials'

it.each([
  ['Anna', 'AN'],
  ['anna maria huber', 'AH'],
  ['Finance – read only', 'FO'],
  ['User1', 'US'],
  ['é́lodie', 'É́L'],
  ['山田 太郎', '山太'],
  ['安娜', '安娜'],
  ['مدير النظام', 'ما'],
  ['हिन्दी', 'हिन्दी'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧F'],
  ['x', 'X'],
  ['!', '!'],
  ['  ', ''],
])('%s is %s', (label, initials) => expect(getInitials(label)).toBe(initials))
