/** The manage page as the popup sees it. */
export const managePage = '../options/index.html'
