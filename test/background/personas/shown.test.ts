import { expect, test, vi } from 'vitest'
import { ManagedStorageDouble } from '../../doubles/browser.ts'
import { personaOf } from '../../doubles/persona.ts'
import { ended, request, world } from '../fixtures/world.ts'

test('shows every page the saved personas, and which of them was used last', async () => {
  const it = await world()
  const other = it.open()
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Anna')] })
  await vi.waitFor(() => expect(other.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  other.say({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await ended(it, 'passed')
  expect(it.page.state?.personas?.personas[0]?.lastUsedAt).toBeTypeOf('number')
})

test('counts a sign-in that was refused as no use, so that a deletion can still be undone', async () => {
  const it = await world()
  const [anna, ben] = [personaOf('Anna'), personaOf('Ben')]
  it.page.say({ intent: 'savePersonas', personas: [anna, ben] })
  it.page.say({ intent: 'deletePersona', id: 'ben' })
  await vi.waitFor(() => expect(it.page.state?.personas?.deleted).toEqual(ben))
  it.page.say({ intent: 'signIn', request: { ...request, prefix: 'bad prefix', persona: 'anna' } })
  await ended(it, 'failed')
  it.page.say({ intent: 'undeletePersona' })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toEqual([anna, ben]))
})

test('shows the personas of the organisation beside one’s own, as they are set and changed', async () => {
  const entry = { label: 'For all', userDirectory: 'DOMAIN', userId: 'all' }
  const managed = new ManagedStorageDouble({ personas: [entry], defaults: { site: 'acme' }, more: 1 })
  const it = await world({ managed })
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Anna')] })
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
  it.page.say({ intent: 'duplicatePersona', id: 'policy:For all', newId: 'mine', label: 'Mine' })
  await vi.waitFor(() =>
    expect(it.page.state?.personas?.personas[0]).toMatchObject({ id: 'mine', userId: 'all' }),
  )
  expect(it.page.state?.personas?.personas[0]).not.toHaveProperty('isManaged')
  it.page.say({ intent: 'deletePersona', id: 'mine' })
  managed.set({})
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  expect(it.page.state?.policy?.problems).toEqual([])
})
