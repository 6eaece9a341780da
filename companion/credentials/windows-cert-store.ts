import type { X509Certificate } from 'node:crypto'
import { join } from 'node:path/win32'
import { message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import type { CurlCertificates } from '../qlik/transports/curl/config.ts'

const { execFile } = await import('node:child_process')
const crypto = await import('node:crypto')

export type StoreName = 'CurrentUser' | 'LocalMachine'

/** A certificate in the personal store of Windows. */
export interface StoreCertificate {
  store: StoreName
  hasKey: boolean
  certificate: X509Certificate
}

/** The functions of Windows for keys in its store. */
export interface WindowsCertStore {
  listCertificates(): Promise<StoreCertificate[]>
  /** The path of the curl that comes with Windows and uses its TLS. */
  curl: string
  /** Returns the options by which curl uses a certificate. */
  toCurlCertificates(location: string): CurlCertificates
}

/** The store of this machine. Throws CREDENTIAL_FILE_UNREADABLE, also if this is not Windows. */
export const windowsCertStore: WindowsCertStore = {
  listCertificates: async () => {
    const lines = (await runPowerShell(listingScript)).split(/\r?\n/)
    return lines.filter(line => line !== '').map(parseLine)
  },
  curl: getSystemPath('curl.exe'),
  toCurlCertificates: location => ({ cert: location }),
}

/** Prints lines of text, because PowerShell formats one object differently from several. */
const listingScript = `foreach ($store in 'CurrentUser', 'LocalMachine') {
  Get-ChildItem "Cert:\\$store\\My" -ErrorAction SilentlyContinue | ForEach-Object {
    "$store $($_.HasPrivateKey) $([Convert]::ToBase64String($_.RawData))"
  }
}`

function parseLine(line: string): StoreCertificate {
  const [store, hasKey, raw = ''] = line.split(' ')
  return {
    store: store === 'LocalMachine' ? store : 'CurrentUser',
    hasKey: hasKey === 'True',
    certificate: new crypto.X509Certificate(Buffer.from(raw, 'base64')),
  }
}

function runPowerShell(script: string): Promise<string> {
  const program = getSystemPath('WindowsPowerShell\\v1.0\\powershell.exe')
  const args = ['-NoProfile', '-NonInteractive', '-Command', script]
  return new Promise((resolve, reject) => {
    if (process.platform !== 'win32')
      return reject(storeFailure(message('reason.noStoreOnPlatform', { platform: process.platform })))
    execFile(program, args, { windowsHide: true, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error === null) resolve(stdout)
      else reject(storeFailure(errorMessage(error).split('\n')[0] ?? '', error))
    })
  })
}

const storeFailure = (reason: Text, cause?: unknown) =>
  failure('CREDENTIAL_FILE_UNREADABLE', { path: 'Cert:\\', role: 'Windows certificate store', reason }, cause)

function getSystemPath(path: string): string {
  return join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', path)
}
