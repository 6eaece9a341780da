import { expect, it } from 'vitest'
import { listLicenseRequests } from '../../../../../companion/qlik/qrs/access/license-requests.ts'

const user = { userDirectory: 'DOMAIN', userId: 'User1' }

it.each([
  ['<$(reboot)>', '/%3C%24(reboot)%3E?'],
  ['a\ud800b', '/a%EF%BF%BDb?'],
  [undefined, '/<id of the allocation>?'],
])('listLicenseRequests shows the id %j of a server as a part of the path only', (id, part) => {
  const access = [
    { type: 'professional' as const, state: 'allocated' as const, ...(id === undefined ? {} : { id }) },
  ]
  const [request] = listLicenseRequests('qrs.example', user, { hasAccess: true, access, undecided: {} })
  expect(request?.url).toContain(part)
})
