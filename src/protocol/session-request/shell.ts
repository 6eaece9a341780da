import { quoteForPowerShell, quoteForSh } from '../quote-shell.ts'
import { formatUrl, type SessionRequest } from './session-request.ts'

/** Formats the request for bash, zsh and sh. */
export const formatCurl = (request: SessionRequest): string =>
  [
    `curl ${formatCurlCredential(request.credential)} --cacert ${quoteForSh(request.credential.root)}`,
    `--request POST ${formatCurlTarget(request)}`,
    `--header ${quoteForSh('Content-Type: application/json')} --header ${quoteForSh(`X-Qlik-Xrfkey: ${request.xrfkey}`)}`,
    `--data-raw ${quoteForSh(request.body)}`,
  ].join(' \\\n  ')

/** curl verifies the name in the URL, wherever it connects to. */
function formatCurlTarget(request: SessionRequest): string {
  const { address, serverName } = request
  if (serverName === undefined) return quoteForSh(formatUrl(request))
  const port = address.replace(/^.*:/, '')
  const named = formatUrl({ ...request, address: `${serverName}:${port}` })
  return `--connect-to ${quoteForSh(`::${address}`)} ${quoteForSh(named)}`
}

const formatCurlCredential = ({ certificate, key }: SessionRequest['credential']): string =>
  key === undefined
    ? `--cert-type P12 --cert ${quoteForSh(certificate)}`
    : `--cert ${quoteForSh(certificate)} --key ${quoteForSh(key)}`

/**
 * Formats the request for Windows PowerShell 5.1 and PowerShell 7, with a certificate of the user's
 * store.
 */
export const formatPowerShell = (request: SessionRequest): string =>
  [
    `$certificate = Get-Item ${quoteForPowerShell(`Cert:\\CurrentUser\\My\\${request.credential.thumbprint}`)}`,
    `$body = ${quoteForPowerShell(request.body)}`,
    [
      `Invoke-RestMethod -Method Post -Uri ${quoteForPowerShell(formatUrl(request))} -Certificate $certificate`,
      `-Headers @{ ${quoteForPowerShell('X-Qlik-Xrfkey')} = ${quoteForPowerShell(request.xrfkey)} } -ContentType ${quoteForPowerShell('application/json')}`,
      // Windows PowerShell would send a string as Latin-1.
      '-Body ([Text.Encoding]::UTF8.GetBytes($body))',
    ].join(' `\n  '),
  ].join('\n')
