import type { Endpoint } from '../../http/request.ts'
import type { CurlCertificates } from './config.ts'

/** How curl ended: its exit code, what it told on standard error, and how long it took. */
export interface CurlExit {
  code: number
  stderr: string
  endpoint: Endpoint
  certificates: CurlCertificates
  elapsedMs: number
}

/** Only curl's last word: what it tells on the way holds the path of the request. */
export const findErrorMessage = ({ stderr }: Pick<CurlExit, 'stderr'>): string =>
  /^curl: \(\d+\) (.*)$/m.exec(stderr)?.[1]?.trim() ?? ''
