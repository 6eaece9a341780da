import { useState } from 'preact/hooks'
import * as v from 'valibot'
import { type Deed, DeedSchema } from '#shared/deeds'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { text } from '#ui/texts.ts'
import { DeedBox } from './DeedBox.tsx'
import { wordsForDone } from './deed-words.ts'

/** What became of the last deed of this page. */
export function DeedLine({ told, windowId }: { told: unknown; windowId: number | undefined }) {
  const deed = read(told)
  // What was over before this was drawn has been told elsewhere.
  const [away, putAway] = useState(deed?.status === 'working' ? undefined : deed?.id)
  if (deed === undefined || deed.windowId !== windowId || deed.id === away) return null
  const finding = deed.status === 'failed' ? deed.finding : deed.status === 'done' ? deed.but : undefined
  return (
    <DeedBox name={deed.name} status={deed.status} onPutAway={() => putAway(deed.id)}>
      <p role="status" dir="auto">
        {deed.status === 'done' && wordsForDone(deed)}
        {deed.status === 'working' && text('deedWorking')}
        {deed.status === 'failed' && text('deedFailed')}
      </p>
      {finding && <FindingAlert finding={finding} />}
    </DeedBox>
  )
}

function read(told: unknown): Deed | undefined {
  const { success, output } = v.safeParse(DeedSchema, told)
  return success ? output : undefined
}
