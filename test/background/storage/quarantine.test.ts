import { expect, test, vi } from 'vitest'
import { startBackground } from '../../support/background-harness.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'

test('looks through what is runItem when a page opens, not at every wake', async () => {
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
