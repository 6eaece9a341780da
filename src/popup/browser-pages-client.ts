import browser from 'webextension-polyfill'

/** Opens a page of the browser, which a link cannot do. Chromium alone has addresses for them. */
export const openBrowserPage = (page: 'details' | 'shortcuts'): Promise<unknown> =>
  browser.tabs.create({
    url:
      page === 'shortcuts'
        ? 'chrome://extensions/shortcuts'
        : `chrome://extensions/?id=${browser.runtime.id}`,
  })
