import type { Text } from '#messages/message'
import { finding, quoteDetails } from './finding.ts'
import { virtualProxySettingsFindings } from './virtual-proxy-settings.ts'

/** What Qlik Sense answered. Sources: docs/facts/qlik-sense.md §1.5 and §6. */
export const qlikFindings = {
  XSRF_REJECTED: finding<{ address: string }>(),
  QPS_FORBIDDEN: finding<{ address: string; status: number }>(),
  VIRTUAL_PROXY_UNKNOWN: finding<{ prefix: string; status: number }>(details => ({
    values: quoteDetails(details, 'prefix'),
  })),
  /** With `status` Qlik Sense has said so, without it the rules that are known here. */
  IDENTITY_INVALID: finding<{ field: string; received: unknown; rule: Text; status?: number }>(details => ({
    values: quoteDetails(details, 'received'),
  })),
  /** `status` as with IDENTITY_INVALID. */
  ATTRIBUTES_TOO_LARGE: finding<{ bytes: number; limit: number; status?: number }>(),
  SESSION_UNKNOWN: finding<{ prefix: string }>(details => ({
    variants: [details.prefix === '' && 'defaultProxy'],
    values: quoteDetails(details, 'prefix'),
  })),
  UNEXPECTED_RESPONSE: finding<UnexpectedResponse>(({ status, service, lostHeader }) => ({
    variants: [status === 0 && 'notHttp', lostHeader === undefined ? service : 'lostHeader'],
  })),
  ...virtualProxySettingsFindings,
}

export interface UnexpectedResponse {
  address: string
  /** 0 when the answer was not even HTTP. */
  status: number
  problem: Text
  /** What we have sent, and the server says that it did not get. */
  lostHeader?: string
  /** The Repository Service or the proxy's front end; the Proxy Service's API without it. */
  service?: 'QRS' | 'hub'
}
