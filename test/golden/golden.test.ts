import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '#messages/format'
import { formatFinding } from '#protocol/format-finding'
import { catalogues } from '../stories/locales.ts'

/** Lists and numbers are written by `Intl` now, German and others have the text of HUB_UNREACHABLE without a proxy, roles are values. */
const changed = new Set(
  'BROWSER_NOT_REGISTERED MESSAGE_TOO_LARGE SITE_UNKNOWN CREDENTIAL_NOT_PEM CREDENTIAL_FILE_MISSING CREDENTIAL_FILE_UNREADABLE IDENTITY_INVALID ATTRIBUTES_TOO_LARGE COOKIE_SHADOWED HUB_UNREACHABLE CERTIFICATE_AMBIGUOUS PROXY_NODE_UNKNOWN'.split(
    ' ',
  ),
)

type Old = { code: string; details: Record<string, unknown>; message: string; remedy: string }
const golden: Record<string, Old[]> = JSON.parse(
  readFileSync(new URL('findings.json', import.meta.url), 'utf8'),
)

describe.each(Object.entries(golden))('in %s', (locale, all) => {
  const catalogue: Catalogue = { locale, messages: catalogues[locale] ?? {} }
  it.each(all.filter(({ code }) => !changed.has(code)))(
    'says $code $details as before',
    ({ code, details, message, remedy }) => {
      expect(formatFinding(catalogue, { code, details })).toEqual({ message, remedy })
    },
  )
})
