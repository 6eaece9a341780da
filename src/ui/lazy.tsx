import { type FunctionComponent, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type LazyComponent<Props> = FunctionComponent<Props> & {
  /** Fetches it ahead: it is then there with the first frame in which it is shown. Rejects where the file is gone. */
  load(): Promise<void>
  /** The same for whom nothing hangs on it. */
  preload(): void
}

/** A component in a file of its own, which is fetched when it is shown for the first time. */
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
      // Also where another one has fetched it since this was drawn. Where the file is gone there is nothing to show.
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
