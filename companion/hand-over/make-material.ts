import type { CookieFormat, PortableSession } from '#protocol/cookie-formats/format'
import { assertReadable, type CookieFormatName, cookieFormats } from '#protocol/cookie-formats/index'
import { failure } from '#protocol/errors'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { makeSessionId } from '#protocol/session-id-form'
import { hashSessionId } from '../audit/format-entry.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { readSettingsWithinDeadline, unattendedDeadlineMs } from '../qlik/qrs/cached-settings.ts'
import { pluralize } from '../util/text.ts'
import type { ListedUser } from './assign-users.ts'
import { type Manifest, type MaterialFile, manifestName } from './manifest.ts'
import type { PlannedSession } from './many-sessions.ts'

export interface MaterialOptions {
  site: SiteConfiguration
  prefix: string
  format: CookieFormatName
  /** The number of files, one for each worker. */
  shards: number
}

/** Sessions that do not exist yet, and the files in which they will be. */
export interface Material {
  sessions: readonly PlannedSession[]
  manifest: Manifest
  /** By their names. */
  files: ReadonlyMap<string, string>
  /** Why the cookie has the default settings. */
  settingsMissing?: string | undefined
}

/** The inactivity timeout without settings (docs/facts/qlik-sense.md §3.6). */
const defaultTimeoutMinutes = 30

/** Throws BAD_REQUEST if a file of the format holds one session, and there are fewer files. */
export function assertFits(format: CookieFormatName, count: number, shards: number): void {
  const { many }: CookieFormat = cookieFormats[format]
  if (shards > count)
    throw failure('BAD_REQUEST', {
      field: '--shards',
      received: String(shards),
      expected: `at most ${pluralize(count, 'file')} for ${pluralize(count, 'session')}`,
    })
  if (many !== undefined || shards === count) return
  throw failure('BAD_REQUEST', {
    field: '--format',
    received: format,
    expected: `--shards ${count}, or one of: ${listFormatsOfMany()}`,
    problem: `a file of the format ${format} holds one session`,
  })
}

const listFormatsOfMany = (): string =>
  Object.entries<CookieFormat>(cookieFormats)
    .flatMap(([name, { many }]) => (many === undefined ? [] : [name]))
    .join(', ')

/**
 * Plans sessions and writes their files in memory. Throws BAD_REQUEST for a session that the format cannot
 * hold.
 */
export async function planMaterial(
  users: readonly ListedUser[],
  { site, prefix, format, shards }: MaterialOptions,
  signal: AbortSignal,
): Promise<Material> {
  const { settings, settingsMissing } = await readSettingsWithinDeadline(
    site,
    prefix,
    signal,
    unattendedDeadlineMs,
  )
  assertCookieNameInSettings(settings)
  const sessions = users.map(listed => ({ ...listed, sessionId: makeSessionId(crypto, site.sessionIds) }))
  const toPortable = ({ user, sessionId }: PlannedSession): PortableSession => ({
    cookie: planSessionCookie({ hub: site.hub, prefix, sessionId, settings }).cookie,
    hub: site.hub,
    prefix,
    user,
  })
  const now = Date.now()
  const timeoutMinutes = settings?.timeoutMinutes ?? defaultTimeoutMinutes
  const files = new Map<string, string>()
  const listed: MaterialFile[] = []
  for (const [index, part] of split(sessions, shards).entries()) {
    const written = writeShard(format, part.map(toPortable), index + 1)
    for (const [name, content] of written.files) files.set(name, content)
    const hashed = part.map(async ({ user: { userDirectory, userId }, sessionId }) => ({
      userDirectory,
      userId,
      sessionHash: await hashSessionId(sessionId),
    }))
    listed.push({ ...written.names, sessions: await Promise.all(hashed) })
  }
  const manifest: Manifest = {
    version: 1,
    site: site.id,
    prefix,
    hub: site.hub,
    format,
    createdAt: new Date(now).toISOString(),
    validUntil: new Date(now + timeoutMinutes * 60_000).toISOString(),
    files: listed,
  }
  files.set(manifestName, `${JSON.stringify(manifest, null, 2)}\n`)
  return { sessions, manifest, files, settingsMissing }
}

/** Deals the items out, so that the parts differ by one item at most. */
function split<T>(items: readonly T[], count: number): T[][] {
  const parts = Array.from({ length: count }, (): T[] => [])
  for (const [index, item] of items.entries()) parts[index % count]?.push(item)
  return parts
}

function writeShard(name: CookieFormatName, sessions: readonly PortableSession[], number: number) {
  const format: CookieFormat = cookieFormats[name]
  const { many } = format
  const isAlone = many === undefined
  for (const session of sessions) assertReadable(name, (many?.findObstacle ?? format.findObstacle)?.(session))
  const [first] = sessions
  const file = `sessions.${number}.${many?.extension ?? format.extension}`
  const content = isAlone && first !== undefined ? format.write(first) : (many?.write(sessions) ?? '')
  const settings = first === undefined ? undefined : many?.writeSettings?.(first, file)
  const settingsFile = `settings.${number}.json`
  return {
    names: { name: file, ...(settings === undefined ? {} : { settings: settingsFile }) },
    files: [[file, content], ...(settings === undefined ? [] : [[settingsFile, settings]])] as const,
  }
}
