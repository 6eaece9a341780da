import type { SignInRequest } from '#shared/intents'
import { createSerialQueue } from './async/serial-queue.ts'
import type { CompanionConnection } from './companion/connection.ts'
import { createFixes } from './diagnosis/apply-fix.ts'
import { createHistory } from './history/history.ts'
import type { IntentHandlersOf } from './intent-handlers.ts'
import type { Kept } from './kept.ts'
import type { PageConnections } from './page-connections.ts'
import { createQuickSwitch } from './personas/quick-switch.ts'
import type { Platform } from './platform.ts'
import { createPopupReopener } from './run/popup-reopener.ts'
import { createRunController } from './run/run-controller.ts'
import { createSessionActions } from './session-actions/session-actions.ts'
import type { Sight } from './sight.ts'

interface Around {
  pages: PageConnections
  companion: CompanionConnection
  kept: Kept
  sight: Sight
  /** Told after each. */
  onEnded(): void
}

export type Acts = ReturnType<typeof createActs>

/** What changes who is signed in, one after another: a run and a deed write the same cookie. */
export function createActs(tools: Platform, { pages, companion, kept, sight, onEnded }: Around) {
  const { publish } = pages
  const { mark } = sight
  const queue = createSerialQueue()
  const around = { ...tools, companion, queue, signIn: start }
  const history = createHistory({ ...around, runs: kept.runs, versions, publish })
  const signIn = createRunController({
    ...around,
    publish: run => publish({ run }),
    saveToHistory: history.add,
    onAccepted: ({ persona }) => persona !== undefined && kept.personas.markUsed(persona),
    onFinished: afterRun,
  })
  const popupAgain = createPopupReopener({
    ...tools,
    currentRun: () => pages.getState().run,
    onPromptClosed: () => signIn.answerPermission(false),
  })
  const mending = createFixes({
    ...around,
    shownRun: () => pages.getState().run,
    publish: run => publish({ run }),
    onFinished: onEnded,
  })
  const deeds = createSessionActions({
    ...around,
    currentUser: sight.who,
    publish: deed => publish({ sessionAction: deed }),
    publishSessions: sessions => publish({ sessionList: sessions }),
    onFinished: afterDeed,
  })
  const quickSwitch = createQuickSwitch({
    ...around,
    personas: kept.personas.list,
    isBusy: signIn.isRunning,
    // One that has ended meanwhile has a mark of its own.
    showRun: () =>
      tools.openPopup().catch(() => {
        if (signIn.isRunning()) mark('…')
      }),
    continueInPopup: persona => {
      publish({ requestedPersonaId: persona?.id ?? '' })
      return tools.openPopup().catch(() => mark('!'))
    },
  })
  const running: IntentHandlersOf<'signIn' | 'permission' | 'cancel'> = {
    signIn: ({ request }) => start(request),
    permission: ({ granted }) => signIn.answerPermission(granted),
    cancel: () => signIn.cancel(),
  }

  function start(request: SignInRequest): boolean {
    publish({ requestedPersonaId: '' })
    return signIn.start(request)
  }
  function versions() {
    const companion = pages.getReadyCompanion()?.version
    return { extension: tools.extension.version, ...(companion === undefined ? {} : { companion }) }
  }
  function afterRun(): void {
    const unseen = pages.getState().run?.outcome === 'passed' ? '✓' : '!'
    if (!signIn.isRunning()) mark(pages.isEmpty() ? unseen : '')
    afterDeed()
  }
  function afterDeed(): void {
    sight.lookAgain()
    onEnded()
  }

  return {
    /** What another worker has left behind. */
    takeUp: () => Promise.all([deeds.reportInterrupted(), signIn.resume()]),
    isSigningIn: signIn.isRunning,
    /** Something goes on, or waits for its turn. */
    areGoing: queue.isBusy,
    quickSwitch,
    pageOpened: popupAgain.cancel,
    pageClosed(): void {
      // It has been shown the persona that a key asked for; the next one shall not begin with it again.
      if (pages.getState().requestedPersonaId) publish({ requestedPersonaId: '' })
      const windowId = signIn.getRequestWindowId()
      if (windowId !== undefined) popupAgain.watch(windowId)
    },
    handlers: { ...running, ...history.handlers, ...mending.handlers, ...deeds.handlers },
  }
}
