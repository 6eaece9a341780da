import { useEffect, useRef, useState } from 'preact/hooks'
import { getHost } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { SessionQuery } from '#shared/sessions/session-list'
import type { BackgroundClient } from '#ui/background-client.ts'
import { ConfirmDialog } from '#ui/components/ConfirmDialog.tsx'
import { t } from '#ui/i18n.ts'
import type { Model } from '../state/model.ts'
import { currentUserHere, isRunning } from '../state/model.ts'
import type { Popup } from '../state/use-popup.ts'
import { CheckSiteDialog } from '../tab/CheckSiteDialog.tsx'
import { ExplainTabDialog } from '../tab/ExplainTabDialog.tsx'
import { ActionStatus, finishedActionId } from './ActionStatus.tsx'
import { ActionToast } from './ActionToast.tsx'
import { CookieDialog } from './CookieDialog.tsx'
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

/** The dialogs about the tab that items of the menu open by their keys. */
type DialogName = 'cookie' | 'explain'

/** Shows the menu, its confirmations and the result of the chosen action. */
export function ActionsMenu({ model, client, onSignIn, isOpen, onClose }: ActionsMenuProps) {
  const [itemToConfirm, setItemToConfirm] = useState<MenuItem>()
  const [shownQuery, setShownQuery] = useState<SessionQuery>()
  const [dialog, setDialog] = useState<DialogName>()
  const [checkedSite, setCheckedSite] = useState<string>()
  const [deniedHub, setDeniedHub] = useState<string>()
  const [dismissedId, setDismissedId] = useState(() => finishedActionId(model.sessionAction))
  const currentUser = currentUserHere(model)
  const query = sessionsQuery(model)
  const site = getSite(currentUser, model)
  const closeDialog = () => setDialog(undefined)
  // Ask inside the click handler: reading the cookies needs the permission.
  const withPermission = (work: () => void) => {
    const hub = getHub(currentUser, model)
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
    if (item.key === 'explain') return withPermission(() => setDialog('explain'))
    if (item.key === 'cookie') setDialog('cookie')
    if (item.key === 'check') return setCheckedSite(site)
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
      {dialog === 'cookie' && currentUser !== undefined && (
        <CookieDialog
          view={model.sessionCookie}
          windowId={currentUser.windowId}
          client={client}
          onClose={closeDialog}
        />
      )}
      {dialog === 'explain' && currentUser !== undefined && (
        <ExplainTabDialog
          model={model}
          windowId={currentUser.windowId}
          client={client}
          onSignIn={onSignIn}
          onClose={closeDialog}
        />
      )}
      {checkedSite !== undefined && (
        <CheckSiteDialog
          site={checkedSite}
          model={model}
          client={client}
          onClose={() => setCheckedSite(undefined)}
        />
      )}
      {deniedHub !== undefined && (
        <PermissionDenied hub={deniedHub} onDismiss={() => setDeniedHub(undefined)} />
      )}
      {!isBusy && shownQuery === undefined && status}
    </>
  )
}

const PermissionDenied = ({ hub, onDismiss }: { hub: string; onDismiss: () => void }) => (
  <ActionToast status="refused" onDismiss={onDismiss}>
    <div role="alert">
      <p dir="auto">{t('popup.actionNotAllowed', { host: getHost(hub) })}</p>
      <p class="remedy">{t('popup.actionNotAllowedRemedy')}</p>
    </div>
  </ActionToast>
)

/** Returns the site of the tab, or else of the form; empty if the companion does not know it. */
function getSite(currentUser: CurrentUser | undefined, { companion, form }: Model): string {
  const id = currentUser === undefined || currentUser.status === 'notHub' ? form.site : currentUser.site
  return companion.status === 'ready' && companion.sites.some(site => site.id === id) ? id : ''
}

const getHub = (currentUser: CurrentUser | undefined, { sites }: Model): string | undefined =>
  currentUser === undefined || currentUser.status === 'notHub'
    ? undefined
    : sites.find(({ id }) => id === currentUser.site)?.hub
