import { useState } from 'preact/hooks'
import { hostOf } from '#protocol/addresses'
import { originPatternOf } from '#shared/permission'
import type { Whose } from '#shared/sessions'
import type { Who } from '#shared/who'
import { Confirm } from '#ui/Confirm.tsx'
import { text } from '#ui/texts.ts'
import type { Model } from '../model.ts'
import { whoHere } from '../who/who-here.ts'
import type { ActionsProps } from './Actions.tsx'
import { DeedBox } from './DeedBox.tsx'
import { DeedLine, overBefore } from './DeedLine.tsx'
import { type Item, itemsFor } from './items.ts'
import { Menu } from './Menu.tsx'
import { SessionsDialog } from './SessionsDialog.tsx'
import { whoseSessions } from './whose.ts'

export interface ActionsMenuProps extends ActionsProps {
  isOpen: boolean
  onClose: () => void
}

/** The menu, what it asks once more, and what became of it. */
export function ActionsMenu({ model, link, isOpen, onClose }: ActionsMenuProps) {
  const [asked, ask] = useState<Item>()
  const [shown, show] = useState<Whose>()
  const [refused, setRefused] = useState<string>()
  const [away, putAway] = useState(() => overBefore(model.deed))
  const who = whoHere(model)
  const whose = whoseSessions(model)
  const act = ({ intent }: Item) => {
    const hub = hubOf(who, model)
    if (intent === undefined || hub === undefined) return
    // In the click: for the cookie the permission is needed, which may not be there yet.
    link.requestPermission(originPatternOf(hub)).then(granted => {
      setRefused(granted ? undefined : hub)
      if (granted) link.ask(intent)
    })
  }
  const choose = (item: Item) => {
    onClose()
    if (item.key === 'sessions') show(whose)
    else if (item.confirm === undefined) act(item)
    else ask(item)
  }
  const isBusy = model.isAsking || model.run?.outcome === 'working'
  const line = <DeedLine told={model.deed} windowId={model.here.windowId} away={away} onPutAway={putAway} />
  const closeSessions = () => {
    show(undefined)
    putAway(overBefore(model.deed))
  }
  return (
    <>
      {isOpen && (
        <Menu
          label={text('actions')}
          items={itemsFor(who, isBusy, whose)}
          onChoose={choose}
          onClose={onClose}
        />
      )}
      {asked?.confirm && (
        <Confirm {...asked.confirm} onYes={() => act(asked)} onClose={() => ask(undefined)} />
      )}
      {shown && (
        <SessionsDialog whose={shown} told={model.sessions} link={link} onClose={closeSessions}>
          {line}
        </SessionsDialog>
      )}
      {refused !== undefined && <NotAllowed hub={refused} onPutAway={() => setRefused(undefined)} />}
      {!isBusy && shown === undefined && line}
    </>
  )
}

const NotAllowed = ({ hub, onPutAway }: { hub: string; onPutAway: () => void }) => (
  <DeedBox status="refused" onPutAway={onPutAway}>
    <div role="alert">
      <p dir="auto">{text('deedNotAllowed', hostOf(hub))}</p>
      <p class="remedy">{text('deedNotAllowedHow')}</p>
    </div>
  </DeedBox>
)

const hubOf = (who: Who | undefined, { sites }: Model): string | undefined =>
  who === undefined || who.status === 'notHub' ? undefined : sites.find(({ id }) => id === who.site)?.hub
