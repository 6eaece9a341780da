import { openRunHistory } from './history/run-history.ts'
import type { PageConnections } from './page-connections.ts'
import { createPersonas } from './personas/personas.ts'
import type { Platform } from './platform.ts'
import { followPolicy } from './policy/policy.ts'
import { createQuarantineHandlers } from './storage/aside.ts'
import { openQuarantine, type Quarantine } from './storage/quarantine.ts'

interface Around {
  publish: PageConnections['publish']
  onPersonas(): void
}

export type Kept = ReturnType<typeof createKept>

/** What outlives the browser: personas, with those of the organisation, the runs that have ended, and what could not be read of it. */
export function createKept(tools: Platform, { publish, onPersonas }: Around) {
  const keptAside: Quarantine = openQuarantine(tools.storage, tools.now, () =>
    aside.publish().catch(() => {}),
  )
  const aside = createQuarantineHandlers({ quarantine: keptAside, publish })
  const personas = createPersonas({
    ...tools,
    quarantine: keptAside,
    publish: personas => {
      publish({ personas })
      onPersonas()
    },
  })
  followPolicy({ ...tools, publish: policy => publish({ policy }), onPersonas: personas.setManaged })
  return {
    personas,
    runs: openRunHistory(tools.storage, keptAside, tools.clearedRunsItem),
    tellAside: aside.publish,
    handlers: { ...aside.handlers, ...personas.handlers },
  }
}
