/** Resolves with the first error that nothing handled. Later ones no longer end the process. */
export const waitForCrash = (): Promise<unknown> =>
  new Promise(resolve => {
    process.on('uncaughtException', resolve)
    process.on('unhandledRejection', resolve)
  })

/**
 * Describes an error of Hubpass by its name and the places in the code. Leaves out its message,
 * which may quote a session id.
 */
export function describeCrash(error: unknown): string {
  const places = error instanceof Error ? (error.stack ?? '').split('\n').filter(isPlace) : []
  return [
    `a bug ended the companion (${error instanceof Error ? error.name : typeof error})`,
    ...places,
  ].join('\n')
}

const isPlace = (line: string): boolean => /^ {4}at /.test(line)
