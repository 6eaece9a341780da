import type { Page } from 'playwright-core'
import { allowPrivateWindows } from '../fixtures/permission.ts'
import type { PopupPage } from '../fixtures/popup-page.ts'
import { host, otherHost, type World } from '../fixtures/world.ts'
import type { Case } from './cases.ts'
import { closedQrs, plain, useHub, usePlainHub } from './worlds.ts'

const localhost = (origin: string): string => origin.replace(host, 'localhost')

/** The hub is elsewhere than the site says, or does not go by that name. */
export const placeCases: Case[] = [
  {
    title: 'a hub that goes by another name, where Hubpass may look',
    settings: {
      qlik: { virtualProxies: [{ prefix: '', websocketCrossOriginWhiteList: [otherHost] }] },
    },
    before: goByOtherName,
    says: { otherHost: `led the tab on to ${otherHost}:` },
  },
  {
    title: 'a hub that goes by another name, where Hubpass may not look',
    before: world => world.qlik.leadTo(localhost(world.qlik.hub)),
    says: { otherHostUnseen: `the cookie belongs to ${host} alone` },
    button: 'Sign in again',
    mends: false,
  },
  {
    title: 'a hub on plain http that leads on to https',
    settings: plain,
    before: async world => {
      world.qlik.leadTo(world.qlik.hub)
      await usePlainHub(world)
    },
    says: { otherScheme: `from http://${host}:` },
  },
  {
    title: 'a name of the machine that Qlik Sense does not go by',
    before: world => useHub(world, world.qlik.hub.replace(host, otherHost)),
    says: { hostNotAccepted: `does not go by the name ${otherHost}, only by: ${host}` },
  },
  {
    title: 'the same, answered with 403',
    settings: { qlik: { unknowns: { hostNotAccepted: '403' } } },
    before: world => useHub(world, world.qlik.hub.replace(host, otherHost)),
    says: { hostNotAccepted: `does not go by the name ${otherHost}, only by: ${host}` },
  },
  {
    title: 'a run that another worker takes up while a private window is in front',
    opens: openBeforeItKnowsItsWindow,
    before: world => allowPrivateWindows(world.browser, world.extensionId),
    meanwhile: { path: '/hub', act: goOnInPrivateWindow },
    says: { otherStore: 'another cookie store (a private window or a container)' },
    button: 'Sign in again',
  },
  {
    title: 'a virtual proxy that is not linked, whose sessions QPS makes all the same',
    settings: { qlik: { unknowns: { unknownPrefixOnQps: 'accept' } } },
    typed: { prefix: 'unlinked' },
    says: { notLinked: 'linked to no proxy' },
  },
  {
    title: 'a virtual proxy that is not linked, which QPS does not know',
    typed: { prefix: 'unlinked' },
    says: { notLinked: 'linked to no proxy' },
  },
  {
    title: 'a prefix that is near another one',
    typed: { prefix: 'salse' },
    says: { prefixUnknown: 'no virtual proxy with the prefix salse. It has: sales, portal' },
    button: 'Sign in on sales',
  },
  {
    title: 'a prefix that QPS takes and no virtual proxy has',
    settings: { qlik: { unknowns: { unknownPrefixOnQps: 'accept' } } },
    typed: { prefix: 'nowhere' },
    says: { prefixUnknown: 'no virtual proxy with the prefix nowhere.' },
  },
  {
    title: 'a prefix on a site that has none',
    settings: { qlik: { virtualProxies: [{ prefix: '' }] } },
    typed: { prefix: 'sales' },
    says: { prefixNone: 'but only the default one' },
    button: 'Sign in without a prefix',
  },
  {
    title: 'a prefix that is wrong where QRS is closed',
    settings: closedQrs,
    typed: { prefix: 'nowhere' },
    finding: '"nowhere"',
    says: {},
  },
]

/** Hubpass may look at the name that the site itself goes by. */
async function goByOtherName(world: World): Promise<void> {
  const other = world.qlik.hub.replace(host, otherHost)
  await world.allow(other)
  const popup = await world.openPopup()
  await popup.useHost(other)
  await popup.page.close()
  world.qlik.leadTo(other)
}

/** A popup that is clicked before the browser has said which window it belongs to: then the one in front is meant. */
async function openBeforeItKnowsItsWindow(page: Page): Promise<void> {
  await page.addInitScript(() => {
    chrome.windows.getCurrent = () => new Promise(() => {})
  })
}

/** Steps may be run again by another worker; by then another window is in front. */
async function goOnInPrivateWindow(world: World, { page }: PopupPage): Promise<void> {
  await page.evaluate(() => chrome.windows.create({ incognito: true, focused: true }))
  await world.stopWorker()
}
