import { expect, it } from 'vitest'
import { parseConfiguration } from '../../../companion/config/parse.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'

const site = {
  id: 'acme',
  hub: 'https://qlik.acme.com',
  qps: 'qlik.acme.com:4243',
  qrs: '[::1]:4242',
  credential: { kind: 'pem', certificate: '/c/client.pem', key: '/c/client_key.pem', root: '/c/root.pem' },
}

const toConfigText = (...sites: object[]): string => JSON.stringify({ version: 1, sites })

it('parseConfiguration reads a written configuration', async () => {
  const full = { ...site, tlsServerName: 'QLIK', users: ['TESTING\\*'] }
  const { sites } = await parseConfiguration(toConfigText(full), 'config.json')
  expect(sites).toEqual([full])
})

it.each([
  ['an empty file', '', 'it is empty'],
  ['white space', ' \n', 'it is empty'],
  ['an incomplete file', toConfigText(site).slice(0, 60), 'it is not valid JSON'],
  ['a file that is not JSON', 'version: 1', 'it is not valid JSON'],
  ['JSON of another program', '{"name":"something","version":"1.0.0"}', 'it is not a Hubpass configuration'],
  ['a list', '[]', 'it is not a Hubpass configuration'],
  ['null', 'null', 'it is not a Hubpass configuration'],
  [
    'a newer version',
    '{"version":2,"sites":{}}',
    'it was written by a newer Hubpass (version 2; this Hubpass supports versions up to 1)',
  ],
  ['an invalid version', '{"version":0,"sites":[]}', 'version is 0'],
  ['a missing list of sites', '{"version":1}', 'sites is missing'],
  ['a site without a hub', toConfigText({ ...site, hub: undefined }), 'sites.0.hub is missing'],
  [
    'a hub with a path',
    toConfigText({ ...site, hub: 'https://qlik.acme.com/hub' }),
    'sites.0.hub is "https://qlik.acme.com/hub"',
  ],
  [
    'a hub in capitals',
    toConfigText({ ...site, hub: 'https://QLIK.acme.com' }),
    'but must be an origin like https://host',
  ],
  [
    'a hub with the default port',
    toConfigText({ ...site, hub: 'https://qlik.acme.com:443' }),
    'but must be an origin',
  ],
  ['a hub with a query', toConfigText({ ...site, hub: 'https://qlik.acme.com?a' }), 'but must be an origin'],
  ['a hub of another scheme', toConfigText({ ...site, hub: 'ftp://qlik.acme.com' }), 'but must be an origin'],
  [
    'a hub with a password',
    toConfigText({ ...site, hub: 'https://me:secret@qlik.acme.com' }),
    'sites.0.hub is "https://…@qlik.acme.com"',
  ],
  [
    'an address without a port',
    toConfigText({ ...site, qps: 'qlik.acme.com' }),
    'sites.0.qps is "qlik.acme.com", but must be host:port',
  ],
  [
    'a credential of an unknown kind',
    toConfigText({ ...site, credential: { kind: 'magic' } }),
    'sites.0.credential.kind is "magic"',
  ],
  ['a misspelt limit', toConfigText({ ...site, user: ['A\\*'] }), 'sites.0.user is unknown'],
  ['an empty limit', toConfigText({ ...site, users: [] }), 'sites.0.users'],
  ['one id twice', toConfigText(site, site), 'sites with different ids'],
])('parseConfiguration rejects %s and names the field', async (_, text, problem) => {
  expect(await findingOfRejection(parseConfiguration(text, '/home/config.json'))).toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(`The configuration file /home/config.json is not valid: `),
    details: { file: '/home/config.json', problem: expect.stringContaining(problem) },
  })
})
