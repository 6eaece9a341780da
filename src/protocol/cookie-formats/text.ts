import { quoteForPowerShell, quoteForSh } from '../quote-shell.ts'
import { currentUserUrl } from '../site.ts'
import { type Cookie, type CookieFormat, lineFormat, toPair } from './format.ts'

export const cookie = lineFormat('name=value', session => toPair(session.cookie))

export const header = lineFormat('header', session => `Cookie: ${toPair(session.cookie)}`)

/** A cookie file of curl, wget and Hurl, where `#HttpOnly_` marks such a cookie. */
export const netscape: CookieFormat = {
  label: 'Netscape',
  extension: 'txt',
  write: ({ cookie }) =>
    `# Netscape HTTP Cookie File\n${cookie.httpOnly ? '#HttpOnly_' : ''}${formatLine(cookie, !cookie.hostOnly)}`,
}

/** Returns the seven fields. Tools compare an IPv6 address without its brackets. */
export const formatLine = (cookie: Cookie, includesSubdomains: boolean): string =>
  `${[
    cookie.domain.replace(/^\[|\]$/g, ''),
    toFlag(includesSubdomains),
    cookie.path,
    toFlag(cookie.secure),
    Math.floor(cookie.expirationDate ?? 0),
    cookie.name,
    cookie.value,
  ].join('\t')}\n`

const toFlag = (isSet: boolean): string => (isSet ? 'TRUE' : 'FALSE')

/** A script for sh, bash and zsh. Other users can see a command line, so curl reads the cookie from its input. */
export const curl: CookieFormat = {
  label: 'curl',
  extension: 'sh',
  write: ({ cookie, hub, prefix }) =>
    [
      `curl "$@" --config - ${quoteForSh(currentUserUrl(hub, prefix))} <<'END'`,
      `cookie = "${toPair(cookie)}"`,
      'END\n',
    ].join('\n'),
}

/** A script for Windows PowerShell 5.1 and PowerShell 7. */
export const powershell: CookieFormat = {
  label: 'PowerShell',
  extension: 'ps1',
  write: ({ cookie, hub, prefix }) =>
    [
      '$session = [Microsoft.PowerShell.Commands.WebRequestSession]::new()',
      `$cookie = [System.Net.Cookie]::new(${[cookie.name, cookie.value, cookie.path, cookie.domain].map(quoteForPowerShell).join(', ')})`,
      `$cookie.Secure = $${cookie.secure}`,
      `$cookie.HttpOnly = $${cookie.httpOnly}`,
      '$session.Cookies.Add($cookie)',
      `Invoke-RestMethod -Uri ${quoteForPowerShell(currentUserUrl(hub, prefix))} -WebSession $session\n`,
    ].join('\n'),
  findObstacle: ({ cookie }) =>
    cookie.name.startsWith('$') ? '.NET accepts no cookie name that begins with "$"' : undefined,
}
