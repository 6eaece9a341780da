import browser from 'webextension-polyfill'
import { cookies } from './cookies.ts'
import { permissions } from './permissions.ts'
import { tabScripting } from './tab-scripting.ts'
import { tabs } from './tabs.ts'
import { windows } from './windows.ts'

/** What a run needs of the browser: narrow ports, so that tests can stand in for them. */
export const browserPorts = { cookies, tabs, tabScripting, permissions, windows }
export type BrowserPorts = typeof browserPorts

export const extension = { id: browser.runtime.id, version: browser.runtime.getManifest().version }
