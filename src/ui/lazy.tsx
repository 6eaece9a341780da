import { type FunctionComponent, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type LazyComponent<Props> = FunctionComponent<Props> & {
  /** Loads the component, which then renders immediately. Rejects if the file is missing. */
  load(): Promise<void>
  /** Loads the component and ignores errors. */
  preload(): void
}

/** Creates a component that loads its file on the first render. */
export function lazy<Props extends object>(
  importComponent: () => Promise<FunctionComponent<Props>>,
): LazyComponent<Props> {
  let loaded: FunctionComponent<Props> | undefined
  let fetching: Promise<void> | undefined
  const loadOnce = () => {
    fetching ??= importComponent().then(component => {
      loaded = component
    })
    return fetching
  }
  function LazyWrapper(props: Props) {
    const [isShown, setShown] = useState(loaded !== undefined)
    useEffect(() => {
      // Another instance may have loaded it since this render. If the file is missing, render
      // nothing.
      if (!isShown)
        loadOnce().then(
          () => setShown(true),
          () => {},
        )
    }, [])
    return loaded === undefined ? null : h(loaded, props)
  }
  return Object.assign(LazyWrapper, { load: loadOnce, preload: () => void loadOnce().catch(() => {}) })
}
