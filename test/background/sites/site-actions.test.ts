import { expect, test, vi } from 'vitest'
import type { SiteAction } from '#shared/sites/site-actions'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { createSiteActions } from '../../../src/background/sites/site-actions.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

function startActions({ isForbidden = false } = {}) {
  const fakeCompanion = new FakeCompanion([{ id: 'acme', hub: 'https://qlik.test' }])
  const shown: SiteAction[] = []
  const companion = new CompanionConnection({
    openPort: () => fakeCompanion.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const onFinished = vi.fn()
  const { handlers, isBusy } = createSiteActions({
    companion,
    isForbidden: async () => isForbidden,
    publish: action => shown.push(action),
    onFinished,
  })
  const add = () => handlers.addSite({ intent: 'addSite', site: 'new', hub: 'https://new.test' })
  const asked = (name: string) => fakeCompanion.requests.filter(({ command }) => command === name).length
  return { companion: fakeCompanion, handlers, isBusy, shown, onFinished, add, asked }
}

test('adding a site publishes the progress, and the result after the new sites', async () => {
  const { shown, add, asked, onFinished } = startActions()
  await add()
  expect(shown).toEqual([
    { name: 'add', site: 'new', status: 'working' },
    { name: 'add', site: 'new', status: 'done', isChange: false },
  ])
  // Once for the handshake, once for the result.
  expect(asked('sites')).toBe(2)
  expect(onFinished).toHaveBeenCalledOnce()
})

test('only one action runs at a time, keeps the companion busy, and can be canceled', async () => {
  const { companion, handlers, isBusy, shown, add, asked } = startActions()
  const gate = companion.hold('addSite')
  const adding = add()
  await gate.reached
  expect(isBusy()).toBe(true)
  await handlers.removeSite({ intent: 'removeSite', site: 'acme' })
  expect(asked('removeSite')).toBe(0)
  handlers.cancelSiteAction({ intent: 'cancelSiteAction' })
  await adding
  expect(shown.at(-1)).toMatchObject({ status: 'failed', finding: { code: 'CANCELLED' } })
  expect(isBusy()).toBe(false)
})

test('a policy forbids changes, but no checks', async () => {
  const { handlers, shown, add, asked } = startActions({ isForbidden: true })
  await add()
  expect(shown.at(-1)).toMatchObject({
    status: 'failed',
    finding: { code: 'SITE_CHANGE_FORBIDDEN', details: { by: 'policy' } },
  })
  expect(asked('addSite')).toBe(0)
  await handlers.checkSite({ intent: 'checkSite', site: 'acme' })
  expect(shown.at(-1)).toMatchObject({ status: 'done', report: { healthy: true } })
})

test('a refusal of the person is published', async () => {
  const { companion, handlers, shown } = startActions()
  companion.person = 'refuses'
  await handlers.removeSite({ intent: 'removeSite', site: 'acme' })
  expect(shown.at(-1)).toMatchObject({ name: 'remove', finding: { code: 'SITE_CHANGE_REFUSED' } })
})
