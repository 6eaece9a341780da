import { readFileSync } from 'node:fs'
import { fromRoot } from './setup/root.mjs'

/** @param {string} file */
function readCounts(file) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = readReport(file)
  return {
    passed: numPassedTests,
    failed: numFailedTests + testResults.filter(hasFailedToLoad).length,
    skipped: numPendingTests + numTodoTests,
  }
}

/**
 * Returns whether a file could not be loaded. It has no failed test then.
 * @param {{ status: string, assertionResults: { status: string }[] }} file
 */
const hasFailedToLoad = ({ status, assertionResults }) =>
  status === 'failed' && assertionResults.every(({ status }) => status !== 'failed')

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(fromRoot(file), 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
  }
}

/**
 * Prints how many tests of the last run passed and failed. The exit code is 0 when some ran and
 * none failed.
 */
const { passed, failed, skipped } = readCounts('test-results/report.json')
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = passed > 0 && failed === 0 ? 0 : 1
