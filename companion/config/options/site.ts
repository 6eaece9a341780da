import * as v from 'valibot'
import { failure } from '#protocol/errors'
import { SessionIdFormSchema } from '#protocol/session-id-form'
import { AddressSchema, type SiteConfiguration, siteIdPattern } from '../schema.ts'
import { type CredentialOptions, parseCredentialOptions } from './credential.ts'
import { parseHubOrigin } from './hub-origin.ts'
import { parsePattern } from './user-pattern.ts'

export interface SiteOptions extends CredentialOptions {
  hub: string
  qps?: string
  qrs?: string
  tlsServerName?: string
  users?: string[]
  sessionIds?: string
}

/** The default ports of the QMC (docs/facts/qlik-sense.md §1.1). */
const defaultPorts = { qps: 4243, qrs: 4242 }

/**
 * Returns the site that the options of `hubpass site add` describe, with absolute paths. Throws
 * BAD_REQUEST.
 */
export const parseSiteOptions = (
  id: string,
  options: SiteOptions,
  credential = parseCredentialOptions(options),
): SiteConfiguration => ({ ...parseSiteAddresses(id, options), credential })

/** A site without its credential. */
export type SiteAddresses = Omit<SiteConfiguration, 'credential'>

/** Returns everything of a site but its credential. Throws BAD_REQUEST. */
export function parseSiteAddresses(
  id: string,
  options: Omit<SiteOptions, keyof CredentialOptions>,
): SiteAddresses {
  const siteId = parseSiteId(id)
  const hub = parseHubOrigin(options.hub)
  const { hostname } = new URL(hub)
  return {
    id: siteId,
    hub,
    qps: parseServiceAddress('--qps', options.qps ?? `${hostname}:${defaultPorts.qps}`),
    qrs: parseServiceAddress('--qrs', options.qrs ?? `${hostname}:${defaultPorts.qrs}`),
    ...(options.tlsServerName === undefined ? {} : { tlsServerName: parseServerName(options.tlsServerName) }),
    ...(options.users === undefined ? {} : { users: options.users.map(parseUserPattern) }),
    ...toSessionIds(options.sessionIds),
  }
}

/** Throws BAD_REQUEST. */
export function parseSiteId(received: string): string {
  if (siteIdPattern.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Site id',
    received,
    expected: 'lowercase letters, digits, - and _, for example "acme-test"',
  })
}

/** Accepts pasted addresses with `https://` and a trailing `/`. */
function parseServiceAddress(field: string, received: string): string {
  const address = received.trim().replace(/^https:\/\/([^/]*)\/?$/i, '$1')
  if (v.safeParse(AddressSchema, address).success) return address
  throw failure('BAD_REQUEST', { field, received, expected: 'host:port, for example qlik.acme.com:4243' })
}

function parseServerName(received: string): string {
  if (/^[^\s/\\:?#@]+$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--tls-server-name',
    received,
    expected: 'a name in the server certificate, for example qlik.acme.com',
  })
}

/** The default is not stored, because a companion of an older version would reject the field. */
function toSessionIds(received = 'guid'): Pick<SiteConfiguration, 'sessionIds'> {
  const { success, output } = v.safeParse(SessionIdFormSchema, received)
  if (success) return output === 'guid' ? {} : { sessionIds: output }
  throw failure('BAD_REQUEST', { field: '--session-ids', received, expected: 'guid or base64url' })
}

/** A pattern without a backslash or a wildcard matches no user. */
function parseUserPattern(received: string): string {
  const pattern = parsePattern('--users', received)
  if (/[\\*?]/.test(pattern)) return pattern
  throw failure('BAD_REQUEST', {
    field: '--users',
    received,
    expected: 'a pattern with directory and id, for example "TESTING_*\\*" or "DOMAIN\\anna"',
  })
}
