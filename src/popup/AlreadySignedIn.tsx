import { useLayoutEffect, useRef } from 'preact/hooks'
import { formatUserName } from '#protocol/identity'
import { hubUrl } from '#protocol/site'
import { t, tRich } from '#ui/i18n.ts'
import type { Model } from './state/model.ts'

export interface AlreadySignedInProps {
  model: Pick<Model, 'form' | 'sites'>
  onSignInAgain: () => void
}

/** Asks before one more session of a user is created. */
export function AlreadySignedIn({ model: { form, sites }, onSignInAgain }: AlreadySignedInProps) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => button.current?.focus(), [])
  const { hub = '' } = sites.find(({ id }) => id === form.site) ?? {}
  return (
    <section class="setup already-here" role="alert">
      <p dir="auto">{tRich('popup.alreadyHere', { user: <bdi class="user">{formatUserName(form)}</bdi> })}</p>
      <div class="finding-end">
        <button ref={button} type="button" onClick={onSignInAgain}>
          {t('fix.signInAgain')}
        </button>
        <a class="button" href={hubUrl(hub, form.prefix)} target="_blank" rel="noreferrer">
          {t('popup.openHub')}
        </a>
      </div>
    </section>
  )
}
