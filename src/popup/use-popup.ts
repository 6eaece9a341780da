import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks'
import type { Cause } from '#shared/cause'
import type { Intent, SignInRequest } from '#shared/intents'
import { originPatternOf } from '#shared/permission'
import type { Persona } from '#shared/persona'
import type { Link } from '#ui/link.ts'
import type { Drafts } from './draft.ts'
import { draftOf } from './form.ts'
import { isWorking, type Model } from './model.ts'
import { firstModel, type Happening, reduce } from './reduce.ts'
import { requestOf, sessionIdFor } from './request.ts'
import { fetchRules, rulesNow } from './rules.ts'

export interface Popup {
  model: Model
  tell: (happening: Happening) => void
  /** Beside: in a private window. */
  signIn: (beside: boolean) => void
  signInAs: (persona: Persona, beside: boolean) => void
  ask: (intent: Intent) => void
  cancel: () => void
  reconnect: () => void
  showWindow: (windowId: number) => void
  mend: (cause: Cause) => void
}

/** The popup's state and what its buttons do. */
export function usePopup(link: Link, drafts: Drafts): Popup {
  const [model, tell] = useReducer(reduce, undefined, () =>
    firstModel(
      { draft: drafts.draft(), sites: drafts.sites(), personas: drafts.personas() },
      crypto.randomUUID(),
    ),
  )
  useEffect(() => {
    void fetchRules()
    link.onState(state => tell({ type: 'state', state }))
    link.here().then(
      here => {
        tell({ type: 'here', here })
        link.keepAsking({ intent: 'who', windowId: here.windowId })
      },
      () => undefined,
    )
  }, [link])
  useKept(model, drafts)
  useVirtualProxies(model, link)
  const signInWith = async (model: Model, beside: boolean) => {
    const sessionId = sessionIdFor(model, () => crypto.randomUUID())
    const request = requestOf(model, sessionId, beside)
    const refusal = (rulesNow() ?? (await fetchRules()))?.refusedIn(request, model.form.rows)
    if (refusal !== undefined) return tell({ type: 'refused', refusal })
    signIn(link, model, request)
    drafts.saveDraft(draftOf(model.form))
    tell({ type: 'signIn', sessionId })
  }
  return {
    model,
    tell,
    signIn: beside => signInWith(model, beside),
    signInAs: (persona, beside) => {
      if (isWorking(model)) return
      const chosen = { type: 'persona', persona } as const
      tell(chosen)
      signInWith(reduce(model, chosen), beside && model.here.isPrivate !== true)
    },
    ask: intent => link.ask(intent),
    cancel: () => {
      link.ask({ intent: 'cancel' })
      tell({ type: 'cancel' })
    },
    reconnect: () => link.ask({ intent: 'reconnect' }),
    showWindow: windowId => link.ask({ intent: 'showWindow', windowId }),
    mend: ({ cause, action }) => {
      if (model.run === undefined) return
      link.ask({ intent: 'mend', run: model.run.id, cause })
      tell({ type: 'mend', change: action?.kind === 'signInAgain' ? action.change : undefined })
    },
  }
}

/** First the wish, so that it is safe should the browser's prompt close the popup; then, in the same gesture, the prompt. */
function signIn(link: Link, model: Model, request: SignInRequest): void {
  link.ask({ intent: 'signIn', request })
  const hub = model.sites.find(({ id }) => id === model.form.site)?.hub
  if (hub === undefined) return
  link.requestPermission(originPatternOf(hub)).then(granted => link.ask({ intent: 'permission', granted }))
}

/** Writes every change down before the next paint: a popup may close at any moment. */
function useKept({ form, isEdited, sites, personas: { personas } }: Model, drafts: Drafts): void {
  const sitesAtFirst = useRef(sites)
  const personasAtFirst = useRef(personas)
  useLayoutEffect(() => {
    if (isEdited) drafts.saveDraft(draftOf(form))
  }, [form, isEdited, drafts])
  useLayoutEffect(() => {
    if (sites !== sitesAtFirst.current) drafts.saveSites(sites)
  }, [sites, drafts])
  useLayoutEffect(() => {
    if (personas !== personasAtFirst.current) drafts.savePersonas(personas)
  }, [personas, drafts])
}

/** Asks for them when the site is known to the companion; nobody waits. */
function useVirtualProxies({ form: { site }, sites, companion }: Model, link: Link): void {
  const isKnown = companion.status === 'ready' && sites.some(({ id }) => id === site)
  useEffect(() => {
    if (isKnown) link.keepAsking({ intent: 'virtualProxies', site })
  }, [link, site, isKnown])
}
