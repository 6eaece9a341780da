import { expect, test, vi } from 'vitest'
import { startBackground } from '../../support/background-harness.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'

test('quarantine lists its items when a page opens, but not whenever the worker starts', async () => {
  const storage = new FakeLocalStorage({ 'aside:runs:1': { what: 'runs', why: 'broken', at: 1, value: 7 } })
  const keys = vi.spyOn(storage, 'keys')
  const bg = startBackground({ storage })
  bg.handleShortcut('persona-1', 1)
  await vi.waitFor(() => expect(bg.openPopup).toHaveBeenCalled())
  expect(keys).not.toHaveBeenCalled()
  const page = bg.openPage()
  await vi.waitFor(() => expect(page.state?.quarantine).toMatchObject([{ what: 'runs' }]))
  expect(bg.openPage().state?.quarantine).toHaveLength(1)
  expect(keys).toHaveBeenCalledOnce()
})
