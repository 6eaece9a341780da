import { parse } from '#protocol/parse'
import { IntentSchema, type SignInRequest } from '#shared/intents'
import { createAside } from './aside.ts'
import type { AboutBrowser } from './browser/about-browser.ts'
import type { Badge } from './browser/badge.ts'
import type { BrowserPorts } from './browser/index.ts'
import type { LocalStorage } from './browser/local-storage.ts'
import type { ManagedStorage } from './browser/managed-storage.ts'
import type { NativePort } from './browser/native-port.ts'
import type { Page } from './browser/pages.ts'
import type { Stored } from './browser/session-storage.ts'
import type { TabBadges } from './browser/tab-badges.ts'
import { createButtonMark } from './button-mark.ts'
import type { Extension } from './companion.ts'
import { createCompanionLink } from './companion-link.ts'
import { createDeeds } from './deeds/deeds.ts'
import { type Handlers, handle } from './handlers.ts'
import { createHistory } from './history/history.ts'
import { openRunHistory } from './history/run-history.ts'
import { type KeptAside, openKeptAside } from './kept-aside.ts'
import type { Ledger } from './ledger.ts'
import { createMending } from './mend.ts'
import { createOpenPages } from './open-pages.ts'
import { createPersonas } from './personas/personas.ts'
import { createQuickSwitch, placeOfCommand } from './personas/quick-switch.ts'
import { createPersonaBadges } from './personas/tab-badges.ts'
import { followPolicy } from './policy/policy.ts'
import { createPopupAgain } from './popup-again.ts'
import { createSignIn } from './sign-in.ts'
import { createSignedInWindows } from './signed-in-windows.ts'
import { createTurns } from './turns.ts'
import { createVirtualProxies } from './virtual-proxies.ts'
import { createWho } from './who/who.ts'

export interface BackgroundTools {
  browser: BrowserPorts
  extension: Extension
  /** What outlives the browser. */
  storage: LocalStorage
  /** What the organisation sets. */
  managed: ManagedStorage
  /** The store of runs that were cleared and may come back. */
  clearedRuns: Stored
  aboutBrowser: AboutBrowser
  /** The store of the run that goes on. */
  stored: Stored
  ledger: Ledger
  openPort(): NativePort
  badge: Badge
  tabBadges: TabBadges
  openPopup(windowId?: number): Promise<void>
  now(): number
}

export interface Background {
  welcome(page: Page): void
  /** A key of the manifest's commands was pressed in a window. */
  command(name: string, windowId: number): void
  /** Tabs show something else. */
  lookAtTabs(): void
}

/**
 * The background: one state that every open page is shown, and what the pages may ask.
 * The companion runs while a page is open, so that a click finds it warm, and while a run goes on.
 */
