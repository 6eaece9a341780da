import { useEffect, useRef } from 'preact/hooks'
import type { BackgroundClient } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import { privateWindowButtonName, SignInButtons, submitPrivately } from './form/SignInButtons.tsx'
import { SignInFields } from './form/SignInFields.tsx'
import { Header } from './Header.tsx'
import { optionsPageUrl } from './page-urls.ts'
import { PersonaBar } from './personas/PersonaBar.tsx'
import { RunActions } from './run/RunActions.tsx'
import { RunView } from './run/RunView.tsx'
import { SetupPanel } from './SetupPanel.tsx'
import { SessionActions } from './session-actions/SessionActions.tsx'
import type { DraftStore } from './state/draft.ts'
import { currentUserHere, isRunning, type Model, showsPersonaBar } from './state/model.ts'
import { selectPanel } from './state/setup-panel.ts'
import { usePopup } from './state/use-popup.ts'

const SignedInWindows = lazy(() => import('./SignedInWindows.tsx').then(module => module.SignedInWindows))
const PersonaEditor = lazy(() => import('./personas/PersonaEditor.tsx').then(module => module.PersonaEditor))

export interface AppProps {
  client: BackgroundClient
  draftStore: DraftStore
}

/** Shows the sign-in form and the progress of the run below it. */
export function App({ client, draftStore }: AppProps) {
  const { model, dispatch, signIn, signInAs, cancel, reconnect, showWindow, applyFix, send } = usePopup(
    client,
    draftStore,
  )
  const isBusy = isRunning(model)
  const edit = (persona: Model['editedPersona']) => dispatch({ type: 'edit', persona })
  const form = useRef<HTMLFormElement>(null)
  const panel = selectPanel(model)
  // A button of the previous run disappears when it is pressed.
  useEffect(() => {
    if (isBusy && document.activeElement === document.body)
      form.current?.querySelector<HTMLButtonElement>('.primary')?.focus()
  }, [isBusy])
  const retry = (
    <button type="button" onClick={reconnect}>
      {t('popup.tryAgain')}
    </button>
  )
  return (
    <main>
      <Header companion={model.companion} currentUser={currentUserHere(model)}>
        <SessionActions model={model} client={client} />
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
        <SignInFields model={model} dispatch={dispatch} onSavePersona={() => edit('new')} send={send} />
        <SignInButtons
          isRunning={isBusy}
          isPrivate={model.pageContext.isPrivate === true}
          onCancel={cancel}
        />
      </form>
      {panel.missingSetup !== undefined && <SetupPanel missingSetup={panel.missingSetup} retry={retry} />}
      {model.editedPersona && (
        <PersonaEditor
          model={model}
          onSave={persona => send({ intent: 'savePersonas', personas: [persona] })}
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
      {panel.hasSteps && <RunView model={model} retry={retry} onApplyFix={applyFix} />}
      {panel.endedRunId !== undefined && (
        <RunActions client={client} id={panel.endedRunId} key={panel.endedRunId} />
      )}
      {model.hasQuarantined && <QuarantineNotice />}
    </main>
  )
}

/** Links to the page where the tester saves or discards data that could not be read. */
const QuarantineNotice = () => (
  <p class="note">
    {t('popup.storedDataUnreadable')}{' '}
    <a href={`${optionsPageUrl}#data`} target="_blank" rel="noreferrer">
      {t('popup.storedDataOpen')}
    </a>
  </p>
)
