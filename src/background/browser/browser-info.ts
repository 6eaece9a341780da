import browser from 'webextension-polyfill'

/** The browser with its version and the system that it runs on, as evidence names it. */
export type ReadBrowserInfo = () => Promise<string>

export const readBrowserInfo: ReadBrowserInfo = async () => {
  const { os, arch } = await browser.runtime.getPlatformInfo()
  return `${await readNameAndVersion()} (${os}, ${arch})`
}

interface Brand {
  brand: string
  version: string
}

/** What Chromium tells beside the frozen user agent; neither the types nor Firefox have it. */
interface UserAgentHints {
  userAgentData?: { getHighEntropyValues(hints: string[]): Promise<{ fullVersionList?: Brand[] }> }
}

async function readNameAndVersion(): Promise<string> {
  const { userAgentData } = navigator as WorkerNavigator & UserAgentHints
  const highEntropyValues = await userAgentData?.getHighEntropyValues(['fullVersionList'])
  const brands = highEntropyValues?.fullVersionList?.filter(({ brand }) => !isGrease(brand)) ?? []
  // A browser made from Chromium names both; its own name says more.
  const own = brands.find(({ brand }) => brand !== 'Chromium') ?? brands[0]
  return own === undefined ? navigator.userAgent : `${own.brand} ${own.version}`
}

/** A made-up brand that keeps servers from counting on the list, e.g. `Not/A)Brand`. */
const isGrease = (brand: string): boolean => /not.*a.*brand/i.test(brand)
