import type { ComponentChildren } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'
import { formatUserName } from '#protocol/identity'
import type { Intent } from '#shared/intents'
import type { ListedSession, SessionList, SessionQuery } from '#shared/sessions/session-list'
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
  /** The last list from the background, of any user. */
  list: SessionList | undefined
  /** Whether to ask before sessions are ended. */
  mustConfirm: boolean
  client: Pick<BackgroundClient, 'send'>
  onClose: () => void
  /** The result of an action in this dialog. */
  children: ComponentChildren
}

/** Lists the sessions of a user on a virtual proxy, with buttons to end them. */
export function SessionsDialog({ query, list, mustConfirm, client, onClose, children }: SessionsDialogProps) {
  const id = useId()
  const [choiceToConfirm, setChoiceToConfirm] = useState<SessionChoice>()
  useEffect(() => client.send({ intent: 'listSessions', ...query }), [client, query])
  const choose = (choice: SessionChoice) =>
    mustConfirm ? setChoiceToConfirm(choice) : client.send(choice.intent)
  const sessions = selectList(list, query)
  const choices = sessions?.status === 'ready' ? createChoices(query, sessions.sessions) : []
  return (
    <Dialog labelledBy={id} onClose={onClose}>
      <h2 id={id} dir="auto">
        {t('popup.sessionsOf', { user: formatUserName(query), proxy: formatVirtualProxy(query.prefix) })}
      </h2>
      <div class="sessions-result">
        {sessions?.status === 'failed' && <FindingAlert finding={sessions.finding} />}
        {sessions?.status === 'ready' && (
          <SessionsList {...sessions} onEnd={session => choose(createEndOne(query, session))} />
        )}
        {(sessions === undefined || sessions.status === 'loading') && (
          <p class="note" role="status">
            {t('popup.sessionsLoading')}
          </p>
        )}
      </div>
      <div class="buttons">
        {choices.map(choice => (
          <button key={choice.label} type="button" class="danger" onClick={() => choose(choice)}>
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

/** An action that needs a confirmation. */
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

/** Returns the list only if it answers the query. */
function selectList(list: SessionList | undefined, query: SessionQuery): SessionList | undefined {
  const keys = ['windowId', 'site', 'prefix', 'userDirectory', 'userId'] as const
  return keys.every(key => list?.[key] === query[key]) ? list : undefined
}
