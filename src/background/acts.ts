import type { SignInRequest } from '#shared/intents'
import type { CompanionLink } from './companion-link.ts'
import { createDeeds } from './deeds/deeds.ts'
import type { HandlersOf } from './handlers.ts'
import { createHistory } from './history/history.ts'
import type { Kept } from './kept.ts'
import { createMending } from './mend.ts'
import type { OpenPages } from './open-pages.ts'
import { createQuickSwitch } from './personas/quick-switch.ts'
import { createPopupAgain } from './popup-again.ts'
import type { Sight } from './sight.ts'
import { createSignIn } from './sign-in.ts'
import type { BackgroundTools } from './tools.ts'
import { createTurns } from './turns.ts'

interface Around {
  pages: OpenPages
  companion: CompanionLink
  kept: Kept
  sight: Sight
  /** Told after each. */
  onEnded(): void
}

export type Acts = ReturnType<typeof createActs>

/** What changes who is signed in, one after another: a run and a deed write the same cookie. */
export function createActs(tools: BackgroundTools, { pages, companion, kept, sight, onEnded }: Around) {
  const { publish } = pages
  const { mark } = sight
  const turns = createTurns()
  const around = { ...tools, companion, turns, signIn: start }
  const history = createHistory({ ...around, runs: kept.runs, versions, publish })
  const signIn = createSignIn({
    ...around,
    publish: run => publish({ run }),
    keep: history.keep,
    onTaken: ({ persona }) => persona !== undefined && kept.personas.used(persona),
    onEnded: afterRun,
  })
  const popupAgain = createPopupAgain({
    ...tools,
    run: () => pages.state().run,
    onAnswered: () => signIn.answerPermission(false),
  })
  const mending = createMending({
    ...around,
    shown: () => pages.state().run,
    publish: run => publish({ run }),
    onEnded,
  })
  const deeds = createDeeds({
    ...around,
    who: sight.who,
    publish: deed => publish({ deed }),
    publishSessions: sessions => publish({ sessions }),
    onEnded: afterDeed,
  })
  const quickSwitch = createQuickSwitch({
    ...around,
    personas: kept.personas.all,
    isBusy: signIn.isGoing,
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
  const running: HandlersOf<'signIn' | 'permission' | 'cancel'> = {
    signIn: ({ request }) => start(request),
    permission: ({ granted }) => signIn.answerPermission(granted),
    cancel: () => signIn.cancel(),
  }

  function start(request: SignInRequest): boolean {
    publish({ wantedPersona: '' })
    return signIn.start(request)
  }
  function versions() {
    const companion = pages.readyCompanion()?.version
    return { extension: tools.extension.version, ...(companion === undefined ? {} : { companion }) }
  }
  function afterRun(): void {
    const unseen = pages.state().run?.outcome === 'passed' ? '✓' : '!'
    if (!signIn.isGoing()) mark(pages.areNone() ? unseen : '')
    afterDeed()
  }
  function afterDeed(): void {
    sight.lookAgain()
    onEnded()
  }

  return {
    /** What another worker has left behind. */
    takeUp: () => Promise.all([deeds.tellInterrupted(), signIn.takeUp()]),
    isSigningIn: signIn.isGoing,
    /** Something goes on, or waits for its turn. */
    areGoing: turns.isTaken,
    quickSwitch,
    pageOpened: popupAgain.giveUp,
    pageClosed(): void {
      // It has been shown the persona that a key asked for; the next one shall not begin with it again.
      if (pages.state().wantedPersona) publish({ wantedPersona: '' })
      const windowId = signIn.windowId()
      if (windowId !== undefined) popupAgain.watch(windowId)
    },
    handlers: { ...running, ...history.handlers, ...mending.handlers, ...deeds.handlers },
  }
}
