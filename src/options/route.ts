import { useEffect, useState } from 'preact/hooks'
import { type SectionName, sectionNames } from '#ui/components/PageHeader.tsx'

/** What the URL selects: a section or one run. */
export type Route = { section: SectionName; run?: undefined } | { section: 'runs'; run: string }

export const runUrl = (id: string): string => `#run=${encodeURIComponent(id)}`

/** Falls back to the list of runs. */
function parseRoute(hash: string): Route {
  const run = /^#run=(.+)$/.exec(hash)?.[1]
  if (run !== undefined) return { section: 'runs', run: decodeOrKeep(run) }
  return { section: sectionNames.find(name => hash === `#${name}`) ?? 'runs' }
}

/** Returns the text unchanged if it is not valid, such as in a truncated URL. */
function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Returns the current route and updates it on navigation. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return parseRoute(hash)
}
