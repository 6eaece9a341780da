/**
 * Paths of browsers that load an unpacked extension from the command line. Google Chrome is missing
 * because its branded builds ignore `--load-extension` since version 137. `*` matches one path
 * segment, `~` is the home folder, and bare names are searched on the PATH. The first existing one
 * wins.
 * @type {Partial<Record<NodeJS.Platform, string[]>>}
 */
export const browserPaths = {
  linux: [
    'chromium',
    'chrome-for-testing',
    '~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome',
    '~/.cache/puppeteer/chrome/*/chrome-linux*/chrome',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    '~/Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*',
    '~/.cache/puppeteer/chrome/*/chrome-mac*/*.app/Contents/MacOS/*',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    '~/AppData/Local/Chromium/Application/chrome.exe',
    '~/AppData/Local/ms-playwright/chromium-*/chrome-win*/chrome.exe',
    '~/.cache/puppeteer/chrome/*/chrome-win*/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
    'C:/Program Files/Microsoft/Edge/Application/msedge.exe',
  ],
}
