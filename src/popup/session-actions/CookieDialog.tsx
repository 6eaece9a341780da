import { useEffect, useId, useState } from 'preact/hooks'
import * as v from 'valibot'
import { SessionCookieViewSchema, type ShownCookie } from '#shared/sessions/session-cookie'
import type { BackgroundClient } from '#ui/background-client.ts'
import { Dialog } from '#ui/components/Dialog.tsx'
import { t } from '#ui/i18n.ts'
import { CookieExport } from './CookieExport.tsx'
import { CookieTable } from './CookieTable.tsx'

export interface CookieDialogProps {
  /** The last cookie from the background, of any window. */
  view: unknown
  windowId: number
  client: Pick<BackgroundClient, 'send'>
  onClose: () => void
}

/** Shows the session cookie of the tab beside what the QMC says. The value stays masked until asked for. */
export function CookieDialog({ view: received, windowId, client, onClose }: CookieDialogProps) {
  const id = useId()
  const view = v.safeParse(SessionCookieViewSchema, received)
  const shown = view.success && view.output.status !== 'closed' && view.output.windowId === windowId
  useEffect(() => () => client.send({ intent: 'hideSessionCookie' }), [client])
  return (
    <Dialog labelledBy={id} onClose={onClose}>
      <h2 id={id}>{t('popup.cookieTitle')}</h2>
      {view.success && view.output.status === 'ready' && shown ? (
        <CookieDetails {...view.output} />
      ) : (
        <p class="note" role="status">
          {t(shown ? 'popup.cookieNone' : 'popup.cookieLoading')}
        </p>
      )}
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {t('popup.sessionsClose')}
        </button>
      </div>
    </Dialog>
  )
}

function CookieDetails({ cookie, owner, qmc }: ShownCookie) {
  const [isRevealed, setRevealed] = useState(false)
  return (
    <>
      <CookieTable cookie={cookie} qmc={qmc} isRevealed={isRevealed} />
      <p class="note">{t(qmc === undefined ? 'popup.cookieNoQmc' : 'popup.cookieSecret')}</p>
      <div class="cookie-tools">
        <button
          type="button"
          class="small"
          aria-pressed={isRevealed}
          onClick={() => setRevealed(!isRevealed)}
        >
          {t('popup.cookieReveal')}
        </button>
        <CookieExport cookie={cookie} owner={owner} />
      </div>
    </>
  )
}
