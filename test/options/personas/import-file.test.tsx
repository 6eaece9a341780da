// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { State } from '#shared/state'
import { App } from '../../../src/options/App.tsx'
import { compare } from '../../../src/options/personas/compare.ts'
import { personaOf } from '../../doubles/persona.ts'
import { FakeLink } from '../../popup/gallery/fake-link.ts'

vi.mock('../../../src/options/personas/compare.ts', { spy: true })
afterEach(cleanup)
beforeEach(() => {
  vi.mocked(compare).mockClear()
})

const fileOf = (...labels: string[]) => {
  const personas = labels.map(label => ({ label, userDirectory: 'DOMAIN', userId: label }))
  return new File([JSON.stringify({ hubpass: 'personas', version: 1, personas })], 'team.json')
}

it('compares a file with the personas once, whatever else happens, and anew when they change', async () => {
  location.hash = '#personas'
  const state: State = {
    companion: { status: 'connecting' },
    personas: { personas: [personaOf('Anna'), personaOf('For all', { isManaged: true })] },
  }
  const link = new FakeLink(state)
  render(<App link={Object.assign(link, { extension: { id: '', version: '' } })} />)
  fireEvent.change(screen.getByLabelText('File of personas'), { target: { files: [fileOf('Ben', 'Anna')] } })
  await screen.findByText(/^1 new/)
  expect(compare).toHaveBeenCalledOnce()
  link.publish({ ...state, companion: { status: 'ready', version: '1', sites: [] } })
  fireEvent.click(screen.getByLabelText('Import Ben'))
  await screen.findByRole('button', { name: 'Import 1' })
  expect(compare).toHaveBeenCalledOnce()
  link.publish({ ...state, personas: { personas: [personaOf('Anna'), personaOf('Ben')] } })
  await screen.findByText(/^0 new/)
  expect(compare).toHaveBeenCalledTimes(2)
})

it('takes no tick over from a file to the next one, of the same name', async () => {
  location.hash = '#personas'
  const personas = [personaOf('Anna', { userId: 'somebody else' })]
  const link = new FakeLink({ companion: { status: 'connecting' }, personas: { personas } })
  render(<App link={Object.assign(link, { extension: { id: '', version: '' } })} />)
  const choose = (file: File) =>
    fireEvent.change(screen.getByLabelText('File of personas'), { target: { files: [file] } })
  const anna = () => screen.getByLabelText<HTMLInputElement>('Import Anna')
  choose(fileOf('Anna'))
  await screen.findByText(/^0 new, 1 changed/)
  fireEvent.click(anna())
  expect(anna().checked).toBe(true)
  choose(fileOf('Anna', 'Ben'))
  await screen.findByText(/^1 new, 1 changed/)
  expect(anna().checked).toBe(false)
})
