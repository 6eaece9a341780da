import browser from 'webextension-polyfill'

/** Shows the page of first steps once, when the extension has come into this browser: not after an update. */
export function openWelcomePageOnInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL(welcomePagePath) })
  })
}

const welcomePagePath = 'src/welcome/index.html'
