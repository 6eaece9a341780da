import { quote } from '../text.ts'
import type { FindingTexts } from './text.ts'

/** In the browser: permission, cookie, hub tab and identity. */
export const browserFindings = {
  PERMISSION_DENIED: ({ origin }: { origin: string }) => ({
    message: `The browser was not allowed to let Hubpass use ${origin}. No session was made.`,
    remedy: 'Press Sign in again and allow it: Hubpass sets the session cookie there.',
  }),
  PRIVATE_WINDOWS_FORBIDDEN: (_: Record<never, never>) => ({
    message: 'The browser does not let Hubpass into private windows. No session was made.',
    remedy:
      'Open the details of Hubpass on the page of extensions, switch on "Allow in Incognito" (Edge: "Allow in InPrivate"), then sign in again.',
  }),
  COOKIE_REJECTED: ({ cookie, reason }: { cookie: string; reason: string }) => ({
    message: `The browser did not keep the cookie ${cookie}: ${reason}.`,
    remedy: 'Check the cookie name and the session id, and that the browser allows cookies for this site.',
  }),
  COOKIE_SHADOWED: ({ cookie, others }: { cookie: string; others: string[] }) => ({
    message: `Another cookie named ${cookie} is sent along with ours: ${others.join(', ')}.`,
    remedy: "Delete it in the browser's settings for this site, then sign in again.",
  }),
  NOT_SIGNED_IN: ({ hub, cookie, sawInstead }: { hub: string; cookie: string; sawInstead: string }) => ({
    message: `${hub} does not take the session: it shows ${sawInstead}.`,
    remedy: `Compare the virtual proxy's "Session cookie header name" in the QMC with ${cookie}, and check that the hub and QPS are the same proxy node.`,
  }),
  WRONG_IDENTITY: ({ expected, received }: { expected: string; received: string }) => ({
    message: `The hub says you are ${quote(received)}, not ${quote(expected)}.`,
    remedy:
      'Another session wins: end it, or check for other cookies of the same name and for anonymous access on this virtual proxy.',
  }),
  HUB_UNREACHABLE: ({ hub, reason, direct }: { hub: string; reason: string; direct?: true }) =>
    direct === true
      ? {
          message: `The hub ${hub} cannot be reached from here without a proxy: ${reason}.`,
          remedy:
            "Open that address in the browser, which may go through a proxy. If it does not open there either, check the site's hub URL and VPN.",
        }
      : {
          message: `The hub ${hub} could not be shown: ${reason}.`,
          remedy:
            "Open that address by hand; check the site's hub URL, VPN, and that the browser trusts its certificate.",
        },
  HUB_ERROR_PAGE: ({ hub, status, title }: { hub: string; status: number; title: string }) => ({
    message:
      status < 400
        ? `The hub ${hub} says: ${title}`
        : `The hub ${hub} answered ${status}${title === '' ? '' : ` (${quote(title)})`}.`,
    remedy:
      hubRemedies.find(({ fits }) => fits(status, title))?.remedy ??
      'Check the Qlik Sense services; the proxy log says more.',
  }),
  TAB_CLOSED: ({ hub }: { hub: string }) => ({
    message: `The tab for ${hub} was closed, or its window.`,
    remedy: 'Press Sign in again and leave both open until the run has ended.',
  }),
  TAB_LEFT: ({ hub }: { hub: string }) => ({
    message: `The tab went on from ${hub} before the hub was asked who is signed in.`,
    remedy:
      'Press Sign in again and leave the tab there until the run has ended. Should it go away by itself, look where to: probably to a login.',
  }),
  TAB_BLOCKED: (_: Record<never, never>) => ({
    message:
      'The page in the tab does nothing more: a dialog of it waits for an answer, or its script is busy.',
    remedy: 'Look at the tab: answer the dialog, or reload the page. Then try again.',
  }),
  NOT_IN_FRAME: ({ page, cookie, sameSite }: { page: string; cookie: string; sameSite: string }) => ({
    message:
      sameSite === 'None'
        ? `The frame of ${page} that shows the hub is not signed in: the browser keeps ${cookie} out of it, though its SameSite attribute is None.`
        : `The frame of ${page} that shows the hub is not signed in: browsers send ${cookie} to no frame of another site, for its SameSite attribute is ${sameSite}.`,
    remedy:
      sameSite === 'None'
        ? `Allow third-party cookies on ${page} in the settings of the browser, then reload that page.`
        : 'Set the SameSite attribute of the virtual proxy to None in the QMC, with Secure and on https; then sign in again and reload that page.',
  }),
  PERMISSION_REVOKED: ({ origin }: { origin: string }) => ({
    message: `The permission for ${origin} was taken away while Hubpass was signing in.`,
    remedy:
      'Press Sign in again and allow it: without it Hubpass can neither set the cookie nor put it back.',
  }),
  NOBODY_SIGNED_IN: ({ hub }: { hub: string }) => ({
    message: `${hub} names nobody any more who is signed in.`,
    remedy: 'Nothing is left to do here; sign in again if you want to.',
  }),
  SIGNED_IN_CHANGED: ({ hub, received, expected }: { hub: string; received: string; expected: string }) => ({
    message: `${hub} names ${quote(received)} now; you meant ${quote(expected)}, as it was before. Nothing was changed.`,
    remedy: 'Look at who is signed in now, and choose again.',
  }),
  SESSION_COOKIE_UNKNOWN: ({ hub }: { hub: string }) => ({
    message: `${hub} names a user, but the cookie of that session was not found under any name that is known.`,
    remedy: 'Allow Hubpass to use this site, or sign the user out, which ends all sessions.',
  }),
  CANCELLED: (_: Record<never, never>) => ({
    message: 'You cancelled the run.',
    remedy: 'Nothing to mend, unless something is said to be left behind.',
  }),
  RUN_INTERRUPTED: ({ step }: { step: string }) => ({
    message: `The browser stopped the extension during the step "${step}".`,
    remedy: 'Press Sign in again.',
  }),
  DEED_INTERRUPTED: (_: Record<never, never>) => ({
    message:
      'The browser stopped the extension in the middle of this: all of it may be done, a part, or nothing.',
    remedy: 'Look at who is signed in now and at the sessions, and choose again what is still to be done.',
  }),
  RUN_NOT_BEGUN: ({ reason }: { reason: string }) => ({
    message: `The sign-in was not begun: ${reason}.`,
    remedy: 'Look at who is signed in now, and press Sign in if you still want to.',
  }),
} satisfies FindingTexts

/** The hub's own words: docs/facts/qlik-sense.md §4.5 and §4.6; the 400: §3.4. */
const hubRemedies: { fits: (status: number, title: string) => boolean; remedy: string }[] = [
  {
    fits: (_, title) => /no access pass/i.test(title),
    remedy:
      'Allocate professional or analyzer access to this user in the QMC (License management), or sign in as one who has it.',
  },
  {
    fits: (_, title) => /too many sessions/i.test(title),
    remedy:
      'Qlik Sense allows five sessions of a user in parallel: end some, e.g. with "hubpass user logout", or wait for their inactivity timeout.',
  },
  {
    fits: status => status === 400,
    remedy:
      'Check in the QMC that the virtual proxy exists, is linked to this proxy, and that its host allow list has this host name.',
  },
]
