import type { Fix } from '#shared/runs/cause'
import type { ExplainedTab } from '#shared/sessions/tab-explanation'
import { type Form, toAttributes } from '../state/form.ts'
import type { SavedOrLastUser } from '../state/reducer.ts'

/** Returns the last user of the tab with what the fix changes, or else the user of the form. */
export function toUserToSignIn(
  { site, prefix, lastUser }: ExplainedTab,
  { rows, ...form }: Form,
  fix: Fix | undefined,
): SavedOrLastUser {
  const change = fix?.kind === 'signInAgain' ? fix.change : undefined
  const { persona, attributes, ...user } = lastUser ?? {
    userDirectory: form.userDirectory,
    userId: form.userId,
    attributes: toAttributes(rows),
    cookieName: form.cookieName,
  }
  return {
    ...user,
    id: persona,
    site,
    prefix,
    attributeSets: [{ name: '', attributes }],
    setInUse: '',
    ...change,
  }
}
