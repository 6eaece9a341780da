import { useEffect, useRef } from 'preact/hooks'
import { lazy } from '#ui/lazy.tsx'
import type { Link } from '#ui/link.ts'
import { text } from '#ui/texts.ts'
import { AfterRun } from './AfterRun.tsx'
import { Actions } from './actions/Actions.tsx'
import { Buttons } from './Buttons.tsx'
import type { Drafts } from './draft.ts'
import { Fields } from './Fields.tsx'
import { Header } from './Header.tsx'
import { hasBar, isWorking, type Model } from './model.ts'
import { panelOf } from './panel.ts'
import { PersonaBar } from './personas/PersonaBar.tsx'
import { RunView } from './RunView.tsx'
import { Setup } from './Setup.tsx'
import { StoredTrouble } from './StoredTrouble.tsx'
import { usePopup } from './use-popup.ts'
import { whoHere } from './who/who-here.ts'

const WindowStrip = lazy(() => import('./WindowStrip.tsx').then(module => module.WindowStrip))
const PersonaEditor = lazy(() => import('./personas/PersonaEditor.tsx').then(module => module.PersonaEditor))

export interface AppProps {
  link: Link
  drafts: Drafts
}

/** The one screen: who to be, the two buttons, and below them what became of it. */
export function App({ link, drafts }: AppProps) {
  const { model, tell, signIn, signInAs, cancel, reconnect, showWindow, mend, ask } = usePopup(link, drafts)
  const isGoing = isWorking(model)
  const edit = (persona: Model['editing']) => tell({ type: 'edit', persona })
  const form = useRef<HTMLFormElement>(null)
  const panel = panelOf(model)
  // A button of the run before goes away when it is pressed.
  useEffect(() => {
    if (isGoing && document.activeElement === document.body)
      form.current?.querySelector<HTMLButtonElement>('.primary')?.focus()
  }, [isGoing])
  const retry = (
    <button type="button" onClick={reconnect}>
      {text('tryAgain')}
    </button>
  )
  return (
    <main>
      <Header companion={model.companion} who={whoHere(model)}>
        <Actions model={model} link={link} />
      </Header>
      {hasBar(model) && (
        <PersonaBar
          state={model.personas}
          sites={model.sites}
          sitesAreKnown={model.companion.status === 'ready'}
          onSignIn={signInAs}
          onEdit={edit}
          ask={ask}
        />
      )}
      <form
        ref={form}
        id="sign-in"
        noValidate
        autocomplete="off"
        onKeyDown={besideOnCtrlEnter}
        onSubmit={event => {
          event.preventDefault()
          if (!isGoing) signIn(event.submitter?.getAttribute('name') === 'beside')
        }}
      >
        <Fields model={model} tell={tell} onSavePersona={() => edit('new')} />
        <Buttons isWorking={isGoing} isPrivate={model.here.isPrivate === true} onCancel={cancel} />
      </form>
      {panel.setup !== undefined && <Setup setup={panel.setup} retry={retry} />}
      {model.editing && (
        <PersonaEditor
          model={model}
          onSave={persona => ask({ intent: 'savePersonas', personas: [persona] })}
          onClose={() => edit(undefined)}
        />
      )}
      {/* Below what is clicked, for it comes a moment after the rest. */}
      {model.windows.length > 1 && (
        <WindowStrip windows={model.windows} here={model.here.windowId} onShow={showWindow} />
      )}
      {panel.hasSteps && <RunView model={model} retry={retry} onMend={mend} />}
      {panel.endedRun !== undefined && <AfterRun link={link} id={panel.endedRun} key={panel.endedRun} />}
      {model.hasAside && <StoredTrouble />}
    </main>
  )
}

/** As in a link: with Ctrl, it opens elsewhere. */
function besideOnCtrlEnter(event: KeyboardEvent): void {
  const form = event.currentTarget
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(form instanceof HTMLFormElement)) return
  event.preventDefault()
  const beside = form.elements.namedItem('beside')
  if (beside instanceof HTMLButtonElement) form.requestSubmit(beside)
}
