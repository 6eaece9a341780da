import { useEffect, useState } from 'preact/hooks'

export const sectionNames = ['runs', 'personas', 'data', 'about'] as const
export type SectionName = (typeof sectionNames)[number]

/** What the page shows, as its address says: a section, or one run. */
export type Route = { section: SectionName; run?: undefined } | { section: 'runs'; run: string }

export const runUrl = (id: string): string => `#run=${encodeURIComponent(id)}`

/** Where nothing is named that exists, the runs. */
function parseRoute(hash: string): Route {
  const run = /^#run=(.+)$/.exec(hash)?.[1]
  if (run !== undefined) return { section: 'runs', run: decodeOrKeep(run) }
  return { section: sectionNames.find(name => hash === `#${name}`) ?? 'runs' }
}

/** An address that somebody has shortened names no run. */
function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The route, also when the tester goes back or follows a link. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return parseRoute(hash)
}
