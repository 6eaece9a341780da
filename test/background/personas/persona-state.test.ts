import { expect, test, vi } from 'vitest'
import { request, startWithPage, waitForOutcome } from '../../support/background-harness.ts'
import { FakeManagedStorage } from '../../support/fake-browser.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

test('shows every page the saved personas, and which of them was used last', async () => {
  const it = await startWithPage()
  const other = it.open()
  it.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() => expect(other.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  other.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(it, 'passed')
  expect(it.page.state?.personas?.personas[0]?.lastUsedAt).toBeTypeOf('number')
})

test('counts a sign-in that was refused as no use, so that a deletion can still be undone', async () => {
  const it = await startWithPage()
  const [anna, ben] = [personaFixture('Anna'), personaFixture('Ben')]
  it.page.sendIntent({ intent: 'savePersonas', personas: [anna, ben] })
  it.page.sendIntent({ intent: 'deletePersona', id: 'ben' })
  await vi.waitFor(() => expect(it.page.state?.personas?.deleted).toEqual(ben))
  it.page.sendIntent({ intent: 'signIn', request: { ...request, prefix: 'bad prefix', persona: 'anna' } })
  await waitForOutcome(it, 'failed')
  it.page.sendIntent({ intent: 'undeletePersona' })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toEqual([anna, ben]))
})

test('shows the personas of the organisation beside one’s own, as they are set and changed', async () => {
  const entry = { label: 'For all', userDirectory: 'DOMAIN', userId: 'all' }
  const managed = new FakeManagedStorage({ personas: [entry], defaults: { site: 'acme' }, more: 1 })
  const it = await startWithPage({ managed })
  it.page.sendIntent({ intent: 'savePersonas', personas: [personaFixture('Anna')] })
  await vi.waitFor(() =>
    expect(it.page.state?.personas?.personas).toMatchObject([
      { label: 'Anna' },
      { label: 'For all', isManaged: true },
    ]),
  )
  expect(it.page.state?.policy).toMatchObject({
    defaults: { site: 'acme' },
    problems: [{ where: 'more', why: 'unknownSetting' }],
  })
  it.page.sendIntent({ intent: 'duplicatePersona', id: 'policy:For all', newId: 'mine', label: 'Mine' })
  await vi.waitFor(() =>
    expect(it.page.state?.personas?.personas[0]).toMatchObject({ id: 'mine', userId: 'all' }),
  )
  expect(it.page.state?.personas?.personas[0]).not.toHaveProperty('isManaged')
  it.page.sendIntent({ intent: 'deletePersona', id: 'mine' })
  managed.set({})
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  expect(it.page.state?.policy?.problems).toEqual([])
})
