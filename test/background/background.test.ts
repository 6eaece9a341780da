import { afterEach, expect, test, vi } from 'vitest'
import { failure, HubpassError } from '#protocol/errors'
import { helloTimeoutMs } from '#protocol/limits'
import { type BackgroundTools, createBackground } from '../../src/background/background.ts'
import { openLedger } from '../../src/background/ledger.ts'
import { cancelGraceMs, diagnosisTimeoutMs, permissionTimeoutMs } from '../../src/background/limits.ts'
import { begun, newRecord, passed, type RunRecord } from '../../src/background/run-record.ts'
import type { SignInRequest } from '../../src/shared/intents.ts'
import { personaColours } from '../../src/shared/persona-colours.ts'
import {
  BrowserDouble,
  LocalStorageDouble,
  ManagedStorageDouble,
  PageDouble,
  StoredDouble,
  TabBadgesDouble,
} from '../doubles/browser.ts'
import { CompanionDouble } from '../doubles/companion.ts'
import { madeSession } from '../doubles/made-session.ts'
import { personaOf } from '../doubles/persona.ts'

afterEach(() => vi.useRealTimers())

const request: SignInRequest = {
  site: 'acme',
  prefix: '',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
  sessionId: 'session-id-of-a-test',
  cookieName: '',
  windowId: 1,
}

/** A background with everything around it in memory. */
function start({
  stored = new StoredDouble(),
  storage = new LocalStorageDouble(),
  companion = new CompanionDouble(),
  managed = new ManagedStorageDouble(),
  made = new StoredDouble(),
  marked = '',
} = {}) {
  const browser = new BrowserDouble()
  const ledger = openLedger(made)
  const showBadge = vi.fn<BackgroundTools['badge']['show']>()
  const openPopup = vi.fn(async () => {})
  const tabBadges = new TabBadgesDouble()
  const background = createBackground({
    browser: browser.ports,
    extension: { id: 'abcdefgh', version: '1' },
    stored,
    storage,
    managed,
    clearedRuns: new StoredDouble(),
    aboutBrowser: async () => 'Chromium 156',
    ledger,
    openPort: () => companion.connect(),
    badge: { show: showBadge, shown: async () => marked },
    openPopup,
    tabBadges,
    now: Date.now,
  })
  const open = (): PageDouble => {
    const page = new PageDouble()
    background.welcome(page.port)
    return page
  }
  return {
    command: background.command,
    openPopup,
    managed,
    browser,
    companion,
    stored,
    storage,
    ledger,
    showBadge,
    tabBadges,
    look: background.lookAtTabs,
    open,
  }
}

/** With one page that is open. */
async function world(around: Parameters<typeof start>[0] = {}) {
  const it = start(around)
  const page = it.open()
  return { ...it, page, run: () => page.state?.run }
}

const ready = ({ page }: { page: PageDouble }) =>
  vi.waitFor(() => expect(page.state?.companion.status).toBe('ready'))
const ended = ({ run }: Pick<Awaited<ReturnType<typeof world>>, 'run'>, outcome: string) =>
  vi.waitFor(() => expect(run()?.outcome).toBe(outcome))
const commands = ({ requests }: CompanionDouble) => requests.map(({ command }) => command)

/** A run as a worker has left it behind in its third step. */
function leftInSession(): RunRecord {
  const { run, ...record } = newRecord(request, 'run-1')
  const now = Date.now()
  const second = begun(passed(begun(run, now), 'companion', now, undefined), now)
  const third = begun(passed(second, 'credential', now, undefined), now)
  return { ...record, run: third, site: { id: 'acme', hub: 'https://qlik.test' } }
}

test('passes through the six steps', async () => {
  const it = await world()
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'passed')
  expect(it.companion.sessions).toMatchObject([{ userId: 'User1', sessionId: request.sessionId }])
  expect([...it.browser.jar.values()]).toMatchObject([{ value: request.sessionId }])
})

