import type { ShownCookie } from '#shared/sessions/session-cookie'

type Cookie = ShownCookie['cookie']

/** Names of formats are not translated. */
export const cookieFormats: readonly [name: string, format: (cookie: Cookie) => string][] = [
  ['header', ({ name, value }) => `Cookie: ${name}=${value}`],
  ['JSON', cookie => JSON.stringify(toJson(cookie), null, 2)],
  ['Netscape', formatNetscape],
]

const toJson = ({
  name,
  value,
  domain,
  hostOnly,
  path,
  secure,
  httpOnly,
  sameSite,
  expirationDate,
}: Cookie) => ({
  name,
  value,
  domain,
  hostOnly,
  path,
  secure,
  httpOnly,
  sameSite,
  session: expirationDate === undefined,
  ...(expirationDate !== undefined && { expirationDate }),
})

/** Formats a cookie file as curl reads it, where `#HttpOnly_` marks such a cookie. */
function formatNetscape({
  name,
  value,
  domain,
  hostOnly,
  path,
  secure,
  httpOnly,
  expirationDate,
}: Cookie): string {
  const fields = [
    `${httpOnly ? '#HttpOnly_' : ''}${domain}`,
    toFlag(!hostOnly),
    path,
    toFlag(secure),
    Math.floor(expirationDate ?? 0),
    name,
    value,
  ]
  return `# Netscape HTTP Cookie File\n${fields.join('\t')}\n`
}

const toFlag = (isSet: boolean): string => (isSet ? 'TRUE' : 'FALSE')
