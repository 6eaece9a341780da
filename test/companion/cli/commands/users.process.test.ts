import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

it('users --like lists the users of a site with their access passes', async () => {
  await using harness = await startCompanionWithQlik()
  const { stdout } = await runHubpass(harness, 'users', 'acme', '--like', 'user')
  expect(stdout.split('\n')[0]).toMatch(/^User +Name +Access pass$/)
  expect(stdout).toMatch(/^DOMAIN\\User1 +User One +yes$/m)
  expect(stdout).toMatch(/^DOMAIN\\NoAccess +User without an access pass +no$/m)
  expect(await runForResult(harness, 'users', '-s', 'limited', '--like', 'user')).toEqual({
    users: [],
    hidden: 3,
  })
  expect((await runHubpass(harness, 'users', 'limited', '--like', 'user')).stdout).toBe(
    'No users.\n3 more users, not listed\n',
  )
})

it('users refuses a search without letters, and reports a closed QRS', async () => {
  await using harness = await startCompanionWithQlik()
  expect(await runForError(harness, 'users', 'acme', '--like', ' ')).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
  })
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { qrs: 'localhost:1' }))
  expect(await runForError(harness, 'users', '--like', 'ann')).toMatchObject({ exitCode: 4 })
})

it('whoami asks the hub whose session an id belongs to', async () => {
  await using harness = await startCompanionWithQlik()
  const sessionId = 'the-id-of-user-two'
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2', sessionId, prefix: 'sales' })
  const ask = (...options: string[]) =>
    runHubpass(harness, 'whoami', 'acme', '--session-id', sessionId, ...options)
  expect(await ask('-p', 'sales')).toEqual({
    code: 0,
    stdout: `DOMAIN\\User2 is signed in to ${harness.qlik.hub}/sales/hub/\n`,
    stderr: '',
  })
  const wrong = await ask('-p', 'sales', '--cookie-name', 'X-Other')
  expect(wrong).toMatchObject({ code: 1, stdout: expect.stringContaining('Nobody is signed in') })
  expect(wrong.stdout).not.toContain(sessionId)
  expect(harness.qlik.requests.filter(({ endpoint }) => endpoint === 'qps')).toEqual([])
})
