import { useEffect, useRef } from 'preact/hooks'
import type { BackgroundClient } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import { privateWindowButtonName, SignInButtons, submitPrivately } from './form/SignInButtons.tsx'
import { SignInFields } from './form/SignInFields.tsx'
import { Header } from './Header.tsx'
import { PersonaBar } from './personas/PersonaBar.tsx'
import { RunView } from './run/RunView.tsx'
import { SessionActions } from './session-actions/SessionActions.tsx'
import type { DraftStore } from './state/draft.ts'
import { currentUserHere, isRunning, type Model, showsPersonaBar } from './state/model.ts'
import { selectPanel } from './state/setup-panel.ts'
import { usePopup } from './state/use-popup.ts'

const loadLateParts = () => import('./late-parts.ts')
const AlreadySignedIn = lazy(() => loadLateParts().then(parts => parts.AlreadySignedIn))
const FoldedForm = lazy(() => loadLateParts().then(parts => parts.FoldedForm))
const PersonaNotices = lazy(() => loadLateParts().then(parts => parts.PersonaNotices))
const QuarantineNotice = lazy(() => loadLateParts().then(parts => parts.QuarantineNotice))
const RunActions = lazy(() => loadLateParts().then(parts => parts.RunActions))
const SetupPanel = lazy(() => loadLateParts().then(parts => parts.SetupPanel))
const SignedInWindows = lazy(() => loadLateParts().then(parts => parts.SignedInWindows))
const XrayDialog = lazy(() => import('./xray/XrayDialog.tsx').then(module => module.loadXrayDialog()))
const PersonaEditor = lazy(() => import('./personas/PersonaEditor.tsx').then(module => module.PersonaEditor))

export interface AppProps {
  client: BackgroundClient
  draftStore: DraftStore
}

/** Shows the sign-in form and the progress of the run below it. */
export function App({ client, draftStore }: AppProps) {
  const { model, dispatch, signIn, signInAs, cancel, reconnect, showWindow, applyFix, usePrefix, send } =
    usePopup(client, draftStore)
  const isBusy = isRunning(model)
  const { isFolded } = model
  const edit = (persona: Model['editedPersona']) => dispatch({ type: 'edit', persona })
  const form = useRef<HTMLFormElement>(null)
  const panel = selectPanel(model)
  // A button of the previous run disappears when it is pressed, and so do folded fields.
  useEffect(() => {
    const { activeElement } = document
    if ((isBusy && activeElement === document.body) || (isFolded && activeElement?.closest('.fields')))
      form.current?.querySelector<HTMLButtonElement>('.primary')?.focus()
  }, [isBusy, isFolded])
  const retry = (
    <button type="button" onClick={reconnect}>
      {t('popup.tryAgain')}
    </button>
  )
  return (
    <main>
      <Header companion={model.companion} currentUser={currentUserHere(model)}>
        <SessionActions model={model} client={client} onSignIn={signInAs} />
      </Header>
      {showsPersonaBar(model) && (
        <PersonaBar
          state={model.personas}
          sites={model.sites}
          areSitesKnown={model.companion.status === 'ready'}
          onSignIn={signInAs}
          onEdit={edit}
          send={send}
        />
      )}
      <form
        ref={form}
        id="sign-in"
        noValidate
        autocomplete="off"
        onKeyDown={submitPrivately}
        onSubmit={event => {
          event.preventDefault()
          if (!isBusy) signIn(event.submitter?.getAttribute('name') === privateWindowButtonName)
        }}
      >
        {isFolded && (
          // The space of what arrives later is reserved.
          <div class="folded-form">
            <FoldedForm form={model.form} />
          </div>
        )}
        {/* Folded fields can still be reached by their labels and by keyboard, which unfolds them. */}
        <div class="fields" data-folded={isFolded} onFocusIn={() => isFolded && dispatch({ type: 'unfold' })}>
          <SignInFields model={model} dispatch={dispatch} onSavePersona={() => edit('new')} send={send} />
        </div>
        <SignInButtons
          isRunning={isBusy}
          isPrivate={model.pageContext.isPrivate === true}
          onCancel={cancel}
        />
      </form>
      {model.isAlreadyHere && <AlreadySignedIn model={model} onSignInAgain={() => signIn(false, true)} />}
      {panel.missingSetup !== undefined && <SetupPanel missingSetup={panel.missingSetup} retry={retry} />}
      {model.editedPersona && (
        <PersonaEditor
          model={model}
          onSave={persona => {
            send({ intent: 'savePersonas', personas: [persona] })
            dispatch({ type: 'saved', label: persona.label, at: Date.now() })
          }}
          onClose={() => edit(undefined)}
        />
      )}
      {/* Rendered below the form, because it arrives later and must not move the buttons. */}
      {model.signedInWindows.length > 1 && (
        <SignedInWindows
          windows={model.signedInWindows}
          currentWindowId={model.pageContext.windowId}
          onShow={showWindow}
        />
      )}
      {panel.hasSteps && (
        <RunView model={model} client={client} retry={retry} onApplyFix={applyFix} onUsePrefix={usePrefix} />
      )}
      {panel.endedRunId !== undefined && (
        <div class="after-run" key={panel.endedRunId}>
          <RunActions client={client} model={model} id={panel.endedRunId} />
        </div>
      )}
      {model.xray !== undefined && <XrayDialog model={model} client={client} />}
      {model.hasQuarantined && <QuarantineNotice />}
      <PersonaNotices state={model.personas} saved={model.savedPersona} send={send} />
    </main>
  )
}
