import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browserLink, speakAsBrowser } from '../../src/ui/link.ts'
import { text } from '../../src/ui/texts.ts'

type Listener = (message?: unknown) => void

/** The background's end of a port. */
class Port {
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
    const port = new Port()
    ports.push(port)
    return port
  })
})
afterEach(() => vi.useRealTimers())

const port = (index: number): Port => {
  const found = ports[index]
  if (!(found instanceof Port)) throw new Error(`there is no port ${index}`)
  return found
}
const state = { companion: { status: 'connecting' } }
const whole = (state: unknown) => ({ kind: 'state', state })

it('hands on states, to those too who ask late, and nothing else', () => {
  const link = browserLink()
  const heard = vi.fn()
  link.onState(heard)
  port(0).say(whole(state))
  for (const broken of [undefined, 7, {}, { companion: { status: 'asleep' } }, { ...state, run: {} }]) {
    port(0).say(broken)
    port(0).say(whole(broken))
    port(0).say({ kind: 'change', change: broken && { run: 1, companion: broken } })
  }
  expect(heard.mock.calls).toEqual([[state]])
  const late = vi.fn()
  link.onState(late)
  expect(late.mock.calls).toEqual([[state]])
})

it('tells nothing more to whom wants to hear no more', () => {
  const link = browserLink()
  const heard = vi.fn()
  const stop = link.onState(heard)
  port(0).say(whole(state))
  stop()
  port(0).say(whole(state))
  expect(heard).toHaveBeenCalledOnce()
})

it('keeps what a change does not name', () => {
  const link = browserLink()
  const heard = vi.fn()
  link.onState(heard)
  port(0).say({ kind: 'change', change: state })
  expect(heard).not.toHaveBeenCalled()
  port(0).say(whole(state))
  const run = { id: '1', site: 'a', prefix: '', user: 'D\\u', outcome: 'passed', steps: [], leftBehind: [] }
  port(0).say({ kind: 'change', change: { run } })
  expect(heard).toHaveBeenLastCalledWith({ ...state, run })
})

it('connects again at once when the worker is stopped, and asks there', () => {
  const link = browserLink()
  port(0).say(whole(state))
  port(0).end()
  link.ask({ intent: 'cancel' })
  expect(port(1).posted).toEqual([{ intent: 'cancel' }])
  vi.runAllTimers()
  expect(ports).toHaveLength(2)
})

it('does not run hot when nobody answers', () => {
  browserLink()
  port(0).end()
  vi.advanceTimersByTime(0)
  port(1).end()
  vi.advanceTimersByTime(99)
  expect(ports).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(ports).toHaveLength(3)
})

it('is connected only while that is wanted, and then again, with what it keeps asking', () => {
  let want = (_: boolean): void => {}
  const link = browserLink(tell => {
    want = tell
    tell(true)
  })
  link.keepAsking({ intent: 'who', windowId: 1 })
  port(0).say(whole(state))
  want(false)
  expect(port(0).disconnect).toHaveBeenCalledOnce()
  vi.runAllTimers()
  expect(ports).toHaveLength(1)
  want(true)
  expect(port(1).posted).toEqual([{ intent: 'who', windowId: 1 }])
  want(true)
  expect(ports).toHaveLength(2)
})

it('lets a worker go that is stopped while no connection is wanted', () => {
  let want = (_: boolean): void => {}
  browserLink(tell => {
    want = tell
  })
  port(0).say(whole(state))
  port(0).end()
  want(false)
  vi.runAllTimers()
  expect(ports).toHaveLength(1)
})

it('takes a prompt that cannot be shown for a no', async () => {
  browser.permissions.request.mockRejectedValue(new Error('must be called during a user gesture'))
  expect(await browserLink().requestPermission('https://qlik.example.com/*')).toBe(false)
  expect(browser.permissions.request).toHaveBeenCalledWith({ origins: ['https://qlik.example.com/*'] })
})

it('knows its window, and the tab as far as it may', async () => {
  browser.windows.getCurrent.mockResolvedValue({ id: 3, incognito: true })
  browser.tabs.query
    .mockResolvedValueOnce([{ url: 'https://qlik.example.com/hub/' }])
    .mockResolvedValueOnce([{}])
  expect(await browserLink().here()).toEqual({
    windowId: 3,
    isPrivate: true,
    tabUrl: 'https://qlik.example.com/hub/',
  })
  expect(await browserLink().here()).toEqual({ windowId: 3, isPrivate: true })
})

it.each([
  ['de-AT', 'bearbeiten: Anna'],
  ['pt-BR', 'Edit Anna'],
])('speaks %s with the texts of the files where the browser has none', async (language, spoken) => {
  browser.i18n.getMessage.mockReturnValue('')
  browser.i18n.getUILanguage.mockReturnValue(language)
  const files: Record<string, unknown> = {
    '/_locales/en/messages.json': { personaEdit: { message: 'Edit $1' }, undo: { message: 'Undo' } },
    '/_locales/de/messages.json': { personaEdit: { message: 'bearbeiten: $1' } },
  }
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('fetch', async (path: string) => {
    if (files[path] === undefined) throw new TypeError('Failed to fetch')
    return { json: async () => files[path] }
  })
  await speakAsBrowser()
  vi.unstubAllGlobals()
  expect([text('personaEdit', 'Anna'), text('undo')]).toEqual([spoken, 'Undo'])
})
