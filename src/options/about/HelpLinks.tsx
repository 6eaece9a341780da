import { useEffect, useState } from 'preact/hooks'
import type { MessageKey } from '#messages/message'
import { t } from '#ui/i18n.ts'
import type { OptionsClient, Shortcut } from '../options-client.ts'

/** Links to the documents that the build contains, and lists the keyboard shortcuts. */
export function HelpLinks({ client }: { client: OptionsClient }) {
  const [shortcuts, setShortcuts] = useState<Shortcut[]>()
  useEffect(() => void client.readShortcuts().then(setShortcuts), [client])
  return (
    <>
      <h3>{t('options.helpDocuments')}</h3>
      <ul class="links">
        {documents.map(([file, key]) => (
          <li key={file}>
            <a href={`../../docs/${file}`} target="_blank" rel="noreferrer">
              {t(key)}
            </a>
          </li>
        ))}
      </ul>
      {shortcuts && <Shortcuts shortcuts={shortcuts} onChange={client.openShortcutSettings} />}
    </>
  )
}

interface ShortcutsProps {
  shortcuts: readonly Shortcut[]
  onChange: () => void
}

/** Appears as a whole once the shortcuts have been read, so that nothing moves. */
const Shortcuts = ({ shortcuts, onChange }: ShortcutsProps) => (
  <>
    <h3>{t('options.helpShortcuts')}</h3>
    <dl>
      {shortcuts.map(({ name, title, keys }) => (
        <div key={name} class="shortcut">
          <dt>{title}</dt>
          <dd>{keys === '' ? t('options.helpNoKeys') : <kbd>{keys}</kbd>}</dd>
        </div>
      ))}
    </dl>
    <div class="actions">
      <button type="button" onClick={onChange}>
        {t('options.helpChangeShortcuts')}
      </button>
    </div>
  </>
)

/** The files of build/documents.ts. They are in English. */
const documents: [file: string, title: MessageKey][] = [
  ['user-guide.txt', 'options.helpGuide'],
  ['personas.txt', 'options.managePersonas'],
  ['troubleshooting.txt', 'options.helpTroubleshooting'],
  ['command-line.txt', 'options.helpCommandLine'],
  ['security.txt', 'options.helpSecurity'],
  ['changelog.txt', 'options.helpChangelog'],
]
