import { useId, useState } from 'preact/hooks'
import type { RunReport } from '#shared/runs/run-report'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { useToast } from '#ui/hooks/use-toast.tsx'
import { t } from '#ui/i18n.ts'
import { saveFile } from '#ui/save-file.ts'
import { type ExportFile, type ExportFormat, exportFormatNames, exportFormats } from './export-formats.ts'

/** Previews a run in each export format, exactly as it is copied or saved. */
export function ShareRun({ facts }: { facts: RunReport }) {
  const [name, setName] = useState<ExportFormat>('markdown')
  const [hasRealNames, setRealNames] = useState(false)
  const title = useId()
  const preview = useId()
  const exportFile = exportFormats[name](facts, hasRealNames ? 'real' : 'masked')
  return (
    <section class="report" aria-labelledby={title}>
      <h3 id={title}>{t('options.reportTitle')}</h3>
      <FormatChoice chosen={name} onChoose={setName} />
      <label class="switch">
        <input
          type="checkbox"
          checked={exportFile.hasRealNames || hasRealNames}
          disabled={exportFile.hasRealNames}
          onChange={event => setRealNames(event.currentTarget.checked)}
        />
        {t('options.reportRealNames')}
      </label>
      <p class="secondary">
        {t(exportFile.hasRealNames ? 'options.reportRequestNote' : 'options.reportNote')}
      </p>
      <ExportButtons exportFile={exportFile} />
      <h4 id={preview}>{t('options.reportPreview')}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="preview" tabIndex={0} aria-labelledby={preview}>
        <pre dir="ltr">{exportFile.text}</pre>
      </section>
    </section>
  )
}

function ExportButtons({ exportFile }: { exportFile: ExportFile }) {
  const [toast, showToast] = useToast()
  const save = () => {
    saveFile(exportFile)
    showToast(t('options.fileSaved', { file: exportFile.name }))
  }
  return (
    <div class="actions">
      <CopyButton key={exportFile.text} text={exportFile.text} label={t('common.copy')} class="small" />
      <button type="button" class="small" onClick={save}>
        {t('options.saveAsFile')}
      </button>
      {toast}
    </div>
  )
}

interface FormatChoiceProps {
  chosen: ExportFormat
  onChoose: (name: ExportFormat) => void
}

function FormatChoice({ chosen, onChoose }: FormatChoiceProps) {
  return (
    <fieldset class="choice">
      <legend>{t('options.reportFormat')}</legend>
      {exportFormatNames.map(([name, title]) => (
        <label key={name}>
          <input type="radio" name="form" checked={name === chosen} onChange={() => onChoose(name)} />
          {title}
        </label>
      ))}
    </fieldset>
  )
}
