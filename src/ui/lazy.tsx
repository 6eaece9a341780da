import { type FunctionComponent, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A component in a file of its own, which is fetched when it is shown for the first time. */
export function lazy<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  let loaded: FunctionComponent<Props> | undefined
  return function Lazy(props) {
    const [, setLoaded] = useState(false)
    useEffect(() => {
      if (loaded !== undefined) return
      load().then(component => {
        loaded = component
        setLoaded(true)
      })
    }, [])
    return loaded === undefined ? null : h(loaded, props)
  }
}
