/** The manage page as the popup sees it. */
export const optionsPageUrl = '../options/index.html'
