import type { Text } from '#messages/message'
import { quote } from '../text.ts'
import { labelField } from './field-labels.ts'
import { finding, quoteDetails } from './finding.ts'
import { virtualProxySettingsFindings } from './virtual-proxy-settings.ts'

/** Findings from responses of Qlik Sense. Sources: docs/facts/qlik-sense.md §1.5 and §6. */
export const qlikFindings = {
  XSRF_REJECTED: finding<{ address: string }>(),
  QPS_FORBIDDEN: finding<{ address: string; status: number }>(),
  /** With the prefixes of the site if QRS was asked; without the default one. */
  VIRTUAL_PROXY_UNKNOWN: finding<{ prefix: string; status: number; known?: string[] }>(details => ({
    variants: [details.known !== undefined && (details.known.length === 0 ? 'onlyDefault' : 'known')],
    values: {
      ...quoteDetails(details, 'prefix'),
      ...(details.known === undefined ? {} : { known: details.known.map(quote) }),
    },
  })),
  /** With `status` from Qlik Sense; without it from our own validation. */
  IDENTITY_INVALID: finding<{ field: string; received: unknown; rule: Text; status?: number }>(details => ({
    values: { ...quoteDetails(details, 'received'), field: labelField(details.field) },
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
  /** 0 if the response was not HTTP. */
  status: number
  problem: Text
  /** A header that was sent but, according to the server, did not arrive. */
  lostHeader?: string
  /** The Repository Service or the hub; the Proxy Service if undefined. */
  service?: 'QRS' | 'hub'
}
