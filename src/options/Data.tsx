import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type AsideItem, AsideTextSchema } from '#shared/aside'
import { parsed } from '#shared/parsed'
import { saveFile } from '#ui/save-file.ts'
import { type TextKey, text } from '#ui/texts.ts'
import type { PartProps } from './App.tsx'
import { PolicyProblems } from './PolicyProblems.tsx'
import { dateAndTime } from './time.ts'

/** Stored data that could not be read: it lies aside until the tester decides. */
export function Data({ link, state }: PartProps) {
  const items = state.aside ?? []
  const save = useSaving({ link, state })
  return (
    <section aria-labelledby="data">
      <h2 id="data">{text('manageData')}</h2>
      <p class="aside">{text('dataStored')}</p>
      {items.length === 0 ? (
        <p class="empty">{text('dataAllRead')}</p>
      ) : (
        <ul class="kept">
          {items.map(item => (
            <KeptItem
              key={item.key}
              item={item}
              onSave={() => save(item.key)}
              onDiscard={() => link.ask({ intent: 'discardAside', key: item.key })}
            />
          ))}
        </ul>
      )}
      <PolicyProblems problems={state.policy?.problems} />
    </section>
  )
}

interface KeptItemProps {
  item: AsideItem
  onSave: () => void
  onDiscard: () => void
}

function KeptItem({ item, onSave, onDiscard }: KeptItemProps) {
  const [isAsked, setAsked] = useState(false)
  const safe = useFocusOnChange(isAsked)
  return (
    <li>
      <p>
        <strong>{text(item.why === 'newer' ? 'dataNewer' : 'dataBroken', wordsOf(item))}</strong>
      </p>
      <p class="aside">{text('dataFound', dateAndTime(item.at), item.characters)}</p>
      <div class="actions">
        <button type="button" onClick={onSave}>
          {text('saveAsFile')}
        </button>
        {isAsked ? (
          <>
            <button type="button" class="danger" onClick={onDiscard}>
              {text('dataDiscardForGood')}
            </button>
            <button ref={safe} type="button" onClick={() => setAsked(false)}>
              {text('keep')}
            </button>
          </>
        ) : (
          <button ref={safe} type="button" onClick={() => setAsked(true)}>
            {text('dataDiscard')}
          </button>
        )}
      </div>
    </li>
  )
}

/** The names of what is stored, as the page has them elsewhere. */
const titles = new Map<string, TextKey>([
  ['runs', 'manageRuns'],
  ['personas', 'managePersonas'],
])

function wordsOf({ what }: AsideItem): string {
  const title = titles.get(what)
  return title === undefined ? what : text(title)
}

/** The button that takes nothing away has the focus while it is asked, and after that. */
function useFocusOnChange(isAsked: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(isAsked)
  useLayoutEffect(() => {
    if (before.current !== isAsked) button.current?.focus()
    before.current = isAsked
  }, [isAsked])
  return button
}

/** Asks for the text of an item, and saves it when it comes. */
function useSaving({ link, state }: PartProps): (key: string) => void {
  const [wanted, setWanted] = useState<string>()
  const found = parsed(AsideTextSchema, state.asideText)
  useEffect(() => {
    if (wanted === undefined || found?.key !== wanted) return
    saveFile({
      name: `hubpass-${wanted.replace(/\W+/g, '-')}.json`,
      type: 'application/json',
      text: found.text,
    })
    setWanted(undefined)
  }, [wanted, found])
  return key => {
    setWanted(key)
    link.ask({ intent: 'readAside', key })
  }
}
