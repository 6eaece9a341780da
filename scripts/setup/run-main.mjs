/** A missing requirement, as one sentence with a remedy. Ends the program with exit code 3. */
export class SetupError extends Error {}

/**
 * Runs a program's main function. Its result is the exit code.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  // A closed output (`| head`) ends the child process, not this one.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    process.exitCode = await main()
  } catch (thrown) {
    if (!(thrown instanceof SetupError)) throw thrown
    console.error(`\n${thrown.message}`)
    process.exitCode = 3
  }
}