export function createBackground(tools: BackgroundTools): Background {
  const pages = createOpenPages()
  const { publish } = pages
  const keptAside: KeptAside = openKeptAside(tools.storage, tools.now, () => aside.tell().catch(() => {}))
  const aside = createAside({ aside: keptAside, publish })
  const companion = createCompanionLink(tools.openPort, tools.extension, change => {
    publish({ companion: change })
    if (change.status === 'ready') who.refresh()
  })
  // A run and a deed write the same cookie.
  const turns = createTurns()
  const history = createHistory({
    ...tools,
    runs: openRunHistory(tools.storage, keptAside, tools.clearedRuns),
    versions,
    publish,
    signIn: start,
  })
  const signIn = createSignIn({
    ...tools,
    companion,
    turns,
    publish: run => publish({ run }),
    keep: history.keep,
    onEnded: afterRun,
  })
  const popupAgain = createPopupAgain({
    ...tools,
    run: () => pages.state().run,
    onAnswered: () => signIn.answerPermission(false),
  })
  const personas = createPersonas({
    ...tools,
    aside: keptAside,
    publish: personas => {
      publish({ personas })
      badges.look()
    },
  })
  const badges = createPersonaBadges({ ...tools, personas: () => personas.all() })
  const mark = createButtonMark({ ...tools, giveWay: badges.giveWay })
  followPolicy({
    managed: tools.managed,
    publish: policy => publish({ policy }),
    onPersonas: personas.fromPolicy,
  })
  const taken = signIn.takeUp()
  const signedInWindows = createSignedInWindows({ ...tools, publish: windows => publish({ windows }) })
  const virtualProxies = createVirtualProxies({
    companion,
    publish: all => {
      publish({ virtualProxies: all })
      who.tellAgain()
    },
  })
  const who = createWho({
    ...tools,
    virtualProxies,
    sites: () => companionReady()?.sites ?? [],
    isBusy: signIn.isGoing,
    publish: who => {
      publish({ who })
      badges.look()
    },
  })
  const deeds = createDeeds({
    ...tools,
    companion,
    who,
    turns,
    publish: deed => publish({ deed }),
    publishSessions: sessions => publish({ sessions }),
    onEnded: afterDeed,
    signIn: start,
  })
  const mending = createMending({
    ...tools,
    companion,
    turns,
    signIn: start,
    shown: () => pages.state().run,
    publish: run => publish({ run }),
    onEnded: restWhenAlone,
  })

  function versions() {
    const companion = companionReady()?.version
    return { extension: tools.extension.version, ...(companion === undefined ? {} : { companion }) }
  }
  function companionReady() {
    const { companion } = pages.state()
    return companion.status === 'ready' ? companion : undefined
  }
  function restWhenAlone(): void {
    // What a page has begun goes on without it.
    if (!pages.areNone() || turns.isTaken()) return
    who.rest()
    virtualProxies.forget()
    companion.disconnect()
  }
  function afterRun(): void {
    const unseen = pages.state().run?.outcome === 'passed' ? '✓' : '!'
    if (!signIn.isGoing()) mark(pages.areNone() ? unseen : '')
    lookAgain()
    restWhenAlone()
  }
  function afterDeed(): void {
    lookAgain()
    restWhenAlone()
  }
  function lookAgain(): void {
    badges.look()
    signedInWindows.look()
    who.refresh()
  }

  const handlers: Handlers = {
    signIn: ({ request }) => start(request),
    ...personas.handlers,
    permission: ({ granted }) => signIn.answerPermission(granted),
    cancel: () => signIn.cancel(),
    reconnect: ({ quietly }) => lookForSites(quietly),
    ...history.handlers,
    ...aside.handlers,
    ...signedInWindows.handlers,
    ...virtualProxies.handlers,
    ...who.handlers,
    ...mending.handlers,
    ...deeds.handlers,
  }
  const quickSwitch = createQuickSwitch({
    ...tools,
    companion,
    personas: personas.all,
    isBusy: signIn.isGoing,
    signIn: start,
    // One that has ended meanwhile has a mark of its own.
    showRun: () =>
      tools.openPopup().catch(() => {
        if (signIn.isGoing()) mark('…')
      }),
    ask: persona => {
      publish({ wantedPersona: persona?.id ?? '' })
      return tools.openPopup().catch(() => mark('!'))
    },
  })
  function start(request: SignInRequest): boolean {
    if (request.persona !== undefined && !signIn.isGoing()) personas.used(request.persona)
    publish({ wantedPersona: '' })
    return signIn.start(request)
  }

  /** How it ends is published; there is nobody else to tell. */
  function lookForSites(quietly?: boolean): void {
    companion.sites(quietly).catch(() => {})
  }

  return {
    welcome(page) {
      popupAgain.giveUp()
      if (pages.areNone()) signedInWindows.watch()
      // Ahead of the state, which shall not tell of a companion that was let go.
      companion.connect().catch(() => {})
      if (pages.state().aside === undefined) aside.tell().catch(() => {})
      pages.add(page)
      // Behind what another worker may have left: it decides what an intent means.
      page.onMessage(
        message => void taken.then(() => handle(handlers, parse(IntentSchema, message, 'intent'))),
      )
      page.onClosed(() => {
        pages.remove(page)
        const windowId = signIn.windowId()
        if (windowId !== undefined) popupAgain.watch(windowId)
        if (pages.areNone()) signedInWindows.rest()
        restWhenAlone()
      })
      mark('')
    },
    command(name, windowId) {
      const place = placeOfCommand(name)
      if (place !== undefined) taken.then(() => quickSwitch(place, windowId)).finally(restWhenAlone)
    },
    lookAtTabs: badges.look,
  }
}
