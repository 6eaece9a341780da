import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseSiteOptions } from '../../../../companion/config/options/site.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const hub = 'https://qlik.acme.com'

describe('parseSiteOptions', () => {
  it('fills in default ports and the file names of an export', () => {
    expect(parseSiteOptions('acme', { hub, pem: 'certs' })).toEqual({
      id: 'acme',
      hub,
      qps: 'qlik.acme.com:4243',
      qrs: 'qlik.acme.com:4242',
      credential: {
        kind: 'pem',
        certificate: resolve('certs/client.pem'),
        key: resolve('certs/client_key.pem'),
        root: resolve('certs/root.pem'),
      },
    })
  })

  it('accepts single files and uses the root next to the certificate', () => {
    const { credential } = parseSiteOptions('acme', { hub, cert: 'a/c.pem', key: 'b/k.pem' })
    expect(credential).toMatchObject({ key: resolve('b/k.pem'), root: resolve('a/root.pem') })
  })

  it('accepts a PFX file with or without a separate root', () => {
    expect(parseSiteOptions('acme', { hub, pfx: 'a/c.pfx' }).credential).toEqual({
      kind: 'pfx',
      file: resolve('a/c.pfx'),
    })
    expect(
      parseSiteOptions('acme', { hub, pfx: 'c.pfx', ca: 'root.cer', passphraseEnv: 'SECRET' }),
    ).toMatchObject({
      credential: { root: resolve('root.cer'), passphraseEnv: 'SECRET' },
    })
  })

  it.each([
    ['ab'.repeat(20), 'CurrentUser'],
    ['\u200eab '.repeat(20), 'CurrentUser'],
    [`LocalMachine\\MY\\${'AB'.repeat(20)}`, 'LocalMachine'],
    [`localmachine\\${'AB:'.repeat(20)}`, 'LocalMachine'],
  ])('accepts the thumbprint %j for the Windows store', (windowsStore, store) => {
    expect(parseSiteOptions('acme', { hub, windowsStore }).credential).toEqual({
      kind: 'windows-store',
      store,
      thumbprint: 'AB'.repeat(20),
    })
  })

  it('accepts another root for an export', () => {
    expect(parseSiteOptions('acme', { hub, pem: 'certs', ca: 'r.pem' }).credential.root).toBe(
      resolve('r.pem'),
    )
  })

  it('stores the form of session ids unless it is the default', () => {
    const parse = (sessionIds?: string) =>
      parseSiteOptions('acme', { hub, pem: 'certs', ...(sessionIds === undefined ? {} : { sessionIds }) })
    expect(parse('base64url').sessionIds).toBe('base64url')
    expect(parse('guid')).toEqual(parse())
    expect(catchFinding(() => parse('uuid')).message).toContain('--session-ids "uuid" is not valid')
  })

  it('accepts pasted addresses with scheme and trailing slash', () => {
    const pasted = { hub, pem: 'c', qps: 'https://qlik.acme.com:443', qrs: ' HTTPS://[fd00::1]:4242/ ' }
    expect(parseSiteOptions('acme', pasted)).toMatchObject({
      qps: 'qlik.acme.com:443',
      qrs: '[fd00::1]:4242',
    })
  })

  it.each(['TESTING_*', 'A\\B', '*', 'A?B'])('accepts the user pattern %s', pattern => {
    expect(parseSiteOptions('acme', { hub, pem: 'c', users: [pattern] }).users).toEqual([pattern])
  })

  it('keeps the brackets of an IPv6 host', () => {
    expect(parseSiteOptions('acme', { hub: 'https://[fd00::1]:8443', pem: 'c' })).toMatchObject({
      hub: 'https://[fd00::1]:8443',
      qps: '[fd00::1]:4243',
    })
  })

  it.each([
    ['https://qlik.acme.com/', hub],
    ['https://qlik.acme.com/hub', hub],
    ['https://qlik.acme.com/hub/', hub],
    [' https://QLIK.acme.com/HUB/ ', hub],
    ['https://qlik.acme.com:443', hub],
    ['https://qlik.acme.com:8443/hub/', `${hub}:8443`],
    ['http://qlik.acme.com', 'http://qlik.acme.com'],
  ])('reads the hub %s as %s', (received, expected) => {
    expect(parseSiteOptions('acme', { hub: received, pem: 'c' }).hub).toBe(expected)
  })

  it.each([
    ['qlik.acme.com', 'an address like https://qlik.acme.com'],
    ['ftp://qlik.acme.com', 'an address like https://qlik.acme.com'],
    ['https://qlik.acme.com/sales/hub/', 'hubpass login --prefix sales'],
    ['https://qlik.acme.com/qmc', 'without a path'],
    ['https://', 'an address like'],
    ['https://qlik.acme.com/hub/?qlikTicket=x', "the hub's address alone: https://qlik.acme.com"],
    ['https://qlik.acme.com/#top', "the hub's address alone: https://qlik.acme.com"],
  ])('rejects the hub %s', (received, expected) => {
    const message = `--hub ${JSON.stringify(received)} is not valid.`
    const finding = catchFinding(() => parseSiteOptions('acme', { hub: received, pem: 'c' }))
    expect(finding).toMatchObject({ message, remedy: expect.stringContaining(expected) })
  })

  it('hides a password in the hub address', () => {
    const add = () => parseSiteOptions('acme', { hub: 'https://me:secret@qlik.acme.com', pem: 'c' })
    expect(JSON.stringify(catchFinding(add))).not.toContain('secret')
  })

  it.each([['Acme'], ['acme.test'], [''], ['-acme'], ['a b'], ['ä']])('refuses the id %j', id => {
    const { message } = catchFinding(() => parseSiteOptions(id, { hub, pem: 'c' }))
    expect(message).toBe(`Site id ${JSON.stringify(id)} is not valid.`)
  })

  it.each([
    [{}, 'Credential "" is not valid.'],
    [{ cert: 'c.pem' }, 'Credential "c.pem" is not valid.'],
    [{ pem: 'c', key: 'k.pem' }, 'Credential "c, k.pem" is not valid.'],
    [{ windowsStore: 'abc' }, '--windows-store "abc" is not valid.'],
    [{ pem: 'c', pfx: 'c.pfx' }, 'Credential "c, c.pfx" is not valid.'],
    [{ pem: 'c', qps: 'qlik.acme.com' }, '--qps "qlik.acme.com" is not valid.'],
    [{ pem: 'c', qps: 'qlik.acme.com:0' }, '--qps "qlik.acme.com:0" is not valid.'],
    [{ pem: 'c', qps: 'https://qlik.acme.com' }, '--qps "https://qlik.acme.com" is not valid.'],
    [
      { pem: 'c', qps: 'https://qlik.acme.com:4243/qps' },
      '--qps "https://qlik.acme.com:4243/qps" is not valid.',
    ],
    [{ pem: 'c', qps: 'http://qlik.acme.com:4243' }, '--qps "http://qlik.acme.com:4243" is not valid.'],
    [{ pem: 'c', tlsServerName: 'a b' }, '--tls-server-name "a b" is not valid.'],
    [{ pem: 'c', tlsServerName: 'qlik:4243' }, '--tls-server-name "qlik:4243" is not valid.'],
    [{ pem: 'c', tlsServerName: '' }, '--tls-server-name "" is not valid.'],
    [{ pem: 'c', users: ['A\\*', 'noslash'] }, '--users "noslash" is not valid.'],
    [{ pem: 'c', qrs: 'qlik.acme.com:99999' }, '--qrs "qlik.acme.com:99999" is not valid.'],
    [{ pem: 'c', passphraseEnv: 'my secret' }, '--passphrase-env "(not shown)" is not valid.'],
  ])('rejects the options %j', (options, message) => {
    expect(catchFinding(() => parseSiteOptions('acme', { hub, ...options })).message).toBe(message)
  })
})
