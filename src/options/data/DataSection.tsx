import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MessageKey } from '#messages/message'
import type { QuarantinedItem } from '#shared/quarantine'
import { formatDateTime } from '#ui/dates.ts'
import { useToast } from '#ui/hooks/use-toast.tsx'
import { t } from '#ui/i18n.ts'
import { saveFile } from '#ui/save-file.ts'
import type { SectionProps } from '../options-client.ts'
import { PolicyIssues } from './PolicyIssues.tsx'

/** Lists stored data that could not be read, until the tester saves or discards it. */
export function DataSection({ client, state }: SectionProps) {
  const items = state.quarantine ?? []
  const [toast, showToast] = useToast()
  const save = useSaveQuarantined({ client, state }, showToast)
  return (
    <section aria-labelledby="data">
      <h2 id="data">{t('options.manageData')}</h2>
      <p class="secondary">{t('options.dataStored')}</p>
      {items.length === 0 ? (
        <p class="empty">{t('options.dataAllRead')}</p>
      ) : (
        <ul class="quarantine">
          {items.map(item => (
            <QuarantinedEntry
              key={item.key}
              item={item}
              onSave={() => save(item.key)}
              onDiscard={() => client.send({ intent: 'discardQuarantined', key: item.key })}
            />
          ))}
        </ul>
      )}
      <PolicyIssues issues={state.policy?.problems ?? []} />
      {toast}
    </section>
  )
}

interface QuarantinedEntryProps {
  item: QuarantinedItem
  onSave: () => void
  onDiscard: () => void
}

function QuarantinedEntry({ item, onSave, onDiscard }: QuarantinedEntryProps) {
  const [isConfirming, setConfirming] = useState(false)
  const safeButton = useFocusOnChange(isConfirming)
  return (
    <li>
      <p>
        <strong>
          {t(item.why === 'newer' ? 'options.dataNewer' : 'options.dataBroken', {
            name: formatDataName(item),
          })}
        </strong>
      </p>
      <p class="secondary">
        {t('options.dataFound', { date: formatDateTime(item.at), characters: item.characters })}
      </p>
      <div class="actions">
        <button type="button" onClick={onSave}>
          {t('options.saveAsFile')}
        </button>
        {isConfirming ? (
          <>
            <button type="button" class="danger" onClick={onDiscard}>
              {t('options.dataDiscardForGood')}
            </button>
            <button ref={safeButton} type="button" onClick={() => setConfirming(false)}>
              {t('options.keep')}
            </button>
          </>
        ) : (
          <button ref={safeButton} type="button" onClick={() => setConfirming(true)}>
            {t('options.dataDiscard')}
          </button>
        )}
      </div>
    </li>
  )
}

/** The titles of the sections that show the data. */
const titles = new Map<string, MessageKey>([
  ['runs', 'options.manageRuns'],
  ['personas', 'options.managePersonas'],
])

function formatDataName({ what }: QuarantinedItem): string {
  const title = titles.get(what)
  return title === undefined ? what : t(title)
}

/** Focuses the harmless button when the confirmation opens or closes. */
function useFocusOnChange(isConfirming: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(isConfirming)
  useLayoutEffect(() => {
    if (before.current !== isConfirming) button.current?.focus()
    before.current = isConfirming
  }, [isConfirming])
  return button
}

/** Requests the text of an item and saves it once it arrives. */
function useSaveQuarantined(
  { client, state }: SectionProps,
  showToast: (text: string) => void,
): (key: string) => void {
  const [requestedKey, setRequestedKey] = useState<string>()
  const received = state.quarantinedText
  useEffect(() => {
    if (requestedKey === undefined || received?.key !== requestedKey) return
    const name = `hubpass-${requestedKey.replace(/\W+/g, '-')}.json`
    saveFile({ name, type: 'application/json', text: received.text })
    showToast(t('options.fileSaved', { file: name }))
    setRequestedKey(undefined)
  }, [requestedKey, received])
  return key => {
    setRequestedKey(key)
    client.send({ intent: 'readQuarantined', key })
  }
}
