type Checks = typeof import('./checks.ts')

let checks: Checks | undefined

/**
 * Returns the checks if they are loaded, which is normally before the first click. Nothing may be
 * awaited inside the click.
 */
export const getLoadedChecks = (): Checks | undefined => checks

/** Loads the checks. Undefined if the file is missing: the background validates as well. */
export const loadChecks = (): Promise<Checks | undefined> =>
  import('./checks.ts').then(
    module => {
      checks = module
      return module
    },
    () => undefined,
  )
