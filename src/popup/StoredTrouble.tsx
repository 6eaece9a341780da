import { text } from '#ui/texts.ts'
import { managePage } from './manage-page.ts'

/** Nothing is lost, but somebody has to decide about it, some time. */
export const StoredTrouble = () => (
  <p class="note">
    {text('storedTrouble')}{' '}
    <a href={`${managePage}#data`} target="_blank" rel="noreferrer">
      {text('storedTroubleOpen')}
    </a>
  </p>
)