test('ends what was asked for of a session, although its popup has closed', async () => {
  const it = await world()
  it.companion.sessions.push({ ...request.identity, site: 'acme', prefix: '', sessionId: 'one-of-theirs' })
  const hold = it.companion.hold('logOut')
  const { site, prefix, identity, windowId } = request
  it.page.say({ intent: 'logOut', site, prefix, ...identity, windowId })
  await hold.reached
  it.page.close()
  const other = it.open()
  hold.release()
  await vi.waitFor(() => expect(other.state?.deed).toMatchObject({ status: 'done', ended: 1 }))
})

test('remembers the session that it has made, and what it took the place of', async () => {
  const it = await world()
  const before = it.browser.cookie('of-somebody-before')
  await it.browser.ports.cookies.set(before, '0')
  it.page.say({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await ended(it, 'passed')
  expect(await it.ledger.all()).toMatchObject([
    { sessionId: request.sessionId, userId: 'User1', persona: 'anna', storeId: '0', replaced: [before] },
  ])
  it.ledger.remove(request.sessionId)
  expect(await it.ledger.all()).toEqual([])
})

/** A store that is full. */
function fullStore(): StoredDouble {
  const stored = new StoredDouble()
  stored.save = () => Promise.reject(new Error('Session storage quota bytes exceeded'))
  return stored
}

test('says that a session could not be remembered, which is verified all the same', async () => {
  const it = await world({ made: fullStore() })
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'passed')
  expect(it.run()?.steps[5]).toMatchObject({ state: 'passed', said: [{ id: 'NotRemembered' }] })
})

test('ends a run that cannot be written down, undone', async () => {
  const it = await world({ stored: fullStore() })
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect(it.run()?.finding?.message).toContain('quota bytes exceeded')
  expect(it.companion.sessions).toEqual([])
  it.page.say({ intent: 'signIn', request: { ...request, prefix: 'bad prefix' } })
  await vi.waitFor(() => expect(it.run()?.finding?.code).toBe('BAD_REQUEST'))
})

test('shows every page the saved personas, and which of them was used last', async () => {
  const it = await world()
  const other = it.open()
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Anna')] })
  await vi.waitFor(() => expect(other.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  other.say({ intent: 'signIn', request: { ...request, persona: 'anna' } })
  await ended(it, 'passed')
  expect(it.page.state?.personas?.personas[0]?.lastUsedAt).toBeTypeOf('number')
})

test('keeps the session id from pages, in every state that they see', async () => {
  const it = await world()
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'passed')
  expect(JSON.stringify(it.page.states)).not.toContain(request.sessionId)
})

test('waits for the permission and goes on when it comes, also after its popup has closed', async () => {
  const it = await world()
  it.browser.isAllowed = false
  it.page.say({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.steps[2]?.note).toContain('waiting for your permission'))
  it.page.close()
  const other = it.open()
  it.browser.allow()
  await vi.waitFor(() => expect(other.state?.run?.outcome).toBe('passed'))
})

test('hears a no to the permission that another worker had waited for', async () => {
  const it = await world({ stored: new StoredDouble(leftInSession()) })
  it.browser.isAllowed = false
  it.page.say({ intent: 'permission', granted: false })
  await ended(it, 'failed')
  expect(it.run()?.finding?.code).toBe('PERMISSION_DENIED')
  expect(commands(it.companion)).not.toContain('createSession')
})

test('takes a prompt that nobody answers for a no, in the end', async () => {
  vi.useFakeTimers()
  const it = await world()
  it.browser.isAllowed = false
  it.page.say({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(permissionTimeoutMs + 1000)
  expect(it.run()?.finding?.code).toBe('PERMISSION_DENIED')
})

test.each(['sites', 'checkCredential', 'createSession'] as const)(
  'cancels while the companion works on %s, and leaves nothing',
  async command => {
    const it = await world()
    await ready(it)
    const hold = it.companion.hold(command)
    it.page.say({ intent: 'signIn', request })
    await hold.reached
    it.page.say({ intent: 'cancel' })
    hold.release()
    await ended(it, 'cancelled')
    expect(it.run()).toMatchObject({ finding: { code: 'CANCELLED' }, leftBehind: [] })
    expect(it.companion.sessions).toEqual([])
    expect(it.browser.jar.size).toBe(0)
  },
)

test('cancels although the companion has fallen silent', async () => {
  vi.useFakeTimers()
  const it = await world()
  const hold = it.companion.hold('createSession')
  it.page.say({ intent: 'signIn', request })
  await hold.reached
  const cancelling = it.companion.hold('cancel')
  it.page.say({ intent: 'cancel' })
  await vi.advanceTimersByTimeAsync(cancelGraceMs + 1000)
  expect(it.run()?.finding?.code).toBe('CANCELLED')
  cancelling.release()
  hold.release()
})

test('hears a cancel that comes before the run of another worker is loaded', async () => {
  const it = await world({ stored: new StoredDouble(leftInSession()) })
  it.page.say({ intent: 'cancel' })
  await ended(it, 'cancelled')
  expect(it.companion.sessions).toEqual([])
})

test('does not queue a second sign-in behind a run that goes on', async () => {
  const it = await world({ stored: new StoredDouble(leftInSession()) })
  const identity = { ...request.identity, userId: 'User2' }
  it.page.say({ intent: 'signIn', request: { ...request, identity, sessionId: 'another-session-id' } })
  await ended(it, 'passed')
  expect(it.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('ends a run as interrupted when its session was asked for and nobody heard the answer', async () => {
  const left = { ...leftInSession(), journal: { session: 'asked' as const } }
  const it = await world({ stored: new StoredDouble(left) })
  await ended(it, 'failed')
  expect(it.run()?.finding?.code).toBe('RUN_INTERRUPTED')
  expect(commands(it.companion)).toContain('endSession')
})

test.each([undefined, 'text', { run: 'broken' }, { ...leftInSession(), run: { outcome: 'dreaming' } }])(
  'starts afresh from what it cannot read in its store: %j',
  async value => {
    const it = await world({ stored: new StoredDouble(value) })
    it.page.say({ intent: 'signIn', request })
    await ended(it, 'passed')
  },
)

test('starts afresh when its store cannot be read', async () => {
  const stored = new StoredDouble()
  stored.load = () => Promise.reject(new Error('no storage'))
  const it = await world({ stored })
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'passed')
})

test('finds a site that was added since, when it is asked to try again', async () => {
  const sites = [{ id: 'acme', hub: 'https://qlik.test' }]
  const it = await world({ companion: new CompanionDouble(sites) })
  await ready(it)
  sites.push({ id: 'other', hub: 'https://other.test' })
  it.page.say({ intent: 'reconnect' })
  await vi.waitFor(() => expect(it.page.state?.companion).toMatchObject({ sites }))
})

test('tells a page that opens later that the companion is on its way again', async () => {
  const it = await world()
  await ready(it)
  it.page.close()
  const later = it.open()
  expect(later.states[0]?.companion.status).toBe('connecting')
  await ready({ page: later })
})

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

test('starts another companion after one that has fallen silent', async () => {
  vi.useFakeTimers()
  const companion = new CompanionDouble()
  const hold = companion.hold('hello')
  const it = await world({ companion })
  await vi.advanceTimersByTimeAsync(helloTimeoutMs + 1000)
  expect(it.page.state?.companion).toMatchObject({ finding: { code: 'COMPANION_TIMEOUT' } })
  hold.release()
  it.page.say({ intent: 'reconnect' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(it.page.state?.companion.status).toBe('ready')
  expect(commands(companion).filter(command => command === 'hello')).toHaveLength(2)
})

test('ends the session itself when the companion could not, and says so when it cannot either', async () => {
  const it = await world()
  await ready(it)
  const { finding } = failure('CONNECTION_CLOSED', { address: 'qlik:4243' })
  const details = { ...finding.details, sessionMayRemain: true }
  it.companion.fail('createSession', new HubpassError({ ...finding, details }))
  it.companion.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect(commands(it.companion)).toContain('endSession')
  expect(it.run()?.leftBehind).toEqual(['The session may still exist: Nothing answers at qlik:4243.'])
})

test('puts back what it can of the cookies, and names what it cannot', async () => {
  const it = await world()
  for (const path of ['/', '/hub']) {
    const cookie = it.browser.cookie(`old${path}`, path)
    it.browser.jar.set(`qlik.test${path}`, cookie)
  }
  const { set } = it.browser.ports.cookies
  it.browser.ports.cookies.set = async (cookie, store) => {
    if (cookie.value === 'old/hub') throw new Error('refused')
    await set(cookie, store)
  }
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect([...it.browser.jar.values()].map(({ value }) => value)).toEqual(['old/'])
  expect(it.run()?.leftBehind).toEqual([
    'The cookies are not as before: the browser did not take back qlik.test/hub.',
  ])
})

test('leaves a cookie that somebody has set in the meantime, and says so', async () => {
  const it = await world()
  it.browser.jar.set('qlik.test/', it.browser.cookie('old'))
  it.browser.ports.pageInTab.get = async () => {
    it.browser.jar.set('qlik.test/', it.browser.cookie('of somebody'))
    return { status: 200, body: '{"userDirectory":"DOMAIN","userId":"Somebody"}' }
  }
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect([...it.browser.jar.values()].map(({ value }) => value)).toEqual(['of somebody'])
  expect(it.run()?.leftBehind).toEqual([
    'The cookies are not as before: another X-Qlik-Session has been set since, and stays.',
  ])
})

test('marks the toolbar button when a run ends that nobody sees, and not before', async () => {
  const it = await world()
  const hold = it.companion.hold('createSession')
  it.page.say({ intent: 'signIn', request })
  await hold.reached
  const other = it.open()
  other.say({ intent: 'signIn', request })
  other.close()
  it.page.close()
  expect(it.showBadge.mock.calls.flat()).toEqual(['', ''])
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('shows the personas of the organisation beside one’s own, as they are set and changed', async () => {
  const entry = { label: 'For all', userDirectory: 'DOMAIN', userId: 'all' }
  const managed = new ManagedStorageDouble({ personas: [entry], defaults: { site: 'acme' }, more: 1 })
  const it = await world({ managed })
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Anna')] })
  await vi.waitFor(() =>
    expect(it.page.state?.personas?.personas).toMatchObject([
      { label: 'Anna' },
      { label: 'For all', isManaged: true },
    ]),
  )
  expect(it.page.state?.policy).toMatchObject({
    defaults: { site: 'acme' },
    problems: ['more: no such setting'],
  })
  it.page.say({ intent: 'duplicatePersona', id: 'policy:For all', newId: 'mine', label: 'Mine' })
  await vi.waitFor(() =>
    expect(it.page.state?.personas?.personas[0]).toMatchObject({ id: 'mine', userId: 'all' }),
  )
  expect(it.page.state?.personas?.personas[0]).not.toHaveProperty('isManaged')
  it.page.say({ intent: 'deletePersona', id: 'mine' })
  managed.set({})
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toMatchObject([{ label: 'Anna' }]))
  expect(it.page.state?.policy?.problems).toEqual([])
})

/** A run that Qlik Sense takes for somebody else's. */
async function failing(it: Awaited<ReturnType<typeof world>>) {
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.say({ intent: 'signIn', request: { ...request, cookieName: 'X-Foo' } })
  await ended(it, 'failed')
}

test('says why a run has failed, from what is there before it is undone', async () => {
  const it = await world()
  it.browser.jar.set('qlik.test/', it.browser.cookie('session-of-user-2'))
  const user2 = { userDirectory: 'DOMAIN', userId: 'User2', attributes: [] }
  it.companion.sessions.push({ ...user2, site: 'acme', prefix: '', sessionId: 'session-of-user-2' })
  const { set } = it.browser.ports.cookies
  // Cookies of other names lie beside each other.
  it.browser.ports.cookies.set = async (cookie, store) =>
    cookie.name === 'X-Foo' ? void it.browser.jar.set('ours', cookie) : set(cookie, store)
  await failing(it)
  expect(it.run()?.causes).toEqual([
    {
      cause: 'cookieName',
      values: ['X-Foo', 'X-Qlik-Session'],
      action: { kind: 'signInAgain', cookieName: 'X-Qlik-Session' },
    },
    { cause: 'otherUser', values: ['DOMAIN\\User2', 'X-Qlik-Session', 'qlik.test/'] },
  ])
  expect(it.companion.sessions).toHaveLength(1)
  expect(JSON.stringify(it.page.states)).not.toMatch(/session-of-user-2|session-id-of-a-test/)
})

test('undoes a run also when the questions about it are not answered', async () => {
  vi.useFakeTimers()
  const it = await world()
  const holds = [it.companion.hold('sessions'), it.companion.hold('virtualProxies')]
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.say({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(diagnosisTimeoutMs - 100)
  expect(it.run()?.outcome).toBe('working')
  await vi.advanceTimersByTimeAsync(200)
  expect(it.run()).toMatchObject({ outcome: 'failed', leftBehind: [] })
  expect(it.companion.sessions).toEqual([])
  expect(it.browser.jar.size).toBe(0)
  for (const hold of holds) hold.release()
})

test('undoes a run at once when it is cancelled while facts are gathered', async () => {
  const it = await world()
  const hold = it.companion.hold('sessions')
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User2' }
  it.page.say({ intent: 'signIn', request })
  await hold.reached
  it.page.say({ intent: 'cancel' })
  await ended(it, 'failed')
  expect(it.run()).toMatchObject({ finding: { code: 'WRONG_IDENTITY' }, leftBehind: [] })
  expect(it.run()?.causes).toBeUndefined()
  expect(it.companion.sessions).toEqual([])
  hold.release()
})

test('undoes a run also when nothing can be found out about it', async () => {
  const it = await world()
  const no = async () => {
    throw new Error('no')
  }
  it.browser.ports.pageInTab.get = async () => {
    Object.assign(it.browser.ports.cookies, { sentTo: no, storeOfTab: no })
    Object.assign(it.browser.ports.tabs, { find: no })
    it.companion.fail('sessions', failure('TIMEOUT', { address: 'qlik:4243', afterMs: 1 }))
    it.companion.fail('virtualProxies', failure('TIMEOUT', { address: 'qlik:4242', afterMs: 1 }))
    return { status: 200, body: '{"session":"inactive"}' }
  }
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect(it.run()?.causes?.map(({ cause }) => cause)).toEqual(['nameUsual'])
  expect(it.companion.sessions).toEqual([])
})

test('signs in again under the right name when that is asked for, with a session of its own', async () => {
  const it = await world()
  await failing(it)
  it.browser.user = { userDirectory: 'DOMAIN', userId: 'User1' }
  it.page.say({ intent: 'mend', run: it.run()?.id ?? '', cause: 'nameTyped' })
  await ended(it, 'passed')
  const [session] = it.companion.sessions
  expect(session?.sessionId).not.toBe(request.sessionId)
  expect([...it.browser.jar.values()]).toMatchObject([{ name: 'X-Qlik-Session', value: session?.sessionId }])
})

test.each([
  ['of another run', { run: 'another', cause: 'nameTyped' }],
  ['that it has not', { cause: 'twin' }],
] as const)('mends no cause %s', async (_, asked) => {
  const it = await world()
  await failing(it)
  const { length } = it.companion.requests
  it.page.say({ intent: 'mend', run: it.run()?.id ?? '', ...asked })
  it.page.say({ intent: 'reconnect' })
  await vi.waitFor(() => expect(commands(it.companion).slice(length)).toEqual(['sites']))
  expect(it.run()?.outcome).toBe('failed')
})

test('signs the first persona in at the press of a key, without a page', async () => {
  const it = await world()
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Anna', { userId: 'User1' })] })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toHaveLength(1))
  it.page.close()
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.companion.sessions).toMatchObject([{ userId: 'User1' }]))
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('opens the popup with the persona where a key may not ask for the permission', async () => {
  const it = await world()
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Anna')] })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toHaveLength(1))
  it.browser.isAllowed = false
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.openPopup).toHaveBeenCalledOnce())
  expect(it.page.state?.wantedPersona).toBe('anna')
  expect(it.run()).toBeUndefined()
})

/** A run that waits, and a key that asks for another. */
async function pressedInMidRun(it: Awaited<ReturnType<typeof world>>) {
  it.page.say({ intent: 'savePersonas', personas: [personaOf('Ben', { userId: 'User2' })] })
  await vi.waitFor(() => expect(it.page.state?.personas?.personas).toHaveLength(1))
  const hold = it.companion.hold('createSession')
  it.page.say({ intent: 'signIn', request })
  await hold.reached
  it.page.close()
  it.command('persona-1', 1)
  await vi.waitFor(() => expect(it.openPopup).toHaveBeenCalledOnce())
  return hold
}

test('shows the run that goes on to whoever asks for another by a key', async () => {
  const it = await world()
  const hold = await pressedInMidRun(it)
  const popup = it.open()
  expect(popup.state).toMatchObject({ run: { outcome: 'working' } })
  hold.release()
  await vi.waitFor(() => expect(popup.state?.run?.outcome).toBe('passed'))
  expect(it.companion.sessions).toMatchObject([{ userId: 'User1' }])
})

test('says by the badge that a run goes on where the popup cannot be opened, and then how it ended', async () => {
  const it = await world()
  it.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  const hold = await pressedInMidRun(it)
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('…'))
  hold.release()
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('✓'))
})

test('says by the badge that the popup could not be opened', async () => {
  const it = await world()
  it.openPopup.mockRejectedValue(new Error('Could not find an active browser window.'))
  it.command('persona-2', 1)
  await vi.waitFor(() => expect(it.showBadge).toHaveBeenLastCalledWith('!'))
})

test.each([
  ['!', {}],
  ['✓', { 7: { text: 'AN', colour: personaColours.blue } }],
  ['', { 7: { text: 'AN', colour: personaColours.blue } }],
])('goes on with the mark "%s" of another worker', async (marked, shown) => {
  const storage = new LocalStorageDouble({
    personas: { version: 1, data: { personas: [personaOf('Anna')] } },
  })
  const it = start({ marked, storage })
  it.browser.jar.set('/', it.browser.cookie('annas'))
  const tab = { id: 7, active: true, url: `${it.browser.hub}/hub/` }
  it.browser.ports.windows.all = async () => [{ id: 1, isPrivate: false, isFocused: true, tabs: [tab] }]
  await it.ledger.add(madeSession({ sessionId: 'annas', persona: 'anna' }))
  it.look()
  await vi.waitFor(() => {
    expect(it.tabBadges.settings).toBeGreaterThan(0)
    expect(Object.fromEntries(it.tabBadges.shown)).toEqual(shown)
  })
  const page = it.open()
  await vi.waitFor(() => expect([...it.tabBadges.shown.keys()]).toEqual([7]))
  page.close()
})

test('leaves commands alone that it does not know', async () => {
  const it = await world()
  it.command('toggle-feature', 1)
  await ready(it)
  expect(it.openPopup).not.toHaveBeenCalled()
})

test('says that the permission was taken away in mid-run, and what it could not put back without', async () => {
  const it = await world()
  it.browser.ports.cookies.set = async () => {
    it.browser.isAllowed = false
    throw new Error('No host permissions for cookies at url')
  }
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect(it.run()?.finding?.code).toBe('PERMISSION_REVOKED')
  expect(it.companion.sessions).toEqual([])
})
