import { browsers, type PlatformInfo } from './platform-info.ts'

/** Where a browser shows its extensions, and where their keys. */
export const extensionsPageUrl = ({ browser: name }: PlatformInfo): string =>
  name === 'firefox' ? 'about:debugging#/runtime/this-firefox' : `${browsers[name].scheme}://extensions`

export const shortcutsPageUrl = (platform: PlatformInfo): string =>
  platform.browser === 'firefox' ? 'about:addons' : `${extensionsPageUrl(platform)}/shortcuts`
