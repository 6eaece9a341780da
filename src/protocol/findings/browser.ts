import { message, type Text } from '#messages/message'
import type { CookiePrefixRule } from '../cookie-prefix.ts'
import { finding, quoteDetails } from './finding.ts'

/** Findings in the browser: permission, cookie, hub tab and identity. */
export const browserFindings = {
  PERMISSION_DENIED: finding<{ origin: string }>(),
  PRIVATE_WINDOWS_FORBIDDEN: finding<Record<never, never>>(),
  COOKIE_REJECTED: finding<{
    cookie: string
    reason: Text
    /** What the beginning of the cookie's name requires. */
    requires?: CookiePrefixRule['requires']
  }>(({ requires }) => ({ variants: [requires] })),
  COOKIE_SHADOWED: finding<{ cookie: string; others: string[] }>(),
  NOT_SIGNED_IN: finding<{ hub: string; cookie: string; sawInstead: Text }>(),
  WRONG_IDENTITY: finding<{ expected: string; received: string }>(details => ({
    values: quoteDetails(details, 'received', 'expected'),
  })),
  HUB_UNREACHABLE: finding<{ hub: string; reason: Text; direct?: true }>(({ direct }) => ({
    variants: [direct === true && 'direct'],
  })),
  HUB_ERROR_PAGE: finding<{ hub: string; status: number; title: string }>(details => {
    const { status, title } = details
    const variants = [
      status < 400 ? 'says' : title !== '' && 'titled',
      hubErrors.find(({ fits }) => fits(status, title))?.variant,
    ]
    return status < 400 ? { variants } : { variants, values: quoteDetails(details, 'title') }
  }),
  TAB_CLOSED: finding<{ hub: string }>(),
  TAB_LEFT: finding<{ hub: string }>(),
  TAB_BLOCKED: finding<Record<never, never>>(),
  NOT_IN_FRAME: finding<{ page: string; cookie: string; sameSite: string }>(({ sameSite }) => ({
    variants: [sameSite === 'None' && 'none'],
  })),
  PERMISSION_REVOKED: finding<{ origin: string }>(),
  NOBODY_SIGNED_IN: finding<{ hub: string }>(),
  SIGNED_IN_CHANGED: finding<{ hub: string; received: string; expected: string }>(details => ({
    values: quoteDetails(details, 'received', 'expected'),
  })),
  SESSION_COOKIE_UNKNOWN: finding<{ hub: string }>(),
  /** Without `what`, a run or a request of the browser was canceled. */
  CANCELLED: finding<{ what?: 'question' | 'command' }>(({ what }) => ({ variants: [what] })),
  RUN_INTERRUPTED: finding<{ step: string }>(({ step }) => {
    const name = stepNames.find(known => known === step)
    return name === undefined ? {} : { values: { step: message(`step.${name}.title`) } }
  }),
  DEED_INTERRUPTED: finding<Record<never, never>>(),
  RUN_NOT_BEGUN: finding<{ reason: Text }>(),
  ATTRIBUTES_DIFFER: finding<{ expected: string; received: string }>(),
  /** `left`: how much of each type of access is left, as {@link formatLeft}. */
  NO_ACCESS_PASS: finding<{ user: string; left?: string; quarantined?: true }>(({ left, quarantined }) => ({
    variants: [quarantined === true && 'quarantined', left !== undefined && 'left'],
  })),
  CONTAINERS_OFF: finding<{ container: string }>(),
  COOKIE_NAME_NOT_IN_QMC: finding<{ cookie: string; expected: string; used?: true }>(({ used }) => ({
    variants: [used === true && 'used'],
  })),
  /** With `noDisplay`, no window can be shown where the command runs. */
  BROWSER_NOT_OPENED: finding<{ browser: string; reason: Text; noDisplay?: true }>(({ noDisplay }) => ({
    variants: [noDisplay === true && 'noDisplay'],
  })),
  HUB_CERTIFICATE_NOT_TRUSTED: finding<DistrustDetails>(({ reason, browser }) => ({
    variants: [reason, reason !== 'unknown' && (browser ?? 'addRoot')],
  })),
  USER_INACTIVE: finding<{ user: string; why?: 'blocked' | 'removed' }>(({ why }) => ({ variants: [why] })),
  XRAY_INTERRUPTED: finding<Record<never, never>>(),
}

export interface DistrustDetails {
  /** The host of the hub, with its port. */
  host: string
  /** Why browsers reject the certificate. `siteRoot`: only the root of the site vouches for it. */
  reason: 'siteRoot' | 'untrustedRoot' | 'selfSigned' | 'name' | 'expired' | 'notYetValid' | 'unknown'
  issuer: string
  names: Text
  /** ISO 8601, as `validTo`. */
  validFrom: string
  validTo: string
  /** What is wrong, if the reason is unknown. */
  problem?: Text
  system: 'windows' | 'macos' | 'linux'
  /** Set for a browser with roots of its own on every system. */
  browser?: 'firefox'
  /** The file of the root to import. */
  file: string
  /** Imports it for a Chromium-based browser of the system. */
  command: string
}

/** Titles of the hub's error pages: docs/facts/qlik-sense.md §4.5 and §4.6; status 400: §3.4. */
const hubErrors: { fits: (status: number, title: string) => boolean; variant: string }[] = [
  { fits: (_, title) => /no access pass/i.test(title), variant: 'noAccess' },
  { fits: (_, title) => /too many sessions/i.test(title), variant: 'tooManySessions' },
  { fits: status => status === 400, variant: 'badRequest' },
]

/** The steps that have a title. */
const stepNames = ['companion', 'credential', 'session', 'cookie', 'hub', 'identity'] as const
