import { describePrefix } from '../proxy-in-words.ts'
import { quote } from '../text.ts'
import type { FindingTexts } from './text.ts'
import { virtualProxySettingsFindings } from './virtual-proxy-settings.ts'

const otherThanExpected = {
  QPS: 'Check that this is the REST API port of the Qlik Sense Proxy Service (4243).',
  QRS: 'Check the path, and that this is the port of the Qlik Sense Repository Service (4242).',
  hub: "Check the site's hub URL, and what answers there in place of Qlik Sense.",
}

/** What Qlik Sense answered. Sources: docs/facts/qlik-sense.md §1.5 and §6. */
export const qlikFindings = {
  XSRF_REJECTED: ({ address }: { address: string }) => ({
    message: `${address} refused the request as forged (XSRF prevention check failed).`,
    remedy:
      'A proxy between here and Qlik Sense removes the query or the header X-Qlik-Xrfkey; call the server directly.',
  }),
  QPS_FORBIDDEN: ({ address, status }: { address: string; status: number }) => ({
    message: `${address} answered ${status}: it did not accept the client certificate.`,
    remedy: 'Export the client certificate from the QMC of this very site.',
  }),
  VIRTUAL_PROXY_UNKNOWN: ({ prefix, status }: { prefix: string; status: number }) => ({
    message: `Qlik Sense has no virtual proxy with the prefix ${quote(prefix)} here (it answered ${status}).`,
    remedy:
      'Check the prefix in the QMC, and that the virtual proxy is linked to this proxy; then that the port is the REST API of the Qlik Sense Proxy Service (4243).',
  }),
  /** With `status` Qlik Sense has said so, without it the rules that are known here. */
  IDENTITY_INVALID: ({
    field,
    received,
    rule,
  }: {
    field: string
    received: unknown
    rule: string
    status?: number
  }) => ({
    message: `${field} is ${quote(received)}, but ${rule}.`,
    remedy: `Correct ${field.toLowerCase()}.`,
  }),
  /** `status` as with IDENTITY_INVALID. */
  ATTRIBUTES_TOO_LARGE: ({ bytes, limit }: { bytes: number; limit: number; status?: number }) => ({
    message: `The attributes take ${bytes} bytes; Qlik Sense can carry ${limit} at the most.`,
    remedy: 'Use fewer or shorter attributes.',
  }),
  SESSION_UNKNOWN: ({ prefix }: { prefix: string }) => ({
    message: `Qlik Sense does not know this session on ${describePrefix(prefix)}.`,
    remedy: 'It has ended already, or belongs to another virtual proxy or proxy node.',
  }),
  /** `status` is 0 when the answer was not even HTTP. */
  UNEXPECTED_RESPONSE: ({
    address,
    status,
    problem,
    service,
    lostHeader,
  }: {
    address: string
    status: number
    problem: string
    /** What we have sent, and the server says that it did not get. */
    lostHeader?: string
    /** The Repository Service or the proxy's front end; the Proxy Service's API without it. */
    service?: 'QRS' | 'hub'
  }) => ({
    message: `${address} answered ${status === 0 ? 'something' : status}, but ${problem}.`,
    remedy:
      lostHeader === undefined
        ? otherThanExpected[service ?? 'QPS']
        : `Something between here and Qlik Sense removes or changes the header ${lostHeader}; call the server directly.`,
  }),
  ...virtualProxySettingsFindings,
} satisfies FindingTexts
