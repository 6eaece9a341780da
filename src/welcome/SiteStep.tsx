import { text } from '#ui/texts.ts'
import type { StageProps } from './App.tsx'
import { Looking } from './Looking.tsx'
import { NewSite } from './NewSite.tsx'

/** Step 2: the companion is there and knows no site yet. */
export const SiteStep = ({ machine, seconds }: StageProps) => (
  <>
    <NewSite machine={machine} />
    <Looking what="lookingForSite" seconds={seconds} />
  </>
)

export const AnotherSite = ({ machine }: Pick<StageProps, 'machine'>) => (
  <details>
    <summary>{text('readyAnother')}</summary>
    <NewSite machine={machine} />
  </details>
)
