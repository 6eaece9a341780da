import type { Link } from '#ui/link.ts'
import { AfterRun } from './AfterRun.tsx'
import { Buttons } from './Buttons.tsx'
import type { Drafts } from './draft.ts'
import { Fields } from './Fields.tsx'
import { Header } from './Header.tsx'
import { panelOf } from './panel.ts'
import { RunView } from './RunView.tsx'
import { Setup } from './Setup.tsx'
import { StoredTrouble } from './StoredTrouble.tsx'
import { usePopup } from './use-popup.ts'
import { WindowStrip } from './WindowStrip.tsx'

export interface AppProps {
  link: Link
  drafts: Drafts
}

/** The one screen: who to be, the two buttons, and below them what became of it. */
export function App({ link, drafts }: AppProps) {
  const { model, tell, signIn, cancel, reconnect, showWindow } = usePopup(link, drafts)
  const isWorking = model.isAsking || model.run?.outcome === 'working'
  const panel = panelOf(model)
  const retry = (
    <button type="button" onClick={reconnect}>
      Try again
    </button>
  )
  return (
    <main>
      <Header
        companion={model.companion}
        who={model.who.find(({ windowId }) => windowId === model.here.windowId)}
      />
      <WindowStrip windows={model.windows} here={model.here.windowId} onShow={showWindow} />
      <form
        noValidate
        autocomplete="off"
        onKeyDown={besideOnCtrlEnter}
        onSubmit={event => {
          event.preventDefault()
          if (!isWorking) signIn(event.submitter?.getAttribute('name') === 'beside')
        }}
      >
        <Fields model={model} tell={tell} />
        <Buttons isWorking={isWorking} isPrivate={model.here.isPrivate === true} onCancel={cancel} />
      </form>
      {panel.setup !== undefined && <Setup setup={panel.setup} retry={retry} />}
      {panel.hasSteps && <RunView model={model} retry={retry} />}
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
