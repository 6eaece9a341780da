import type { ComponentChildren } from 'preact'
import type { Cause, Fix } from '#shared/runs/cause'
import type { Confirmation } from './components/ConfirmDialog.tsx'
import { t, tRich } from './i18n.ts'
import { capitalize } from './text.ts'

/** What speaks for it. */
export const formatEvidence = ({ cause, values }: Cause): ComponentChildren =>
  tRich(`why${capitalize(cause)}`, ...values.map(value => <bdi key={value}>{value}</bdi>))

/** The one thing to do about it. */
export const formatRemedy = ({ cause, values }: Cause): string =>
  t(`why${capitalize(cause)}Remedy`, ...values)

export function formatFixLabel(fix: Fix): string {
  switch (fix.kind) {
    case 'signInAgain':
      return formatSignInAgain(fix.change)
    case 'removeTwins':
      return t('whyRemoveTwins')
    case 'endOwnSessions':
      return t('whyEndOwnSessions', fix.count)
  }
}

type SignInChange = Extract<Fix, { kind: 'signInAgain' }>['change']

function formatSignInAgain({ cookieName, prefix }: SignInChange = {}): string {
  if (cookieName !== undefined) return t('whySignInWithName', cookieName)
  if (prefix === undefined) return t('whySignInAgain')
  return prefix === '' ? t('whySignInWithoutPrefix') : t('whySignInOn', prefix)
}

/** What is asked once more before the action; nothing where it takes nothing away for good. */
export const fixConfirmation = (fix: Fix | undefined, user: string): Confirmation | undefined =>
  fix?.kind === 'endOwnSessions'
    ? {
        question: t('confirmEndOurs', user),
        consequence: t('confirmEndMeans'),
        confirmLabel: t('confirmEndAndSignIn'),
      }
    : undefined
