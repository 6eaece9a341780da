import { formatUserName, isSameUserName } from '#protocol/identity'
import { currentUserHere, type Model } from './model.ts'

/**
 * Returns whether the tab already shows the user of the form. A form that asks for more than a user, such as
 * other attributes, wants a session of its own.
 */
export function isAlreadyHere(model: Model): boolean {
  const { site, prefix, rows, cookieName } = model.form
  const here = currentUserHere(model)
  return (
    here?.status === 'user' &&
    here.site === site &&
    here.prefix === prefix &&
    isSameUserName(here.user, formatUserName(model.form)) &&
    cookieName === '' &&
    model.sessionId.origin !== 'typed' &&
    rows.every(({ name, value }) => name === '' && value === '')
  )
}
