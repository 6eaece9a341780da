type Validation = typeof import('./field-error.ts')

let validation: Validation | undefined

/**
 * Returns the validation if it is loaded, which is normally before the first click. Nothing may be
 * awaited inside the click.
 */
export const getLoadedFieldErrors = (): Validation | undefined => validation

/** Loads the validation. Undefined if the file is missing: the background validates as well. */
export const loadFieldErrors = (): Promise<Validation | undefined> =>
  import('./field-error.ts').then(
    module => {
      validation = module
      return module
    },
    () => undefined,
  )
