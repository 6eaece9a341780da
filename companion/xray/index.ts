/** What the file of the checks offers to the program. The build makes one file of this module. */
export { inEnglish } from '#messages/checks/english'
export { catalog } from './catalog.ts'
export { checkInBrowser } from './check-in-browser.ts'
export { toEnglishResult } from './english-result.ts'
export { reports } from './reports/reports.ts'
export { explain, summarize } from './reports/sort.ts'
export { runXray } from './run.ts'
