import type { ComponentChildren } from 'preact'
import { type Cause, type Fix, nameValues } from '#shared/runs/cause'
import type { Confirmation } from './components/ConfirmDialog.tsx'
import { t, tRich } from './i18n.ts'

/** Formats the evidence for a cause. */
export const formatEvidence = ({ cause, values }: Cause): ComponentChildren =>
  tRich(
    `cause.${cause}.message`,
    nameValues(cause, values, value => <bdi key={value}>{value}</bdi>),
  )

/** Formats the remedy of a cause. */
export const formatRemedy = ({ cause, values }: Cause): string =>
  t(
    `cause.${cause}.remedy`,
    nameValues(cause, values, value => value),
  )

export function formatFixLabel(fix: Fix): string {
  switch (fix.kind) {
    case 'signInAgain':
      return formatSignInAgain(fix.change)
    case 'signIn':
      return t('button.signIn')
    case 'removeTwins':
      return t('fix.removeOtherCookies')
    case 'enterCookieName':
      return t('fix.enterCookieName')
    case 'useTypedName':
      return t('fix.useTypedName', { cookie: fix.expected })
    case 'endOwnSessions':
      return t('fix.endOwnSessions', { count: fix.count })
  }
}

type SignInChange = Extract<Fix, { kind: 'signInAgain' }>['change']

function formatSignInAgain({ cookieName, prefix }: SignInChange = {}): string {
  if (cookieName !== undefined) return t('fix.signInWithName', { cookie: cookieName })
  if (prefix === undefined) return t('fix.signInAgain')
  return prefix === '' ? t('fix.signInWithoutPrefix') : t('fix.signInOn', { prefix })
}

/** Returns the confirmation that a fix needs; undefined if it can be undone. */
export const fixConfirmation = (fix: Fix | undefined, user: string): Confirmation | undefined =>
  fix?.kind === 'endOwnSessions'
    ? {
        question: t('common.confirmEndOwn', { user }),
        consequence: t('common.confirmEndMeans'),
        confirmLabel: t('fix.confirmEndOwnSessions'),
      }
    : undefined
