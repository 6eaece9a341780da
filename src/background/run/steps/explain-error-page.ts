import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import { parseUrl } from '#shared/hub-location'
import { abortable } from '../../async/abortable.ts'
import { withTimeout } from '../../async/with-timeout.ts'
import { isFirefox } from '../../browser/is-firefox.ts'
import type { Tab } from '../../browser/tabs.ts'
import { errorPageTimeoutMs } from '../../timeouts.ts'
import type { StepContext } from './step.ts'

/**
 * Explains an error page of the browser, of which browsers reveal no more than the title. The
 * companion tells what it sees of the hub.
 */
export async function explainErrorPage(
  hub: string,
  shown: Tab,
  { record, companion, browser, signal }: StepContext,
): Promise<HubpassError> {
  const { site } = record().request
  const found = await withTimeout(errorPageTimeoutMs, signal, limit =>
    abortable(
      companion().then(({ request }) => request('checkHub', { site }, limit)),
      limit,
    ),
  ).catch(() => ({ finding: undefined })) // An older companion does not know the command.
  signal.throwIfAborted()
  // The title may come after the page has loaded.
  const tab = (await browser.tabs.find(shown.id)) ?? shown
  return judgeErrorPage(hub, tab, found.finding, isFirefox())
}

/** Returns HUB_CERTIFICATE_NOT_TRUSTED only if both browser and companion point to the certificate. */
export function judgeErrorPage(
  hub: string,
  tab: Pick<Tab, 'url' | 'title'>,
  finding: Finding | undefined,
  isFirefox: boolean,
): HubpassError {
  const reason = message('reason.browserErrorPage')
  if (finding === undefined) return failure('HUB_UNREACHABLE', { hub, reason })
  if (finding.code !== 'HUB_CERTIFICATE_NOT_TRUSTED')
    return failure('HUB_UNREACHABLE', {
      hub,
      reason: message('reason.browserErrorPageAnd', { reason: reasonOfFinding(finding) }),
    })
  if (isNetworkErrorPage(tab) || parseUrl(tab.url)?.origin !== parseUrl(hub)?.origin)
    return failure('HUB_UNREACHABLE', { hub, reason })
  const { code, details, reasons } = finding
  // The companion formatted the texts for Chromium. Without them, Hubpass formats them for Firefox.
  return new HubpassError(
    isFirefox ? { code, details: { ...details, ...reasons, browser: 'firefox' } } : finding,
  )
}

/**
 * Chromium titles a page about the network with the host, and a warning of a certificate with words
 * (docs/facts/browsers-and-node.md §8).
 */
const isNetworkErrorPage = ({ url, title = '' }: Pick<Tab, 'url' | 'title'>): boolean =>
  parseUrl(`https://${title}`)?.hostname === parseUrl(url)?.hostname
