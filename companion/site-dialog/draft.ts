import { failure } from '#protocol/errors'
import { parseSiteAddresses, type SiteAddresses } from '../config/options/site.ts'
import type { CredentialSource, SiteConfiguration } from '../config/schema.ts'

/** What the browser may ask for. */
export interface SiteRequest {
  site: string
  hub: string
}

/** A site that a person is about to complete. */
export interface SiteDraft extends SiteAddresses {
  credential?: CredentialSource
}

/** Far above any id and any address of a hub, but short enough for a dialog. */
const maxIdLength = 64
const maxHubLength = 400

/**
 * Begins with the request and, if the site exists, with its present settings. Keeps its users in any
 * case, and the rest only for the same host. Throws BAD_REQUEST.
 */
export function startDraft({ site, hub }: SiteRequest, current?: SiteConfiguration): SiteDraft {
  assertShort('Site id', site, maxIdLength)
  assertShort('Hub', hub, maxHubLength)
  const requested = parseSiteAddresses(site, { hub })
  if (current === undefined) return requested
  if (new URL(current.hub).hostname === new URL(requested.hub).hostname)
    return { ...current, hub: requested.hub }
  return current.users === undefined ? requested : { ...requested, users: current.users }
}

function assertShort(field: string, { length }: string, limit: number): void {
  if (length > limit)
    throw failure('BAD_REQUEST', {
      field,
      received: `${length} characters`,
      expected: `at most ${limit} characters`,
    })
}

/** Replaces the address of a service. Throws BAD_REQUEST. */
export const withAddress = (draft: SiteDraft, service: 'qps' | 'qrs', address: string): SiteDraft => ({
  ...draft,
  [service]: parseSiteAddresses(draft.id, { hub: draft.hub, [service]: address })[service],
})

/** Replaces the patterns of users, which are separated by commas; none allow everybody. Throws BAD_REQUEST. */
export function withUsers({ users: _, ...draft }: SiteDraft, typed: string): SiteDraft {
  const patterns = typed
    .split(',')
    .map(pattern => pattern.trim())
    .filter(pattern => pattern !== '')
  if (patterns.length === 0) return draft
  const { users = [] } = parseSiteAddresses(draft.id, { hub: draft.hub, users: patterns })
  return { ...draft, users }
}

/**
 * Names the variable for the passphrase of a key, unless the credential has one. It is never stored,
 * so that later sign-ins need the variable.
 */
export function withPassphraseVariable(draft: SiteDraft): SiteDraft {
  const { credential, id } = draft
  if (
    credential === undefined ||
    credential.kind === 'windows-store' ||
    credential.passphraseEnv !== undefined
  )
    return draft
  const passphraseEnv = `HUBPASS_${id.toUpperCase().replaceAll('-', '_')}_PASSPHRASE`
  return { ...draft, credential: { ...credential, passphraseEnv } }
}

/** Returns the complete site; undefined without a credential. */
export const completeDraft = ({ credential, ...site }: SiteDraft): SiteConfiguration | undefined =>
  credential === undefined ? undefined : { ...site, credential }
