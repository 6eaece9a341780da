import { expect, it } from 'vitest'
import { PASSPHRASE } from '../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { named, pfxIn, pfxPassword } from './fixtures/credentials.ts'
import { startHost } from './fixtures/host.ts'
import { configure, credentialIn, siteFor } from './fixtures/site.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'
import { onTerminal } from './fixtures/terminal.ts'

/** `script`, which makes a terminal, takes other arguments elsewhere. */
const onLinux = it.skipIf(process.platform !== 'linux')

const login = ['login', 'acme', '--user', 'DOMAIN\\User1']

async function startWorld() {
  const home = await temporaryHome()
  const qlik = await QlikSenseDouble.start()
  const folder = await qlik.writeCertificates('encryptedKey')
  const dispose = async () => {
    await qlik[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
  }
  return { home: home.path, qlik, folder, [Symbol.asyncDispose]: dispose }
}

onLinux('asks for the passphrase of a key once, and does not show it', async () => {
  await using world = await startWorld()
  await configure(world.home, siteFor(world.qlik, { credential: credentialIn(world.folder) }))
  const { code, screen } = await onTerminal(world, `${PASSPHRASE}\r`, ...login)
  expect(code, screen).toBe(0)
  expect(screen.match(/Passphrase for /g)).toHaveLength(1)
  expect(screen).toContain('client_key.pem: ')
  expect(screen).not.toContain(PASSPHRASE)
  expect(world.qlik.sessions).toHaveLength(1)
})

onLinux('asks for the password of a PFX whose variable is not set', async () => {
  await using world = await startWorld()
  const credential = named(await pfxIn(await world.qlik.writeCertificates('good')))
  await configure(world.home, siteFor(world.qlik, { credential }))
  const { code, screen } = await onTerminal(world, `${pfxPassword}\r`, ...login)
  expect(code, screen).toBe(0)
  expect(screen).not.toContain(pfxPassword)
})

onLinux('says that what was typed is wrong, without repeating it', async () => {
  await using world = await startWorld()
  await configure(world.home, siteFor(world.qlik, { credential: credentialIn(world.folder) }))
  const { code, screen } = await onTerminal(world, 'not-the-right-one\r', ...login)
  expect(code).toBe(3)
  expect(screen).toContain('The passphrase does not open')
  expect(screen).not.toContain('not-the-right-one')
})

onLinux('takes Ctrl-C for an answer', async () => {
  await using world = await startWorld()
  await configure(world.home, siteFor(world.qlik, { credential: credentialIn(world.folder) }))
  expect(await onTerminal(world, '\u0003', ...login)).toMatchObject({ code: 130 })
  expect(world.qlik.requests).toEqual([])
})

it('asks nobody when a browser has started it', async () => {
  await using world = await startWorld()
  await configure(world.home, siteFor(world.qlik, { credential: credentialIn(world.folder) }))
  await using host = startHost({ home: world.home })
  expect(await host.ask('checkCredential', { site: 'acme' })).toMatchObject({
    error: { code: 'KEY_ENCRYPTED' },
  })
})
