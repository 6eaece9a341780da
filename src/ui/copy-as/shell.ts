import { quoteForPowerShell, quoteForSh } from '#protocol/quote-shell'
import { formatUrl, placeholders, type SessionRequest } from './session-request.ts'

/** Formats the request for bash, zsh and sh. */
export const formatCurl = (request: SessionRequest): string =>
  [
    `curl --cert ${quoteForSh(placeholders.certificate)} --key ${quoteForSh(placeholders.key)} --cacert ${quoteForSh(placeholders.root)}`,
    `--request POST ${quoteForSh(formatUrl(request))}`,
    `--header ${quoteForSh('Content-Type: application/json')} --header ${quoteForSh(`X-Qlik-Xrfkey: ${request.xrfkey}`)}`,
    `--data-raw ${quoteForSh(request.body)}`,
  ].join(' \\\n  ')

/**
 * Formats the request for Windows PowerShell 5.1 and PowerShell 7, with a certificate of the user's
 * store.
 */
export const formatPowerShell = (request: SessionRequest): string =>
  [
    `$certificate = Get-Item ${quoteForPowerShell(`Cert:\\CurrentUser\\My\\${placeholders.thumbprint}`)}`,
    `$body = ${quoteForPowerShell(request.body)}`,
    [
      `Invoke-RestMethod -Method Post -Uri ${quoteForPowerShell(formatUrl(request))} -Certificate $certificate`,
      `-Headers @{ ${quoteForPowerShell('X-Qlik-Xrfkey')} = ${quoteForPowerShell(request.xrfkey)} } -ContentType ${quoteForPowerShell('application/json')}`,
      // Windows PowerShell would send a string as Latin-1.
      '-Body ([Text.Encoding]::UTF8.GetBytes($body))',
    ].join(' `\n  '),
  ].join('\n')
