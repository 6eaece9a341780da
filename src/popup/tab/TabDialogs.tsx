import type { BackgroundClient } from '#ui/background-client.ts'
import { CookieDialog } from '../session-actions/CookieDialog.tsx'
import { currentUserHere, type Model } from '../state/model.ts'
import type { Popup } from '../state/use-popup.ts'
import { CheckSiteDialog } from './CheckSiteDialog.tsx'
import { ExplainTabDialog } from './ExplainTabDialog.tsx'

/** A dialog about the tab or its site, with the site that the menu was opened for. */
export type TabDialog = { name: 'cookie' | 'explain' } | { name: 'check'; site: string }

export interface TabDialogsProps {
  dialog: TabDialog
  model: Model
  client: BackgroundClient
  onSignIn: Popup['signInAs']
  onClose: () => void
}

export function TabDialogs({ dialog, model, client, onSignIn, onClose }: TabDialogsProps) {
  if (dialog.name === 'check')
    return <CheckSiteDialog site={dialog.site} model={model} client={client} onClose={onClose} />
  const windowId = currentUserHere(model)?.windowId
  if (windowId === undefined) return null
  const props = { windowId, client, onClose }
  return dialog.name === 'cookie' ? (
    <CookieDialog {...props} view={model.sessionCookie} />
  ) : (
    <ExplainTabDialog {...props} model={model} onSignIn={onSignIn} />
  )
}
