type Rules = typeof import('./refusal.ts')

let rules: Rules | undefined

/** They come beside the first frame: before anybody can press anything, so that nothing is awaited in the gesture. */
export const rulesNow = (): Rules | undefined => rules

/** Undefined where the file is gone: the background knows them as well. */
export const fetchRules = (): Promise<Rules | undefined> =>
  import('./refusal.ts').then(
    module => {
      rules = module
      return module
    },
    () => undefined,
  )
