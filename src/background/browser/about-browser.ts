import browser from 'webextension-polyfill'

/** The browser with its version and the system that it runs on, as evidence names it. */
export type AboutBrowser = () => Promise<string>

export const aboutBrowser: AboutBrowser = async () => {
  const { os, arch } = await browser.runtime.getPlatformInfo()
  return `${await nameAndVersion()} (${os}, ${arch})`
}

interface Brand {
  brand: string
  version: string
}

/** What Chromium tells beside the frozen user agent; neither the types nor Firefox have it. */
interface Hints {
  userAgentData?: { getHighEntropyValues(hints: string[]): Promise<{ fullVersionList?: Brand[] }> }
}

async function nameAndVersion(): Promise<string> {
  const { userAgentData } = navigator as WorkerNavigator & Hints
  const told = await userAgentData?.getHighEntropyValues(['fullVersionList'])
  const named = told?.fullVersionList?.filter(({ brand }) => !isGrease(brand)) ?? []
  // A browser made from Chromium names both; its own name says more.
  const own = named.find(({ brand }) => brand !== 'Chromium') ?? named[0]
  return own === undefined ? navigator.userAgent : `${own.brand} ${own.version}`
}

/** A made-up brand that keeps servers from counting on the list, e.g. `Not/A)Brand`. */
const isGrease = (brand: string): boolean => /not.*a.*brand/i.test(brand)
