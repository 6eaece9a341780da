import { fromRoot } from './setup/root.mjs'

/**
 * Returns the output of failed builds, or else the one line that says what to do with the result.
 * @param {readonly { code: number, output: string }[]} results
 */
export function summarizeBuild(results) {
  const failed = results.filter(({ code }) => code !== 0)
  return failed.length > 0
    ? { code: 1, text: failed.map(({ output }) => output).join('\n') }
    : {
        code: 0,
        text: `Built. Load ${fromRoot('dist', 'chrome')} on the extensions page of the browser, and run: node dist/companion/hubpass.mjs install\n`,
      }
}
