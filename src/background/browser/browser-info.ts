import browser from 'webextension-polyfill'

/** Returns name and version of the browser, and the system that it runs on, for reports. */
export type ReadBrowserInfo = () => Promise<string>

export const readBrowserInfo: ReadBrowserInfo = async () => {
  const { os, arch } = await browser.runtime.getPlatformInfo()
  return `${await readNameAndVersion()} (${os}, ${arch})`
}

interface Brand {
  brand: string
  version: string
}

/**
 * Declares what Chromium provides in addition to the frozen user agent string. Firefox and the
 * types lack it.
 */
interface UserAgentHints {
  userAgentData?: { getHighEntropyValues(hints: string[]): Promise<{ fullVersionList?: Brand[] }> }
}

async function readNameAndVersion(): Promise<string> {
  const { userAgentData } = navigator as WorkerNavigator & UserAgentHints
  const highEntropyValues = await userAgentData?.getHighEntropyValues(['fullVersionList'])
  const brands = highEntropyValues?.fullVersionList?.filter(({ brand }) => !isGrease(brand)) ?? []
  // A browser based on Chromium lists both brands; its own brand says more.
  const own = brands.find(({ brand }) => brand !== 'Chromium') ?? brands[0]
  return own === undefined ? navigator.userAgent : `${own.brand} ${own.version}`
}

/**
 * Recognizes a made-up brand such as `Not/A)Brand`, which keeps servers from relying on the list.
 */
const isGrease = (brand: string): boolean => /not.*a.*brand/i.test(brand)
