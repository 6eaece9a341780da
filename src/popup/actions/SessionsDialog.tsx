import type { ComponentChildren } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'
import { nameOf } from '#protocol/identity'
import type { Intent } from '#shared/intents'
import { parsed } from '#shared/parsed'
import { type ListedSession, type Sessions, SessionsSchema, type Whose } from '#shared/sessions'
import { Confirm, type Confirmation } from '#ui/Confirm.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import type { Link } from '#ui/link.ts'
import { text } from '#ui/texts.ts'
import { proxyWords } from '#ui/words.ts'
import { signOutConfirmation } from './items.ts'
import { SessionsList } from './SessionsList.tsx'

export interface SessionsDialogProps {
  whose: Whose
  /** What the background has told of sessions, of anybody's. */
  told: unknown
  link: Pick<Link, 'ask'>
  onClose: () => void
  /** What became of what was done here. */
  children: ComponentChildren
}

/** The sessions of a user on a virtual proxy, and what can be done about them. */
export function SessionsDialog({ whose, told, link, onClose, children }: SessionsDialogProps) {
  const id = useId()
  const [asked, askOnce] = useState<Choice>()
  useEffect(() => link.ask({ intent: 'listSessions', ...whose }), [link, whose])
  const sessions = read(told, whose)
  const choices = sessions?.status === 'ready' ? choicesFor(whose, sessions.sessions) : []
  return (
    <Dialog labelledBy={id} onClose={onClose}>
      <h2 id={id} dir="auto">
        {text('sessionsOf', nameOf(whose), proxyWords(whose.prefix))}
      </h2>
      <div class="sessions-told">
        {sessions?.status === 'failed' && <FindingAlert finding={sessions.finding} />}
        {sessions?.status === 'ready' && (
          <SessionsList {...sessions} onEnd={session => askOnce(endOne(whose, session))} />
        )}
        {(sessions === undefined || sessions.status === 'loading') && (
          <p class="note" role="status">
            {text('sessionsLoading')}
          </p>
        )}
      </div>
      <div class="buttons">
        {choices.map(choice => (
          <button key={choice.label} type="button" onClick={() => askOnce(choice)}>
            {choice.label}
          </button>
        ))}
        <button type="button" onClick={onClose}>
          {text('sessionsClose')}
        </button>
      </div>
      {children}
      {asked && (
        <Confirm {...asked.confirm} onYes={() => link.ask(asked.intent)} onClose={() => askOnce(undefined)} />
      )}
    </Dialog>
  )
}

/** What can be done, after it was asked for once more. */
interface Choice {
  label: string
  confirm: Confirmation
  intent: Intent
}

function choicesFor(whose: Whose, sessions: readonly ListedSession[]): Choice[] {
  const ours = sessions.some(({ isOurs }) => isOurs) ? [endOurs(whose)] : []
  return sessions.length === 0 ? [] : [...ours, logOut(whose)]
}

const means = () => ({ means: text('confirmEndMeans'), yes: text('confirmEndYes') })

const endOne = (whose: Whose, { key, mask }: ListedSession): Choice => ({
  label: text('sessionEnd'),
  confirm: { question: text('confirmEndOne', mask, nameOf(whose)), ...means() },
  intent: { intent: 'endListed', ...whose, key },
})

const endOurs = (whose: Whose): Choice => ({
  label: text('sessionsEndOurs'),
  confirm: { question: text('confirmEndOurs', nameOf(whose)), ...means() },
  intent: { intent: 'endOurs', ...whose },
})

const logOut = (whose: Whose): Choice => ({
  label: text('sessionsSignOut'),
  confirm: signOutConfirmation(nameOf(whose), whose.prefix),
  intent: { intent: 'logOut', ...whose },
})

/** Only what was told of this very user here. */
function read(told: unknown, whose: Whose): Sessions | undefined {
  const sessions = parsed(SessionsSchema, told)
  const keys = ['windowId', 'site', 'prefix', 'userDirectory', 'userId'] as const
  return keys.every(key => sessions?.[key] === whose[key]) ? sessions : undefined
}
