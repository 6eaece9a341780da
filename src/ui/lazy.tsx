import { type FunctionComponent, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type Lazy<Props> = FunctionComponent<Props> & {
  /** Fetches it ahead: it is then there with the first frame in which it is shown. Rejects where the file is gone. */
  fetch(): Promise<void>
  /** The same for whom nothing hangs on it. */
  fetchAhead(): void
}

/** A component in a file of its own, which is fetched when it is shown for the first time. */
export function lazy<Props extends object>(load: () => Promise<FunctionComponent<Props>>): Lazy<Props> {
  let loaded: FunctionComponent<Props> | undefined
  let fetching: Promise<void> | undefined
  const fetch = () => {
    fetching ??= load().then(component => {
      loaded = component
    })
    return fetching
  }
  function Shown(props: Props) {
    const [isShown, setShown] = useState(loaded !== undefined)
    useEffect(() => {
      // Also where another one has fetched it since this was drawn. Where the file is gone there is nothing to show.
      if (!isShown)
        fetch().then(
          () => setShown(true),
          () => {},
        )
    }, [])
    return loaded === undefined ? null : h(loaded, props)
  }
  return Object.assign(Shown, { fetch, fetchAhead: () => void fetch().catch(() => {}) })
}
