import { type FunctionComponent, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type Lazy<Props> = FunctionComponent<Props> & {
  /** Fetches it ahead: it is then there with the first frame in which it is shown. */
  fetch(): Promise<void>
}

/** A component in a file of its own, which is fetched when it is shown for the first time. */
export function lazy<Props extends object>(load: () => Promise<FunctionComponent<Props>>): Lazy<Props> {
  let loaded: FunctionComponent<Props> | undefined
  const fetch = async (): Promise<void> => {
    loaded ??= await load()
  }
  function Shown(props: Props) {
    const [, setLoaded] = useState(false)
    useEffect(() => {
      if (loaded === undefined) fetch().then(() => setLoaded(true))
    }, [])
    return loaded === undefined ? null : h(loaded, props)
  }
  return Object.assign(Shown, { fetch })
}
