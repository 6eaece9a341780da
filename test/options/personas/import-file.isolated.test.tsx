// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { State } from '#shared/state'
import { App } from '../../../src/options/App.tsx'
import { comparePersonas } from '../../../src/options/personas/compare-personas.ts'
import { createFakeOptionsClient } from '../../support/fake-options-client.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

vi.mock('../../../src/options/personas/compare-personas.ts', { spy: true })
afterEach(cleanup)
beforeEach(() => {
  vi.mocked(comparePersonas).mockClear()
})

const createPersonaFile = (...labels: string[]) => {
  const personas = labels.map(label => ({ label, userDirectory: 'DOMAIN', userId: label }))
  return new File([JSON.stringify({ hubpass: 'personas', version: 1, personas })], 'team.json')
}

it('ImportFile compares a file again only when the personas change', async () => {
  location.hash = '#personas'
  const state: State = {
    companion: { status: 'connecting' },
    personas: { personas: [personaFixture('Anna'), personaFixture('For all', { isManaged: true })] },
  }
  const link = createFakeOptionsClient(state)
  render(<App client={link} />)
  fireEvent.change(screen.getByLabelText('Persona file'), {
    target: { files: [createPersonaFile('Ben', 'Anna')] },
  })
  await screen.findByText(/^1 new/)
  expect(comparePersonas).toHaveBeenCalledOnce()
  link.publish({ ...state, companion: { status: 'ready', version: '1', sites: [] } })
  fireEvent.click(screen.getByLabelText('Import Ben'))
  await screen.findByRole('button', { name: 'Import 1' })
  expect(comparePersonas).toHaveBeenCalledOnce()
  link.publish({ ...state, personas: { personas: [personaFixture('Anna'), personaFixture('Ben')] } })
  await screen.findByText('2 changed')
  expect(comparePersonas).toHaveBeenCalledTimes(2)
})

it('ImportFile says that a file in a Windows code page is not UTF-8', async () => {
  location.hash = '#personas'
  const link = createFakeOptionsClient({ companion: { status: 'connecting' }, personas: { personas: [] } })
  render(<App client={link} />)
  const json = JSON.stringify({
    hubpass: 'personas',
    version: 1,
    personas: [{ label: 'Müller', userDirectory: 'DOMAIN', userId: 'müller' }],
  })
  const bytes = Uint8Array.from(json, character => character.charCodeAt(0))
  fireEvent.change(screen.getByLabelText('Persona file'), {
    target: { files: [new File([bytes], 'team.json')] },
  })
  expect((await screen.findByRole('alert')).textContent).toMatch(/team\.json.* not UTF-8 text/)
  expect(screen.queryByRole('button', { name: /^Import \d/ })).toBeNull()
})

it('ImportFile resets the selection for the next file of the same name', async () => {
  location.hash = '#personas'
  const personas = [personaFixture('Anna', { userId: 'somebody else' })]
  const link = createFakeOptionsClient({ companion: { status: 'connecting' }, personas: { personas } })
  render(<App client={link} />)
  const choose = (file: File) =>
    fireEvent.change(screen.getByLabelText('Persona file'), { target: { files: [file] } })
  const anna = () => screen.getByLabelText<HTMLInputElement>('Import Anna')
  choose(createPersonaFile('Anna'))
  await screen.findByText('1 changed')
  fireEvent.click(anna())
  expect(anna().checked).toBe(true)
  choose(createPersonaFile('Anna', 'Ben'))
  await screen.findByText('1 new and 1 changed')
  expect(anna().checked).toBe(false)
})

it.each([
  ['UTF-8 with a byte order mark', (text: string) => Buffer.from(text)],
  ['UTF-16 LE', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16 BE', (text: string) => Buffer.from(text, 'utf16le').swap16()],
])('ImportFile reads a file in %s', async (_, encode) => {
  location.hash = '#personas'
  const link = createFakeOptionsClient({ companion: { status: 'connecting' }, personas: { personas: [] } })
  render(<App client={link} />)
  const text = await createPersonaFile('Jürgen').text()
  const file = new File([encode(`\uFEFF${text}`)], 'team.json')
  fireEvent.change(screen.getByLabelText('Persona file'), { target: { files: [file] } })
  await screen.findByText(/^1 new/)
  expect(screen.getByLabelText('Import Jürgen')).toBeDefined()
})
