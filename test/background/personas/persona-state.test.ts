import { expect, test, vi } from 'vitest'
import { request, startBackground, startWithPage, waitForOutcome } from '../../support/background-harness.ts'
import { FakeManagedStorage } from '../../support/fake-browser.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

test('background shows every page the saved personas and which of them was used last', async () => {
  const bg = await startWithPage()
  const other = bg.openPage()
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() => expect(other.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  other.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(bg, 'passed')
  expect(bg.page.state?.personas?.personas[0]?.lastUsedAt).toBeTypeOf('number')
})

test('background keeps a deletion undoable when a sign-in is rejected', async () => {
  const bg = await startWithPage()
  const [anna, ben] = [personaFixture('Anna'), personaFixture('Ben')]
  bg.page.sendIntent({ intent: 'savePersonas', personas: [anna, ben] })
  bg.page.sendIntent({ intent: 'deletePersona', id: 'ben' })
  await vi.waitFor(() => expect(bg.page.state?.personas?.deleted).toEqual(ben))
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, prefix: 'bad prefix', persona: 'anna' } })
  await waitForOutcome(bg, 'failed')
  bg.page.sendIntent({ intent: 'undeletePersona' })
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toEqual([anna, ben]))
})

test('background shows managed personas beside saved ones, as the policy sets and changes them', async () => {
  const entry = { label: 'For all', userDirectory: 'DOMAIN', userId: 'all' }
  const managed = new FakeManagedStorage({ personas: [entry], defaults: { site: 'acme' }, more: 1 })
  const bg = await startWithPage({ managed })
  bg.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() =>
    expect(bg.page.state?.personas?.personas).toMatchObject([
      { label: 'Anna' },
      { label: 'For all', isManaged: true },
    ]),
  )
  expect(bg.page.state?.policy).toMatchObject({
    defaults: { site: 'acme' },
    problems: [{ path: 'more', reason: 'unknownSetting' }],
  })
  bg.page.sendIntent({ intent: 'duplicatePersona', id: 'policy:For all', newId: 'mine', label: 'Mine' })
  await vi.waitFor(() =>
    expect(bg.page.state?.personas?.personas[0]).toMatchObject({ id: 'mine', userId: 'all' }),
  )
  expect(bg.page.state?.personas?.personas[0]).not.toHaveProperty('isManaged')
  bg.page.sendIntent({ intent: 'deletePersona', id: 'mine' })
  managed.set({})
  await vi.waitFor(() => expect(bg.page.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  expect(bg.page.state?.policy?.problems).toEqual([])
})

test('background shows managed personas in a page that opens before the browser reports the policy', async () => {
  const managed = new FakeManagedStorage()
  const bg = startBackground({ managed })
  await vi.waitFor(async () => expect(await managed.load()).toEqual({}))
  managed.policy = { personas: [{ label: 'For all', userDirectory: 'DOMAIN', userId: 'all' }] }
  const page = bg.openPage()
  await vi.waitFor(() => expect(page.state?.personas?.personas).toMatchObject([{ label: 'For all' }]))
})

test('a shortcut signs in a managed persona that the browser has not reported yet', async () => {
  const managed = new FakeManagedStorage()
  const bg = startBackground({ managed })
  await vi.waitFor(async () => expect(await managed.load()).toEqual({}))
  managed.policy = {
    personas: [{ label: 'For all', userDirectory: 'DOMAIN', userId: 'User1', site: 'acme' }],
  }
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.companion.sessions).toMatchObject([{ userId: 'User1' }]))
})
