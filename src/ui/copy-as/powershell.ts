import { quoteText } from '#protocol/quote-shell'
import { formatUrl, placeholders, type SessionRequest } from './session-request.ts'

const quote = quoteText.powershell

/** For Windows PowerShell 5.1 and PowerShell 7, with the client certificate in the user's store. */
export const formatPowerShell = (request: SessionRequest): string =>
  [
    `$certificate = Get-Item ${quote(`Cert:\\CurrentUser\\My\\${placeholders.thumbprint}`)}`,
    `$body = ${quote(request.body)}`,
    [
      `Invoke-RestMethod -Method Post -Uri ${quote(formatUrl(request))} -Certificate $certificate`,
      `-Headers @{ ${quote('X-Qlik-Xrfkey')} = ${quote(request.xrfkey)} } -ContentType ${quote('application/json')}`,
      // A text would be sent as Latin-1 by Windows PowerShell.
      '-Body ([Text.Encoding]::UTF8.GetBytes($body))',
    ].join(' `\n  '),
  ].join('\n')
