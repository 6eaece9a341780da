import type { ComponentChildren } from 'preact'
import type { Cause, Mending } from '#shared/cause'
import type { Confirmation } from './Confirm.tsx'
import { capitalOf } from './capital.ts'
import { text, textAround } from './texts.ts'

/** What speaks for it. */
export const evidenceOf = ({ cause, values }: Cause): ComponentChildren =>
  textAround(`why${capitalOf(cause)}`, ...values.map(value => <bdi key={value}>{value}</bdi>))

/** The one thing to do about it. */
export const remedyOf = ({ cause, values }: Cause): string => text(`why${capitalOf(cause)}Remedy`, ...values)

export function buttonWords(action: Mending): string {
  switch (action.kind) {
    case 'signInAgain':
      return signInWords(action.change)
    case 'removeTwins':
      return text('whyRemoveTwins')
    case 'endOwnSessions':
      return text('whyEndOwnSessions', action.count)
  }
}

type Changed = Extract<Mending, { kind: 'signInAgain' }>['change']

function signInWords({ cookieName, prefix }: Changed = {}): string {
  if (cookieName !== undefined) return text('whySignInWithName', cookieName)
  if (prefix === undefined) return text('whySignInAgain')
  return prefix === '' ? text('whySignInWithoutPrefix') : text('whySignInOn', prefix)
}

/** What is asked once more before the action; nothing where it takes nothing away for good. */
export const confirmationOf = (action: Mending | undefined, user: string): Confirmation | undefined =>
  action?.kind === 'endOwnSessions'
    ? {
        question: text('confirmEndOurs', user),
        means: text('confirmEndMeans'),
        yes: text('confirmEndAndSignIn'),
      }
    : undefined
