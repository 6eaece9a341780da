import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { listCommands, request, startWithPage, waitForOutcome } from '../../support/background-harness.ts'
import { FakeLocalStorage } from '../../support/fake-browser.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const work = { storeId: 'firefox-container-2', name: 'Work' }
const ofAnna = { storeId: 'firefox-container-3', name: 'Of Anna' }
const withPersona = () =>
  new FakeLocalStorage({
    personas: { version: 1, data: { personas: [personaFixture('Anna', { container: 'Of Anna' })] } },
  })

test('run uses the store of the container in front, even if another tab comes to the front', async () => {
  const bg = await startWithPage()
  const set = vi.spyOn(bg.browser.ports.cookies, 'set')
  const show = vi.spyOn(bg.browser.ports.tabs, 'show')
  bg.browser.ports.containers.findInFront = vi
    .fn<() => Promise<typeof work | undefined>>(async () => undefined)
    .mockResolvedValueOnce(work)
  bg.browser.ports.cookies.getStoreIdOfWindow = async () => 'firefox-default'
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(bg.run()).toMatchObject({ container: work })
  expect(set.mock.calls.map(([, storeId]) => storeId)).toEqual([work.storeId])
  expect(show.mock.calls[0]?.[1]).toMatchObject({ containerStoreId: work.storeId })
})

test('run does not take over a tab of another store', async () => {
  const bg = await startWithPage()
  const show = vi.spyOn(bg.browser.ports.tabs, 'show')
  const hubTab = (id: number, storeId: string) => ({
    id,
    active: id === 5,
    url: `${bg.browser.hub}/hub/`,
    storeId,
  })
  bg.browser.ports.containers.findInFront = async () => work
  bg.browser.ports.tabs.findInFront = async () => hubTab(5, 'firefox-default')
  bg.browser.ports.tabs.listInWindow = async () => [hubTab(5, 'firefox-default'), hubTab(6, work.storeId)]
  bg.page.sendIntent({ intent: 'signIn', request })
  await waitForOutcome(bg, 'passed')
  expect(show.mock.calls[0]?.[1].tab?.id).toBe(6)
})

test('persona signs in in the container that it owns, whatever is in front', async () => {
  const bg = await startWithPage({ storage: withPersona() })
  const open = vi.fn(async () => ofAnna)
  Object.assign(bg.browser.ports.containers, { open, findInFront: async () => work })
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(bg, 'passed')
  expect(open.mock.calls).toEqual([['Of Anna']])
  expect(bg.run()).toMatchObject({ container: ofAnna })
})

test('persona that owns a container signs in without one in a browser that has none', async () => {
  const bg = await startWithPage({ storage: withPersona() })
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(bg, 'passed')
  expect(bg.run()?.container).toBeUndefined()
})

test('run fails with CONTAINERS_OFF before a session is created', async () => {
  const bg = await startWithPage({ storage: withPersona() })
  bg.browser.ports.containers.open = async () => {
    throw failure('CONTAINERS_OFF', { container: 'Of Anna' })
  }
  bg.page.sendIntent({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await waitForOutcome(bg, 'failed')
  expect(bg.run()?.finding).toMatchObject({ code: 'CONTAINERS_OFF' })
  expect(listCommands(bg.companion)).not.toContain('createSession')
})
