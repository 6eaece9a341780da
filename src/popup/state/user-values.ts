import { formatUserName, isSameUserName } from '#protocol/identity'
import { createRows, type Form, type SessionId } from './form.ts'

/** The values that belong to one user: those that were typed for it, or used to sign it in. */
interface UserValues extends Pick<Form, 'rows' | 'cookieName'> {
  sessionId: SessionId
  /** `DIR\id` */
  owner: string
}

/** The part of the popup's model that this file maintains. */
export interface OwnedValues {
  form: Form
  sessionId: SessionId
  /** The user to whom attributes, cookie name and session id of the form belong, as `DIR\id`. */
  owner: string | undefined
  /** What was taken out of the form when another user was typed. */
  valuesOfOwner: UserValues | undefined
}

/** Returns the user of the form, or undefined while the name is incomplete. */
export const findFormUser = ({ userDirectory, userId }: Form): string | undefined =>
  userDirectory.trim() && userId.trim()
    ? formatUserName({ userDirectory: userDirectory.trim(), userId: userId.trim() })
    : undefined

/** Makes the user of the form the owner of its attributes, cookie name and session id. */
export const withOwner = <Model extends OwnedValues>(model: Model): Model => ({
  ...model,
  owner: findFormUser(model.form) ?? model.owner,
})

/**
 * Takes attributes, cookie name and session id out of the form when another user is typed, and puts
 * them back when their owner is.
 */
export function withUserValues<Model extends OwnedValues>(model: Model): Model {
  const user = findFormUser(model.form)
  const { form, sessionId, owner, valuesOfOwner } = model
  if (user && valuesOfOwner && isSameUserName(user, valuesOfOwner.owner)) {
    const { rows, cookieName, ...rest } = valuesOfOwner
    return { ...model, ...rest, form: { ...form, rows, cookieName }, valuesOfOwner: undefined }
  }
  if (owner === undefined || (user && isSameUserName(user, owner))) return model
  return {
    ...model,
    form: { ...form, rows: createRows([]), cookieName: '' },
    sessionId: sessionId.origin === 'typed' ? { value: '', origin: 'spent' } : sessionId,
    owner: undefined,
    valuesOfOwner: { owner, rows: form.rows, cookieName: form.cookieName, sessionId },
  }
}
