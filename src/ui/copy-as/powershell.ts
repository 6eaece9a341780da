import { formatUrl, placeholders, type SessionRequest } from './session-request.ts'

/** For Windows PowerShell 5.1 and PowerShell 7, with the client certificate in the user's store. */
export const formatPowerShell = (request: SessionRequest): string =>
  [
    `$certificate = Get-Item ${quoteForPowerShell(`Cert:\\CurrentUser\\My\\${placeholders.thumbprint}`)}`,
    `$body = ${quoteForPowerShell(request.body)}`,
    [
      `Invoke-RestMethod -Method Post -Uri ${quoteForPowerShell(formatUrl(request))} -Certificate $certificate`,
      `-Headers @{ ${quoteForPowerShell('X-Qlik-Xrfkey')} = ${quoteForPowerShell(request.xrfkey)} } -ContentType ${quoteForPowerShell('application/json')}`,
      // A text would be sent as Latin-1 by Windows PowerShell.
      '-Body ([Text.Encoding]::UTF8.GetBytes($body))',
    ].join(' `\n  '),
  ].join('\n')

/** Typographic quotes end a PowerShell string as the plain one does (about_Quoting_Rules; System.Management.Automation, CharTraits). */
const quoteForPowerShell = (text: string): string =>
  `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`
