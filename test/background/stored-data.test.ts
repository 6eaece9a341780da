import { expect, test, vi } from 'vitest'
import { LocalStorageDouble } from '../doubles/browser.ts'
import { start } from './fixtures/world.ts'

test('looks through what is stored when a page opens, not at every wake', async () => {
  const storage = new LocalStorageDouble({ 'aside:runs:1': { what: 'runs', why: 'broken', at: 1, value: 7 } })
  const keys = vi.spyOn(storage, 'keys')
  const it = start({ storage })
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.openPopup).toHaveBeenCalled())
  expect(keys).not.toHaveBeenCalled()
  const page = it.open()
  await vi.waitFor(() => expect(page.state?.aside).toMatchObject([{ what: 'runs' }]))
  expect(it.open().state?.aside).toHaveLength(1)
  expect(keys).toHaveBeenCalledOnce()
})
