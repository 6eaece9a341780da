import type { Page } from 'playwright-core'
import { type E2EHarness, hubHost, otherHubHost } from '../../support/e2e-harness.ts'
import { allowPrivateWindows } from '../../support/extension-settings.ts'
import type { PopupPage } from '../../support/page-objects/popup-page.ts'
import { closedQrs, configureHub, configurePlainHub, plainHttp } from './arrange.ts'
import type { CauseCase } from './cause-case.ts'

const toLocalhostUrl = (origin: string): string => origin.replace(hubHost, 'localhost')

/** The hub has another address than the site, or rejects the host name. */
export const locationCases: CauseCase[] = [
  {
    title: 'a redirect to another host name with permission',
    options: {
      qlik: { virtualProxies: [{ prefix: '', websocketCrossOriginWhiteList: [otherHubHost] }] },
    },
    arrange: redirectToOtherHost,
    evidence: { otherHost: `redirected the tab to ${otherHubHost}:` },
  },
  {
    title: 'a redirect to another host name without permission',
    arrange: harness => harness.qlik.redirectTo(toLocalhostUrl(harness.qlik.hub)),
    evidence: { otherHostUnseen: `The cookie belongs only to ${hubHost}` },
    button: 'Sign in again',
    fixes: false,
  },
  {
    title: 'a hub on plain http that redirects to https',
    options: plainHttp,
    arrange: async harness => {
      harness.qlik.redirectTo(harness.qlik.hub)
      await configurePlainHub(harness)
    },
    evidence: { otherScheme: `from http://${hubHost}:` },
  },
  {
    title: 'a host name that Qlik Sense rejects',
    arrange: harness => configureHub(harness, harness.qlik.hub.replace(hubHost, otherHubHost)),
    evidence: {
      hostNotAccepted: `does not accept the host name ${otherHubHost}. It accepts only: ${hubHost}`,
    },
  },
  {
    title: 'a host name that Qlik Sense rejects with 403',
    options: { qlik: { unknowns: { hostNotAccepted: '403' } } },
    arrange: harness => configureHub(harness, harness.qlik.hub.replace(hubHost, otherHubHost)),
    evidence: {
      hostNotAccepted: `does not accept the host name ${otherHubHost}. It accepts only: ${hubHost}`,
    },
  },
  {
    title: 'a run that another worker resumes while a private window is in front',
    options: { browser: 'own' },
    preparePage: hideWindowId,
    arrange: harness => allowPrivateWindows(harness.browser, harness.extensionId),
    duringRun: { path: '/hub', act: continueInPrivateWindow },
    evidence: { otherStore: 'a different cookie store (a private window or a container)' },
    button: 'Sign in again',
  },
  {
    title: 'an unlinked virtual proxy for which QPS creates sessions',
    options: { qlik: { unknowns: { unknownPrefixOnQps: 'accept' } } },
    fields: { prefix: 'unlinked' },
    evidence: { notLinked: 'not linked to a proxy' },
  },
  {
    title: 'an unlinked virtual proxy that QPS does not know',
    fields: { prefix: 'unlinked' },
    evidence: { notLinked: 'not linked to a proxy' },
  },
  {
    title: 'a prefix that is similar to another one',
    fields: { prefix: 'salse' },
    evidence: { prefixUnknown: 'no virtual proxy with the prefix salse. Existing prefixes: sales, portal' },
    button: 'Use sales',
  },
  {
    title: 'an unknown prefix that QPS accepts',
    options: { qlik: { unknowns: { unknownPrefixOnQps: 'accept' } } },
    fields: { prefix: 'nowhere' },
    evidence: { prefixUnknown: 'no virtual proxy with the prefix nowhere.' },
  },
  {
    title: 'a prefix on a site without prefixes',
    options: { qlik: { virtualProxies: [{ prefix: '' }] } },
    fields: { prefix: 'sales' },
    evidence: { prefixNone: 'has only the default virtual proxy' },
    button: 'Use default',
  },
  {
    title: 'a wrong prefix when QRS is closed',
    options: closedQrs,
    fields: { prefix: 'nowhere' },
    finding: '"nowhere"',
    evidence: {},
  },
]

/** Redirects to another host name, which the extension has permission to read. */
async function redirectToOtherHost(harness: E2EHarness): Promise<void> {
  const other = harness.qlik.hub.replace(hubHost, otherHubHost)
  await harness.grantPermission(other)
  const popup = await harness.openPopup()
  await popup.requestHostPermission(other)
  await popup.page.close()
  harness.qlik.redirectTo(other)
}

/** Hides the window id from the popup, so that the run uses the window in front. */
async function hideWindowId(page: Page): Promise<void> {
  await page.addInitScript(() => {
    chrome.windows.getCurrent = () => new Promise(() => {})
  })
}

/**
 * Opens a private window in front and stops the worker, so that another worker repeats the step.
 */
async function continueInPrivateWindow(harness: E2EHarness, { page }: PopupPage): Promise<void> {
  await page.evaluate(() => chrome.windows.create({ incognito: true, focused: true }))
  await harness.stopWorker()
}
