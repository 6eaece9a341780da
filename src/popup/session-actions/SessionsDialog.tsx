import type { ComponentChildren } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'
import { formatUserName } from '#protocol/identity'
import type { Intent } from '#shared/intents'
import { parseOrUndefined } from '#shared/parsed'
import {
  type ListedSession,
  type SessionList,
  SessionListSchema,
  type SessionQuery,
} from '#shared/sessions/session-list'
import type { BackgroundClient } from '#ui/background-client.ts'
import { type Confirmation, ConfirmDialog } from '#ui/components/ConfirmDialog.tsx'
import { Dialog } from '#ui/components/Dialog.tsx'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'
import { signOutConfirmation } from './menu-items.ts'
import { SessionsList } from './SessionsList.tsx'

export interface SessionsDialogProps {
  query: SessionQuery
  /** What the background has told of sessions, of anybody's. */
  received: unknown
  client: Pick<BackgroundClient, 'send'>
  onClose: () => void
  /** What became of what was done here. */
  children: ComponentChildren
}

/** The sessions of a user on a virtual proxy, and what can be done about them. */
export function SessionsDialog({ query, received, client, onClose, children }: SessionsDialogProps) {
  const id = useId()
  const [choiceToConfirm, setChoiceToConfirm] = useState<SessionChoice>()
  useEffect(() => client.send({ intent: 'listSessions', ...query }), [client, query])
  const sessions = parseSessionList(received, query)
  const choices = sessions?.status === 'ready' ? createChoices(query, sessions.sessions) : []
  return (
    <Dialog labelledBy={id} onClose={onClose}>
      <h2 id={id} dir="auto">
        {t('popup.sessionsOf', { user: formatUserName(query), proxy: formatVirtualProxy(query.prefix) })}
      </h2>
      <div class="sessions-told">
        {sessions?.status === 'failed' && <FindingAlert finding={sessions.finding} />}
        {sessions?.status === 'ready' && (
          <SessionsList {...sessions} onEnd={session => setChoiceToConfirm(createEndOne(query, session))} />
        )}
        {(sessions === undefined || sessions.status === 'loading') && (
          <p class="note" role="status">
            {t('popup.sessionsLoading')}
          </p>
        )}
      </div>
      <div class="buttons">
        {choices.map(choice => (
          <button key={choice.label} type="button" onClick={() => setChoiceToConfirm(choice)}>
            {choice.label}
          </button>
        ))}
        <button type="button" onClick={onClose}>
          {t('popup.sessionsClose')}
        </button>
      </div>
      {children}
      {choiceToConfirm && (
        <ConfirmDialog
          {...choiceToConfirm.confirm}
          onConfirm={() => client.send(choiceToConfirm.intent)}
          onClose={() => setChoiceToConfirm(undefined)}
        />
      )}
    </Dialog>
  )
}

/** What can be done, after it was asked for once more. */
interface SessionChoice {
  label: string
  confirm: Confirmation
  intent: Intent
}

function createChoices(query: SessionQuery, sessions: readonly ListedSession[]): SessionChoice[] {
  const ours = sessions.some(({ isCreatedByHubpass }) => isCreatedByHubpass) ? [createEndOurs(query)] : []
  return sessions.length === 0 ? [] : [...ours, createLogOut(query)]
}

const createConfirmTexts = () => ({
  consequence: t('common.confirmEndMeans'),
  confirmLabel: t('popup.confirmEndYes'),
})

const createEndOne = (query: SessionQuery, { key, maskedId }: ListedSession): SessionChoice => ({
  label: t('popup.sessionEnd'),
  confirm: {
    question: t('popup.confirmEndOne', { session: maskedId, user: formatUserName(query) }),
    ...createConfirmTexts(),
  },
  intent: { intent: 'endListed', ...query, key },
})

const createEndOurs = (query: SessionQuery): SessionChoice => ({
  label: t('popup.sessionsEndOwn'),
  confirm: { question: t('common.confirmEndOwn', { user: formatUserName(query) }), ...createConfirmTexts() },
  intent: { intent: 'endOurs', ...query },
})

const createLogOut = (query: SessionQuery): SessionChoice => ({
  label: t('popup.sessionsSignOut'),
  confirm: signOutConfirmation(formatUserName(query), query.prefix),
  intent: { intent: 'logOut', ...query },
})

/** Only what was told of this very user here. */
function parseSessionList(received: unknown, query: SessionQuery): SessionList | undefined {
  const sessions = parseOrUndefined(SessionListSchema, received)
  const keys = ['windowId', 'site', 'prefix', 'userDirectory', 'userId'] as const
  return keys.every(key => sessions?.[key] === query[key]) ? sessions : undefined
}
