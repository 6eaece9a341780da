type Validation = typeof import('./field-error.ts')

let validation: Validation | undefined

/** They come beside the first frame: before anybody can press anything, so that nothing is awaited in the gesture. */
export const getLoadedValidation = (): Validation | undefined => validation

/** Undefined where the file is gone: the background knows them as well. */
export const loadValidation = (): Promise<Validation | undefined> =>
  import('./field-error.ts').then(
    module => {
      validation = module
      return module
    },
    () => undefined,
  )
