import { expect, it } from 'vitest'
import {
  startDraft,
  withAddress,
  withPassphraseVariable,
  withUsers,
} from '../../../companion/site-dialog/draft.ts'

const request = { site: 'acme-test', hub: 'https://qlik.test' }
const current = {
  id: 'acme-test',
  hub: 'https://qlik.test:8443',
  qps: 'qlik.test:5243',
  qrs: 'qlik.test:5242',
  users: ['TESTING\\*'],
  credential: { kind: 'pfx', file: '/client.pfx' },
} as const

it('a request for the same host keeps everything but the hub', () => {
  const site = { ...current, users: [...current.users] }
  expect(startDraft(request, site)).toEqual({ ...site, hub: 'https://qlik.test' })
})

it('a request for another host keeps only the limit of users', () => {
  const site = { ...current, users: [...current.users] }
  expect(startDraft({ ...request, hub: 'https://other.test' }, site)).toEqual({
    id: 'acme-test',
    hub: 'https://other.test',
    qps: 'other.test:4243',
    qrs: 'other.test:4242',
    users: ['TESTING\\*'],
  })
})

it('changed settings are parsed as the command line does', () => {
  const draft = startDraft(request)
  expect(withAddress(draft, 'qps', ' https://node2.qlik.test:4243/ ')).toMatchObject({
    qps: 'node2.qlik.test:4243',
    qrs: 'qlik.test:4242',
  })
  expect(() => withAddress(draft, 'qrs', 'nonsense')).toThrow('BAD_REQUEST')
  expect(withUsers(draft, 'A\\*, B\\x')).toMatchObject({ users: ['A\\*', 'B\\x'] })
  expect(withUsers(withUsers(draft, 'A\\*'), ' , ')).not.toHaveProperty('users')
  expect(() => withUsers(draft, 'anybody')).toThrow('BAD_REQUEST')
})

it('a key with a passphrase gets a variable, unless it has one', () => {
  const pfx = { kind: 'pfx', file: '/client.pfx' } as const
  expect(withPassphraseVariable({ ...startDraft(request), credential: pfx }).credential).toEqual({
    ...pfx,
    passphraseEnv: 'HUBPASS_ACME_TEST_PASSPHRASE',
  })
  const named = { ...pfx, passphraseEnv: 'MINE' }
  expect(withPassphraseVariable({ ...startDraft(request), credential: named }).credential).toEqual(named)
})
