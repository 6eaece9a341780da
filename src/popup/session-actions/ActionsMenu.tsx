import { useEffect, useRef, useState } from 'preact/hooks'
import { toOriginPattern } from '#shared/hub-location'
import type { SessionQuery } from '#shared/sessions/session-list'
import type { BackgroundClient } from '#ui/background-client.ts'
import { ConfirmDialog } from '#ui/components/ConfirmDialog.tsx'
import { t } from '#ui/i18n.ts'
import type { Model } from '../state/model.ts'
import { currentUserHere, isRunning } from '../state/model.ts'
import type { Popup } from '../state/use-popup.ts'
import { PermissionDenied } from '../tab/PermissionDenied.tsx'
import { getHubOfTab, getSiteToCheck } from '../tab/site-of-tab.ts'
import { type TabDialog, TabDialogs } from '../tab/TabDialogs.tsx'
import { ActionStatus, finishedActionId } from './ActionStatus.tsx'
import { Menu } from './Menu.tsx'
import { createMenuItems, createPageItems, createQuestionItems, type MenuItem } from './menu-items.ts'
import { SessionsDialog } from './SessionsDialog.tsx'
import { sessionsQuery } from './sessions-query.ts'

export interface ActionsMenuProps {
  model: Model
  client: BackgroundClient
  onSignIn: Popup['signInAs']
  isOpen: boolean
  onClose: () => void
}

/** Shows the menu, its confirmations and the result of the chosen action. */
export function ActionsMenu({ model, client, onSignIn, isOpen, onClose }: ActionsMenuProps) {
  const [itemToConfirm, setItemToConfirm] = useState<MenuItem>()
  const [shownQuery, setShownQuery] = useState<SessionQuery>()
  const [dialog, setDialog] = useState<TabDialog>()
  const [deniedHub, setDeniedHub] = useState<string>()
  const [dismissedId, setDismissedId] = useState(() => finishedActionId(model.sessionAction))
  const currentUser = currentUserHere(model)
  const query = sessionsQuery(model)
  const site = getSiteToCheck(currentUser, model)
  // Ask inside the click handler: reading the cookies needs the permission.
  const withPermission = (work: () => void) => {
    const hub = getHubOfTab(currentUser, model)
    if (hub === undefined) return
    client.requestPermission(toOriginPattern(hub)).then(granted => {
      setDeniedHub(granted ? undefined : hub)
      if (granted) work()
      else setDialog(undefined)
    })
  }
  const runItem = ({ intent }: MenuItem) => intent && withPermission(() => client.send(intent))
  const choose = (item: MenuItem) => {
    onClose()
    if (item.key === 'explain') return withPermission(() => setDialog({ name: 'explain' }))
    if (item.key === 'check') return setDialog({ name: 'check', site })
    if (item.key === 'xray' && item.intent !== undefined) return client.send(item.intent)
    if (item.key === 'cookie') setDialog({ name: 'cookie' })
    if (item.open !== undefined) item.open()
    else if (item.key === 'sessions') setShownQuery(query)
    else if (item.confirm === undefined || model.settings?.confirmEnds === false) runItem(item)
    else setItemToConfirm(item)
  }
  const isBusy = isRunning(model)
  // "You are Anna again" is no longer true after the next sign-in.
  const idBeforeRun = useRef<string | undefined>(undefined)
  if (!isBusy) idBeforeRun.current = finishedActionId(model.sessionAction)
  useEffect(() => {
    if (isBusy) setDismissedId(idBeforeRun.current)
  }, [isBusy])
  const status = (
    <ActionStatus
      action={model.sessionAction}
      windowId={model.pageContext.windowId}
      dismissedId={dismissedId}
      onDismiss={setDismissedId}
    />
  )
  const closeSessions = () => {
    setShownQuery(undefined)
    setDismissedId(finishedActionId(model.sessionAction))
  }
  return (
    <>
      {isOpen && (
        <Menu
          label={t('popup.actions')}
          items={[
            ...createMenuItems(currentUser, isBusy, query),
            ...createQuestionItems(currentUser, isBusy, site),
            ...createPageItems(),
          ]}
          onChoose={choose}
          onClose={onClose}
        />
      )}
      {itemToConfirm?.confirm && (
        <ConfirmDialog
          {...itemToConfirm.confirm}
          onConfirm={() => runItem(itemToConfirm)}
          onClose={() => setItemToConfirm(undefined)}
        />
      )}
      {shownQuery && (
        <SessionsDialog
          query={shownQuery}
          list={model.sessionList}
          mustConfirm={model.settings?.confirmEnds !== false}
          client={client}
          onClose={closeSessions}
        >
          {status}
        </SessionsDialog>
      )}
      {dialog && (
        <TabDialogs
          dialog={dialog}
          model={model}
          client={client}
          onSignIn={onSignIn}
          onClose={() => setDialog(undefined)}
        />
      )}
      {deniedHub !== undefined && (
        <PermissionDenied hub={deniedHub} onDismiss={() => setDeniedHub(undefined)} />
      )}
      {!isBusy && shownQuery === undefined && status}
    </>
  )
}
