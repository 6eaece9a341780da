import type { Meant } from '#shared/deeds'
import type { Intent } from '#shared/intents'
import type { Whose } from '#shared/sessions'
import type { SignedInWho, Who } from '#shared/who'
import type { Confirmation } from '#ui/Confirm.tsx'
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
  /** It cannot be chosen now. */
  isOff?: boolean
}

/** What can be done, as things are in the tab in front; while something goes on, only looking. */
export function itemsFor(who: Who | undefined, isBusy: boolean, whose: Whose | undefined): Item[] {
  const sessions: Item = {
    key: 'sessions',
    label: text(whose === undefined ? 'actionSessionsOfNobody' : 'actionSessions'),
    isOff: whose === undefined,
  }
  if (who?.status !== 'user') return [sessions]
  const before = who.before === undefined ? [] : [back(who, who.before)]
  const changing = [again(who), ...before, end(who), signOut(who)]
  return [...changing.map(item => ({ ...item, isOff: isBusy })), sessions]
}

const again = (who: SignedInWho): Item => ({
  key: 'again',
  label: text('actionAgain'),
  intent: { intent: 'signInAgain', ...meant(who) },
})

const back = (who: SignedInWho, before: string): Item => ({
  key: 'back',
  label: before === '' ? text('actionBackUnknown') : text('actionBack', before),
  intent: { intent: 'goBack', ...meant(who) },
})

const end = (who: SignedInWho): Item => ({
  key: 'end',
  label: text('actionEnd'),
  intent: { intent: 'endThisSession', ...meant(who) },
  confirm: {
    question: text('confirmEnd', who.user, proxyWords(who.prefix)),
    means: text('confirmEndMeans'),
    yes: text('confirmEndYes'),
  },
})

const signOut = (who: SignedInWho): Item => ({
  key: 'signOut',
  label: text('actionSignOut', proxyWords(who.prefix)),
  intent: { intent: 'signOut', ...meant(who) },
  confirm: signOutConfirmation(who.user, who.prefix),
})

export const signOutConfirmation = (user: string, prefix: string): Confirmation => ({
  question: text('confirmSignOut', user, proxyWords(prefix)),
  means: text('confirmSignOutMeans'),
  yes: text('confirmSignOutYes'),
})

/** What is asked for is done only while it is still so. */
const meant = ({ windowId, site, prefix, user }: SignedInWho): Meant => ({ windowId, site, prefix, user })
