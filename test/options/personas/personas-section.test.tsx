// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import type { State } from '#shared/state'
import { PersonasSection } from '../../../src/options/personas/PersonasSection.tsx'
import { createFakeOptionsClient } from '../../support/fake-options-client.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

afterEach(cleanup)

const sites = [{ id: 'production', hub: 'https://qlik.example.com' }]
const state: State = {
  companion: { status: 'ready', version: '1', sites },
  personas: {
    personas: [
      personaFixture('Bob', { site: 'production', userId: 'bob', lastUsedAt: 1 }),
      personaFixture('Anna', {
        site: 'gone',
        attributeSets: [{ name: '', attributes: [{ name: 'group', value: 'HR' }] }],
      }),
      personaFixture('Chef', { id: 'policy:chef', isManaged: true, pinned: true }),
    ],
  },
}

function renderPersonas() {
  const client = createFakeOptionsClient()
  render(<PersonasSection client={client} state={state} />)
  return {
    client,
    labels: () => [...document.querySelectorAll('.personas strong')].map(one => one.textContent),
  }
}
const button = (name: string) => screen.getByRole('button', { name })

it('PersonasSection sorts as the popup or by a text, and searches', () => {
  const { labels } = renderPersonas()
  expect(labels()).toEqual(['Chef', 'Bob', 'Anna'])
  fireEvent.change(screen.getByLabelText('Order'), { target: { value: 'label' } })
  expect(labels()).toEqual(['Anna', 'Bob', 'Chef'])
  fireEvent.input(screen.getByLabelText('Find a persona'), { target: { value: 'än' } })
  expect(labels()).toEqual(['Anna'])
})

it('PersonasSection shows attributes and a site that no longer exists', () => {
  renderPersonas()
  expect(screen.getAllByText('group=HR')).toHaveLength(3)
  expect(screen.getByText('site "gone" no longer exists')).toBeTruthy()
  expect(button('Sign in as Anna').hasAttribute('disabled')).toBe(true)
  expect(screen.queryByRole('button', { name: 'Edit Chef' })).toBeNull()
})

it('PersonasSection signs in as a persona', async () => {
  const { client } = renderPersonas()
  fireEvent.click(button('Sign in as Bob'))
  await waitFor(() => expect(client.sent).toContainEqual({ intent: 'permission', granted: true }))
  expect(client.sent).toContainEqual({
    intent: 'signIn',
    request: expect.objectContaining({ site: 'production', windowId: 1, sessionId: expect.any(String) }),
  })
})

it('PersonasSection adds a persona once it is valid', async () => {
  const { client } = renderPersonas()
  fireEvent.click(button('Add persona'))
  const dialog = await screen.findByRole('dialog')
  const type = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } })
  type('User', 'anna')
  fireEvent.submit(dialog.querySelector('form') ?? dialog)
  expect((await screen.findByRole('alert')).getAttribute('data-code')).toBe('IDENTITY_INVALID')
  type('User', 'DOMAIN\\anna')
  type('Attributes', 'group=HR')
  fireEvent.submit(dialog.querySelector('form') ?? dialog)
  expect(client.sent).toMatchObject([
    {
      intent: 'savePersonas',
      personas: [
        {
          label: 'anna',
          userDirectory: 'DOMAIN',
          userId: 'anna',
          attributeSets: [{ attributes: [{ name: 'group', value: 'HR' }] }],
        },
      ],
    },
  ])
})

it('PersonasSection says what it has exported, and where', () => {
  Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined })
  renderPersonas()
  fireEvent.click(button('Export'))
  expect(screen.getByText('Exported 2 personas to hubpass-personas.json.')).toBeTruthy()
})

it('PersonasSection says that a persona is saved', async () => {
  renderPersonas()
  fireEvent.click(button('Edit Bob'))
  const dialog = await screen.findByRole('dialog')
  fireEvent.submit(dialog.querySelector('form') ?? dialog)
  expect(await screen.findByText('Saved Bob.')).toBeTruthy()
})
