import { createAside } from './aside.ts'
import { openRunHistory } from './history/run-history.ts'
import { type KeptAside, openKeptAside } from './kept-aside.ts'
import type { OpenPages } from './open-pages.ts'
import { createPersonas } from './personas/personas.ts'
import { followPolicy } from './policy/policy.ts'
import type { BackgroundTools } from './tools.ts'

interface Around {
  publish: OpenPages['publish']
  onPersonas(): void
}

export type Kept = ReturnType<typeof createKept>

/** What outlives the browser: personas, with those of the organisation, the runs that have ended, and what could not be read of it. */
export function createKept(tools: BackgroundTools, { publish, onPersonas }: Around) {
  const keptAside: KeptAside = openKeptAside(tools.storage, tools.now, () => aside.tell().catch(() => {}))
  const aside = createAside({ aside: keptAside, publish })
  const personas = createPersonas({
    ...tools,
    aside: keptAside,
    publish: personas => {
      publish({ personas })
      onPersonas()
    },
  })
  followPolicy({ ...tools, publish: policy => publish({ policy }), onPersonas: personas.fromPolicy })
  return {
    personas,
    runs: openRunHistory(tools.storage, keptAside, tools.clearedRuns),
    tellAside: aside.tell,
    handlers: { ...aside.handlers, ...personas.handlers },
  }
}
