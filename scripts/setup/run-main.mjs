/** Something that this machine lacks, in one sentence that says what to do. Ends the program with exit code 3. */
export class SetupError extends Error {}

/**
 * Runs a program's main function; its result is the exit code.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  // Whoever reads no more (`| head`) ends what we run, not us in the middle.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    process.exitCode = await main()
  } catch (thrown) {
    if (!(thrown instanceof SetupError)) throw thrown
    console.error(`\n${thrown.message}`)
    process.exitCode = 3
  }
}
