import { useState } from 'preact/hooks'
import type { MessageKey } from '#messages/message'
import type { XrayView } from '#shared/sessions/xray'
import { t } from '#ui/i18n.ts'
import type { XrayFormat } from '#ui/report/xray/file.ts'
import { saveFile } from '#ui/save-file.ts'

export interface XrayExportProps {
  done: Extract<XrayView, { status: 'done' }>
  hub: string | undefined
}

/** Names of formats are not translated. */
const formats: readonly (readonly [XrayFormat, string])[] = [
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
  ['html', 'HTML'],
]

/** Copies or saves the result with pseudonyms, in a format of the reports of runs. */
export function XrayExport({ done, hub }: XrayExportProps) {
  const [format, setFormat] = useState<XrayFormat>('markdown')
  const [copyLabel, setCopyLabel] = useState<MessageKey>('common.copy')
  // Reports are in English, which is large.
  const createFile = () =>
    import('#ui/report/xray/file.ts').then(({ createXrayFile }) => createXrayFile({ ...done, hub }, format))
  const copy = () =>
    createFile()
      .then(({ text }) => navigator.clipboard.writeText(text))
      .then(
        () => setCopyLabel('common.copied'),
        () => setCopyLabel('popup.notCopied'),
      )
  return (
    <span class="xray-export">
      <select
        aria-label={t('xray.format')}
        value={format}
        onChange={({ currentTarget: { value } }) => {
          setFormat(formats.find(([each]) => each === value)?.[0] ?? 'markdown')
          setCopyLabel('common.copy')
        }}
      >
        {formats.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" class="small" onClick={copy}>
        {t(copyLabel)}
      </button>
      <button type="button" class="small" onClick={() => createFile().then(saveFile)}>
        {t('xray.save')}
      </button>
    </span>
  )
}
