import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { readAuditFiles, readRefusedFiles } from '../../support/audit-log.ts'
import { AsyncDisposableStack } from '../../support/disposable-stack.ts'
import { createFakeZenity } from '../../support/fake-zenity.ts'
import { extensionOrigin, startNativeHost } from '../../support/native-host.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** A companion without sites, a server, and a person who answers the dialogs. */
async function openWorld() {
  const resources = new AsyncDisposableStack()
  const home = resources.use(await createTemporaryHome())
  const qlik = resources.use(await QlikSenseDouble.start())
  const person = await createFakeZenity(home.path)
  const certificates = join(home.path, 'my certificates')
  await cp(qlik.certificates.folder, certificates, { recursive: true })
  const startHost = () =>
    resources.use(
      startNativeHost({ home: home.path, env: { ...person.env, HOME: home.path, LANG: 'en_US.UTF-8' } }),
    )
  return {
    home: home.path,
    qlik,
    person,
    certificates,
    host: startHost(),
    startHost,
    request: { site: 'acme', hub: qlik.hub },
    readSites: async () => JSON.parse(await readFile(join(home.path, 'config.json'), 'utf8')).sites,
    [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
  }
}

/** A dialog opens once the certificates of the machine have been searched. */
const patience = { timeout: 10_000 }

const shown = (dialog: readonly string[] = []): string =>
  dialog.find(arg => arg.startsWith('--text='))?.slice('--text='.length) ?? ''

it('addSite saves what the person chose, after showing who asks, the addresses and the certificate', async () => {
  await using world = await openWorld()
  const { host, person, qlik } = world
  const qps = new URL(qlik.qps).host
  await person.answer(
    { press: 'Settings…' },
    { press: 'Proxy Service (QPS)…' },
    { type: qps },
    { press: 'Choose folder…' },
    { type: world.certificates },
    { press: 'Add site' },
  )
  expect(await host.sendCommand('addSite', world.request)).toMatchObject({
    result: { site: { id: 'acme', hub: qlik.hub }, replaced: false, warnings: [] },
  })
  expect(await world.readSites()).toMatchObject([
    { id: 'acme', hub: qlik.hub, qps, credential: { certificate: join(world.certificates, 'client.pem') } },
  ])
  const last = shown((await person.readDialogs()).at(-1))
  for (const fact of [
    extensionOrigin.replace(/\/$/, ''),
    'Site: acme',
    `Hub: ${qlik.hub}`,
    `Proxy Service (QPS): ${qps}`,
    'anybody',
    world.certificates,
    'CN=QlikClient',
  ])
    expect(last).toContain(fact)
  expect(await readAuditFiles(world.home)).toMatchObject([
    { action: 'site.add', site: 'acme', hub: qlik.hub, via: 'browser', outcome: 'asked' },
    { action: 'site.add', site: 'acme', hub: qlik.hub, via: 'browser', outcome: 'done' },
  ])
})

it('addSite saves nothing if the person closes the dialog', async () => {
  await using world = await openWorld()
  await world.person.answer('close')
  expect(await world.host.sendCommand('addSite', world.request)).toMatchObject({
    error: { code: 'SITE_CHANGE_REFUSED', details: { site: 'acme' } },
  })
  await expect(world.readSites()).rejects.toThrow('ENOENT')
  expect(await readRefusedFiles(world.home)).toMatchObject([
    { action: 'site.add', outcome: 'SITE_CHANGE_REFUSED' },
  ])
})

it('addSite asks again if the folder vanishes before the agreement, or has no certificate', async () => {
  await using world = await openWorld()
  await world.person.answer(
    { press: 'Choose folder…' },
    { type: join(world.home, 'nothing') },
    { press: 'Choose folder…' },
    { type: world.certificates },
    { press: 'Add site', afterRemoving: world.certificates },
    'close',
  )
  expect(await world.host.sendCommand('addSite', world.request)).toMatchObject({
    error: { code: 'SITE_CHANGE_REFUSED' },
  })
  const texts = (await world.person.readDialogs()).map(shown)
  expect(texts[2]).toContain('There is no client certificate at')
  expect(texts.at(-1)).toContain('There is no client certificate at')
})

it('addSite changes a site and keeps its limit of users, also for another host', async () => {
  await using world = await openWorld()
  const site = siteConfigFor(world.qlik, { users: ['TESTING_*\\*'], tlsServerName: 'localhost' })
  await writeConfig(world.home, site)
  await world.person.answer({ press: 'Save changes' })
  expect(await world.host.sendCommand('addSite', world.request)).toMatchObject({ result: { replaced: true } })
  expect(await world.readSites()).toEqual([site])
  await world.person.answer(
    { press: 'Choose folder…' },
    { type: world.certificates },
    { press: 'Save changes' },
  )
  await world.host.sendCommand('addSite', { site: 'acme', hub: 'https://other.test' })
  expect(await world.readSites()).toMatchObject([
    { hub: 'https://other.test', qps: 'other.test:4243', users: ['TESTING_*\\*'] },
  ])
  const dialogs = await world.person.readDialogs()
  expect(shown(dialogs[1])).toContain(`Hub: https://other.test (until now ${world.qlik.hub})`)
  expect(dialogs[1]?.join()).not.toContain('Save changes')
  expect((await readAuditFiles(world.home)).map(({ action }) => action)).toEqual(Array(4).fill('site.change'))
})

it('removeSite removes a site with the consent of the person only', async () => {
  await using world = await openWorld()
  await writeConfig(world.home, siteConfigFor(world.qlik))
  await world.person.answer('close', { press: 'Remove site' })
  expect(await world.host.sendCommand('removeSite', { site: 'acme' })).toMatchObject({
    error: { code: 'SITE_CHANGE_REFUSED' },
  })
  expect(await world.readSites()).toHaveLength(1)
  expect(await world.host.sendCommand('removeSite', { site: 'acme' })).toMatchObject({
    result: { removed: 'acme' },
  })
  expect(await world.readSites()).toEqual([])
  expect((await readAuditFiles(world.home)).at(-1)).toMatchObject({ action: 'site.remove', outcome: 'done' })
})

it('a second dialog is refused while one waits, in another browser too', async () => {
  await using world = await openWorld()
  const waiting = world.host.sendCommand('addSite', world.request)
  await expect.poll(world.person.readDialogs, patience).toHaveLength(1)
  for (const host of [world.host, world.startHost()])
    expect(await host.sendCommand('addSite', { ...world.request, site: 'other' })).toMatchObject({
      error: { code: 'SITE_DIALOG_OPEN' },
    })
  expect(await world.host.sendCommand('cancel', { request: 1 })).toMatchObject({
    result: { cancelled: true },
  })
  expect(await waiting).toMatchObject({ error: { code: 'CANCELLED' } })
  expect(await world.person.readDialogs()).toHaveLength(1)
})

it('ten refused requests within a minute end the port and the dialog', async () => {
  await using world = await openWorld()
  const { host, person, request } = world
  host.send({ id: 100, command: 'addSite', params: request })
  await expect.poll(person.readDialogs, patience).toHaveLength(1)
  for (let id = 101; id <= 110; id += 1) host.send({ id, command: 'removeSite', params: { site: 'acme' } })
  for (let id = 111; id <= 120; id += 1) host.send({ id, command: 'addSite', params: request })
  const { code, stderr } = await host.ended
  expect(code).toBe(0)
  expect(stderr).toContain('too many refused requests to change sites')
  expect(await person.readDialogs()).toHaveLength(1)
})

it('the dialog ends when the browser closes the port', async () => {
  await using world = await openWorld()
  world.host.send({ id: 1, command: 'addSite', params: world.request })
  await expect.poll(world.person.readDialogs, patience).toHaveLength(1)
  world.host.close()
  await world.host.ended
  await world.person.answer('close')
  expect(await world.startHost().sendCommand('addSite', world.request)).toMatchObject({
    error: { code: 'SITE_CHANGE_REFUSED' },
  })
})

it('the configuration can leave sites to the terminal, and keeps that switch', async () => {
  await using world = await openWorld()
  const file = join(world.home, 'config.json')
  await writeFile(
    file,
    JSON.stringify({ version: 1, addSites: 'terminal', sites: [siteConfigFor(world.qlik)] }),
  )
  for (const [command, params] of [
    ['addSite', world.request],
    ['removeSite', { site: 'acme' }],
  ] as const)
    expect(await world.host.sendCommand(command, params)).toMatchObject({
      error: { code: 'SITE_CHANGE_FORBIDDEN', details: { by: 'configuration' } },
    })
  expect(await world.person.readDialogs()).toEqual([])
})

it('without a dialog program, the answer names the terminal', async () => {
  await using world = await openWorld()
  await rm(world.person.program)
  expect(await world.host.sendCommand('addSite', world.request)).toMatchObject({
    error: {
      code: 'SITE_DIALOG_UNAVAILABLE',
      remedy: expect.stringContaining('"hubpass site" in a terminal'),
    },
  })
})

it.each([
  ['a capital', { site: 'Acme' }],
  ['a long id', { site: 'a'.repeat(65) }],
  ['a control character', { site: 'acme\u0000' }],
  ['a path', { site: '../acme' }],
  ['a hub of another scheme', { hub: 'file:///etc/passwd' }],
  ['a hub with a password', { hub: 'https://me:pass@qlik.test' }],
  ['a long hub', { hub: `https://${'a'.repeat(100_000)}.test` }],
  ['a line break in the hub', { hub: 'https://qlik.test\n<b>' }],
])('a request with %s opens no dialog', async (_, change) => {
  await using world = await openWorld()
  const answer = await world.host.sendCommand('addSite', { ...world.request, ...change })
  expect(answer).toMatchObject({ error: { code: 'BAD_REQUEST' } })
  expect(JSON.stringify(answer).length).toBeLessThan(2_000)
  expect(await world.person.readDialogs()).toEqual([])
})

it('checkSite answers like the doctor', async () => {
  await using world = await openWorld()
  await writeConfig(world.home, siteConfigFor(world.qlik))
  const answer = await world.host.sendCommand('checkSite', { site: 'acme' })
  expect(answer).toMatchObject({
    result: {
      verdicts: [
        {
          site: 'acme',
          message: { id: expect.stringMatching(/^verdict\.ready(With|$)/), values: { site: 'acme' } },
        },
      ],
      checks: expect.arrayContaining([expect.objectContaining({ id: 'qps', state: 'passed' })]),
    },
  })
  expect(await world.host.sendCommand('checkSite', { site: 'other' })).toMatchObject({
    error: { code: 'SITE_UNKNOWN' },
  })
})
