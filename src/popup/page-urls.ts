/** The other pages of the extension, relative to the popup. */
export const optionsPageUrl = '../options/index.html'
export const welcomePageUrl = '../welcome/index.html'
export const helpPageUrl = '../help/index.html'
