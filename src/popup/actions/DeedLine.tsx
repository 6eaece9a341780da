import { DeedSchema } from '#shared/deeds'
import { parsed } from '#shared/parsed'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { text } from '#ui/texts.ts'
import { DeedBox } from './DeedBox.tsx'
import { wordsForDone } from './deed-words.ts'

export interface DeedLineProps {
  told: unknown
  windowId: number | undefined
  /** The id of the one that was put away. */
  away: string | undefined
  onPutAway: (id: string) => void
}

/** The id of a deed that is over: whoever is drawn from now on need not tell it. */
export function overBefore(told: unknown): string | undefined {
  const deed = parsed(DeedSchema, told)
  return deed?.status === 'working' ? undefined : deed?.id
}

/** What became of the last deed of this page. */
export function DeedLine({ told, windowId, away, onPutAway }: DeedLineProps) {
  const deed = parsed(DeedSchema, told)
  if (deed === undefined || deed.windowId !== windowId || deed.id === away) return null
  const finding = deed.status === 'failed' ? deed.finding : deed.status === 'done' ? deed.but : undefined
  return (
    <DeedBox name={deed.name} status={deed.status} onPutAway={() => onPutAway(deed.id)}>
      <p role="status" dir="auto">
        {deed.status === 'done' && wordsForDone(deed)}
        {deed.status === 'working' && text('deedWorking')}
        {deed.status === 'failed' && text('deedFailed')}
      </p>
      {finding && <FindingAlert finding={finding} />}
    </DeedBox>
  )
}
