import { browsers, type Machine } from './machine.ts'

/** Where a browser shows its extensions, and where their keys. */
export const extensionsPage = ({ browser: name }: Machine): string =>
  name === 'firefox' ? 'about:debugging#/runtime/this-firefox' : `${browsers[name].scheme}://extensions`

export const shortcutsPage = (machine: Machine): string =>
  machine.browser === 'firefox' ? 'about:addons' : `${extensionsPage(machine)}/shortcuts`
