import { storeAddress } from '#protocol/constants'

/** Returns what a tester does after an installation. `folder` has the unpacked extension, if there is one. */
export function describeNextStep(folder: string | undefined, store: string = storeAddress): string {
  const ways = [
    ...(store === '' ? [] : [`add it from ${store}`]),
    ...(folder === undefined ? [] : [unpackedWay(folder)]),
  ]
  return ways.length === 0
    ? 'Next: load the extension if it is not loaded yet.'
    : `Next: load the extension if it is not loaded yet. ${capitalize(ways.join(', or '))}. After an upgrade, choose Reload there.`
}

const unpackedWay = (folder: string): string =>
  `on the browser's extensions page, turn on Developer mode, choose Load unpacked, and select ${folder}`

const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
