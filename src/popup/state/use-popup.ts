import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks'
import { makeSessionId } from '#protocol/session-id-form'
import { toOriginPattern } from '#shared/hub-location'
import type { Intent, SignInRequest } from '#shared/intents'
import type { Cause } from '#shared/runs/cause'
import type { BackgroundClient } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { buildRequest, getSessionId } from './build-request.ts'
import type { DraftStore } from './draft.ts'
import { toDraft } from './form.ts'
import { getLoadedChecks, loadChecks } from './load-checks.ts'
import { isRunning, type Model } from './model.ts'
import { createInitialModel, type PopupAction, reduce, type SavedOrLastUser } from './reducer.ts'

export interface Popup {
  model: Model
  dispatch: (action: PopupAction) => void
  /** Asks first if the user is signed in already, unless this is the answer. */
  signIn: (inPrivateWindow: boolean, isAgain?: boolean) => void
  signInAs: (persona: SavedOrLastUser, inPrivateWindow: boolean) => void
  send: (intent: Intent) => void
  cancel: () => void
  reconnect: () => void
  showWindow: (windowId: number) => void
  applyFix: (cause: Cause) => void
  usePrefix: (prefix: string) => void
}

/** Returns the state of the popup and the handlers of its buttons. */
export function usePopup(client: BackgroundClient, drafts: DraftStore): Popup {
  const [model, dispatch] = useReducer(reduce, undefined, () =>
    createInitialModel(
      { draft: drafts.loadDraft(), sites: drafts.loadSites(), personas: drafts.loadPersonas() },
      crypto.randomUUID(),
    ),
  )
  useBackgroundState(client, dispatch)
  usePersistedModel(model, drafts)
  useVirtualProxies(model, client)
  const signInWith = async (model: Model, inPrivateWindow: boolean, isAgain = false) => {
    const sessionId = getSessionId(model, form => makeSessionId(crypto, form))
    const request = buildRequest(model, sessionId, inPrivateWindow)
    const checks = getLoadedChecks() ?? (await loadChecks())
    if (!isAgain && !inPrivateWindow && checks?.isAlreadyHere(model)) return dispatch({ type: 'alreadyHere' })
    const fieldError = checks?.findFieldError(request, model.form.rows)
    if (fieldError !== undefined) return dispatch({ type: 'fieldError', fieldError })
    requestRun(client, model, request)
    drafts.saveDraft(toDraft(model.form))
    dispatch({ type: 'signIn', sessionId })
  }
  const signInAfter = (change: PopupAction, inPrivateWindow = false) => {
    dispatch(change)
    signInWith(reduce(model, change), inPrivateWindow)
  }
  return {
    model,
    dispatch,
    signIn: (inPrivateWindow, isAgain) => signInWith(model, inPrivateWindow, isAgain),
    signInAs: (persona, inPrivateWindow) => {
      if (isRunning(model)) return
      signInAfter({ type: 'persona', persona }, inPrivateWindow && model.pageContext.isPrivate !== true)
    },
    send: intent => client.send(intent),
    cancel: () => {
      client.send({ intent: 'cancel' })
      dispatch({ type: 'cancel' })
    },
    usePrefix: prefix => signInAfter({ type: 'prefix', text: prefix }),
    reconnect: () => client.send({ intent: 'reconnect' }),
    showWindow: windowId => client.send({ intent: 'showWindow', windowId }),
    applyFix: ({ cause, action }) => {
      if (model.run === undefined) return
      if (action?.kind === 'enterCookieName') return dispatch(askForCookieName())
      client.send({ intent: 'applyFix', run: model.run.id, cause })
      dispatch({ type: 'applyFix', change: action?.kind === 'signInAgain' ? action.change : undefined })
    },
  }
}

/** Opens *More* at the cookie name, with what to enter there. */
const askForCookieName = (): PopupAction => ({
  type: 'fieldError',
  fieldError: {
    field: 'cookie-name',
    code: 'COOKIE_NAME',
    message: t('cause.nameUsual.remedy'),
    isUnderMore: true,
  },
})

/**
 * Sends the request first, because the permission prompt may close the popup. Then prompts, in the
 * same click.
 */
function requestRun(client: BackgroundClient, model: Model, request: SignInRequest): void {
  client.send({ intent: 'signIn', request })
  const hub = model.sites.find(({ id }) => id === model.form.site)?.hub
  if (hub === undefined) return
  client
    .requestPermission(toOriginPattern(hub))
    .then(granted => client.send({ intent: 'permission', granted }))
}

/** Follows the state of the background and the current user of the window. */
function useBackgroundState(client: BackgroundClient, dispatch: Popup['dispatch']): void {
  useEffect(() => {
    void loadChecks()
    client.onState(state => dispatch({ type: 'state', state }))
    client.readPageContext().then(
      pageContext => {
        dispatch({ type: 'pageContext', pageContext })
        client.subscribe({ intent: 'watchCurrentUser', windowId: pageContext.windowId })
      },
      () => undefined,
    )
  }, [client, dispatch])
}

/** Stores every change before the next paint, because a popup may close at any moment. */
function usePersistedModel(
  { form, isEdited, sites, personas: { personas } }: Model,
  drafts: DraftStore,
): void {
  const initialSites = useRef(sites)
  const initialPersonas = useRef(personas)
  useLayoutEffect(() => {
    if (isEdited) drafts.saveDraft(toDraft(form))
  }, [form, isEdited, drafts])
  useLayoutEffect(() => {
    if (sites !== initialSites.current) drafts.saveSites(sites)
  }, [sites, drafts])
  useLayoutEffect(() => {
    if (personas !== initialPersonas.current) drafts.savePersonas(personas)
  }, [personas, drafts])
}

/** Requests the virtual proxies of a known site. */
function useVirtualProxies({ form: { site }, sites, companion }: Model, client: BackgroundClient): void {
  const isKnown = companion.status === 'ready' && sites.some(({ id }) => id === site)
  useEffect(() => {
    if (isKnown) client.subscribe({ intent: 'virtualProxies', site })
  }, [client, site, isKnown])
}
