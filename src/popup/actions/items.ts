import type { Intent } from '#shared/intents'
import type { SignedInWho, Who } from '#shared/who'
import { text } from '#ui/texts.ts'
import { proxyWords } from '#ui/words.ts'

/** Something to choose from the menu. */
export interface Item {
  key: string
  label: string
  /** What is asked of the background; without it, the sessions are shown. */
  intent?: Intent
  /** What cannot be taken back is asked for once more. */
  confirm?: Confirmation
}

export interface Confirmation {
  question: string
  means: string
  yes: string
}

/** What can be done, as things are in the tab in front. */
export function itemsFor(who: Who | undefined): Item[] {
  if (who?.status !== 'user') return []
  return [again(who), ...(who.before === undefined ? [] : [back(who, who.before)]), end(who), signOut(who)]
}

const again = ({ windowId }: SignedInWho): Item => ({
  key: 'again',
  label: text('actionAgain'),
  intent: { intent: 'signInAgain', windowId },
})

const back = ({ windowId }: SignedInWho, before: string): Item => ({
  key: 'back',
  label: before === '' ? text('actionBackUnknown') : text('actionBack', before),
  intent: { intent: 'goBack', windowId },
})

const end = ({ windowId, user, prefix }: SignedInWho): Item => ({
  key: 'end',
  label: text('actionEnd'),
  intent: { intent: 'endThisSession', windowId },
  confirm: {
    question: text('confirmEnd', user, proxyWords(prefix)),
    means: text('confirmEndMeans'),
    yes: text('confirmEndYes'),
  },
})

const signOut = ({ windowId, user, prefix }: SignedInWho): Item => ({
  key: 'signOut',
  label: text('actionSignOut', proxyWords(prefix)),
  intent: { intent: 'signOut', windowId },
  confirm: signOutConfirmation(user, prefix),
})

export const signOutConfirmation = (user: string, prefix: string): Confirmation => ({
  question: text('confirmSignOut', user, proxyWords(prefix)),
  means: text('confirmSignOutMeans'),
  yes: text('confirmSignOutYes'),
})
