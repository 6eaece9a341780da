import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectToBackground, initI18n } from '#ui/background-client.ts'
import { splitCommands } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'

type Listener = (message?: unknown) => void

/** The background's end of a port. */
class FakePort {
  readonly posted: unknown[] = []
  readonly listeners: Record<'message' | 'disconnect', Listener[]> = { message: [], disconnect: [] }
  onMessage = { addListener: (listener: Listener) => this.listeners.message.push(listener) }
  onDisconnect = { addListener: (listener: Listener) => this.listeners.disconnect.push(listener) }
  postMessage = (message: unknown) => void this.posted.push(message)
  say = (message: unknown) => this.listeners.message.forEach(listener => void listener(message))
  disconnect = vi.fn()
  end = () => this.listeners.disconnect.forEach(listener => void listener())
}

const { ports, browser } = vi.hoisted(() => {
  const ports: unknown[] = []
  const browser = {
    runtime: { connect: vi.fn() },
    permissions: { request: vi.fn() },
    windows: { WINDOW_ID_CURRENT: -2, getCurrent: vi.fn() },
    tabs: { query: vi.fn() },
    i18n: { getMessage: vi.fn(), getUILanguage: vi.fn() },
  }
  return { ports, browser }
})
vi.mock('webextension-polyfill', () => ({ default: browser }))

beforeEach(() => {
  vi.useFakeTimers()
  ports.length = 0
  browser.runtime.connect.mockReset().mockImplementation(() => {
    const port = new FakePort()
    ports.push(port)
    return port
  })
})
afterEach(() => vi.useRealTimers())

const getPort = (index: number): FakePort => {
  const found = ports[index]
  if (!(found instanceof FakePort)) throw new Error(`there is no port ${index}`)
  return found
}
const state = { companion: { status: 'connecting' } }
const stateMessage = (state: unknown) => ({ kind: 'state', state })

it('onState delivers valid states, also to late listeners', () => {
  const link = connectToBackground()
  const heard = vi.fn()
  link.onState(heard)
  getPort(0).say(stateMessage(state))
  for (const broken of [undefined, 7, {}, { companion: { status: 'asleep' } }, { ...state, run: {} }]) {
    getPort(0).say(broken)
    getPort(0).say(stateMessage(broken))
    getPort(0).say({ kind: 'change', change: broken && { run: 1, companion: broken } })
  }
  expect(heard.mock.calls).toEqual([[state]])
  const late = vi.fn()
  link.onState(late)
  expect(late.mock.calls).toEqual([[state]])
})

it('commands of remedies start as the companion says, also after it has ended', () => {
  vi.stubGlobal('navigator', { userAgent: 'Linux' })
  connectToBackground()
  const remedy = 'Run "hubpass install" again.'
  expect(splitCommands(remedy)).toContain('hubpass install')
  const ready = { status: 'ready', version: '1', sites: [], invocation: ['npx', 'hubpass'] }
  getPort(0).say(stateMessage({ companion: ready }))
  getPort(0).say(stateMessage(state))
  expect(splitCommands(remedy)).toContain('npx hubpass install')
})

it('onState stops after the listener unsubscribes', () => {
  const link = connectToBackground()
  const heard = vi.fn()
  const stop = link.onState(heard)
  getPort(0).say(stateMessage(state))
  stop()
  getPort(0).say(stateMessage(state))
  expect(heard).toHaveBeenCalledOnce()
})

it('onState keeps slices that a change does not contain', () => {
  const link = connectToBackground()
  const heard = vi.fn()
  link.onState(heard)
  getPort(0).say({ kind: 'change', change: state })
  expect(heard).not.toHaveBeenCalled()
  getPort(0).say(stateMessage(state))
  const run = { id: '1', site: 'a', prefix: '', user: 'D\\u', outcome: 'passed', steps: [], leftBehind: [] }
  getPort(0).say({ kind: 'change', change: { run } })
  expect(heard).toHaveBeenLastCalledWith({ ...state, run })
})

it('the client reconnects immediately when the worker stops and sends its subscriptions', () => {
  const link = connectToBackground()
  getPort(0).say(stateMessage(state))
  getPort(0).end()
  link.send({ intent: 'cancel' })
  expect(getPort(1).posted).toEqual([{ intent: 'cancel' }])
  vi.runAllTimers()
  expect(ports).toHaveLength(2)
})

it('the client waits longer between reconnects if nobody answers', () => {
  connectToBackground()
  getPort(0).end()
  vi.advanceTimersByTime(0)
  getPort(1).end()
  vi.advanceTimersByTime(99)
  expect(ports).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(ports).toHaveLength(3)
})

it('the client connects only on demand and then renews its subscriptions', () => {
  let want = (_: boolean): void => {}
  const link = connectToBackground(tell => {
    want = tell
    tell(true)
  })
  link.subscribe({ intent: 'watchCurrentUser', windowId: 1 })
  getPort(0).say(stateMessage(state))
  want(false)
  expect(getPort(0).disconnect).toHaveBeenCalledOnce()
  vi.runAllTimers()
  expect(ports).toHaveLength(1)
  want(true)
  expect(getPort(1).posted).toEqual([{ intent: 'watchCurrentUser', windowId: 1 }])
  want(true)
  expect(ports).toHaveLength(2)
})

it('the client does not reconnect to a stopped worker without demand', () => {
  let want = (_: boolean): void => {}
  connectToBackground(tell => {
    want = tell
  })
  getPort(0).say(stateMessage(state))
  getPort(0).end()
  want(false)
  vi.runAllTimers()
  expect(ports).toHaveLength(1)
})

it('requestPermission returns false if the prompt cannot be shown', async () => {
  browser.permissions.request.mockRejectedValue(new Error('must be called during a user gesture'))
  expect(await connectToBackground().requestPermission('https://qlik.example.com/*')).toBe(false)
  expect(browser.permissions.request).toHaveBeenCalledWith({ origins: ['https://qlik.example.com/*'] })
})

it('readPageContext returns the window, and the tab if permitted', async () => {
  browser.windows.getCurrent.mockResolvedValue({ id: 3, incognito: true })
  browser.tabs.query
    .mockResolvedValueOnce([{ url: 'https://qlik.example.com/hub/' }])
    .mockResolvedValueOnce([{}])
  expect(await connectToBackground().readPageContext()).toEqual({
    windowId: 3,
    isPrivate: true,
    tabUrl: 'https://qlik.example.com/hub/',
  })
  expect(await connectToBackground().readPageContext()).toEqual({ windowId: 3, isPrivate: true })
})

it.each([
  ['de', 'en-US', 'bearbeiten: Anna', 'de'],
  ['', 'de-AT', 'bearbeiten: Anna', 'de'],
  ['', 'pt-BR', 'Edit Anna', 'en'],
])('initI18n uses the language %j that the browser chose, or else %s', async (chosen, own, spoken, lang) => {
  browser.i18n.getMessage.mockReturnValue(chosen)
  browser.i18n.getUILanguage.mockReturnValue(own)
  const page = { documentElement: { lang: '' } }
  const edit = { de: 'bearbeiten: {persona}', en: 'Edit {persona}' }
  vi.stubGlobal('document', page)
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
  vi.stubGlobal('fetch', async (path: string) => {
    const language = /(\w+)\.json/.exec(path)?.[1]
    return { json: async () => ({ 'popup.personaEdit': language === 'de' ? edit.de : edit.en }) }
  })
  await initI18n()
  vi.unstubAllGlobals()
  expect([t('popup.personaEdit', { persona: 'Anna' }), page.documentElement.lang]).toEqual([spoken, lang])
})
