import { useState } from 'preact/hooks'
import type { XrayView } from '#shared/sessions/xray'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { t } from '#ui/i18n.ts'
import { createXrayFile, type XrayFormat } from '#ui/report/xray/file.ts'
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
  const file = createXrayFile({ ...done, hub }, format)
  return (
    <span class="xray-export">
      <select
        aria-label={t('xray.format')}
        value={format}
        onChange={({ currentTarget: { value } }) =>
          setFormat(formats.find(([each]) => each === value)?.[0] ?? 'markdown')
        }
      >
        {formats.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
      <CopyButton key={format} text={file.text} label={t('common.copy')} class="small" />
      <button type="button" class="small" onClick={() => saveFile(file)}>
        {t('xray.save')}
      </button>
    </span>
  )
}
