import { useState } from 'preact/hooks'
import { t } from '../i18n.ts'

export interface CopyButtonProps {
  text: string
  label?: string
  /** The look of the button; omitted beside other buttons of a finding. */
  class?: string
}

export function CopyButton({
  text: copied,
  label = t('common.copyCommand'),
  class: className,
}: CopyButtonProps) {
  const [result, setResult] = useState<'common.copied' | 'popup.notCopied'>()
  const copy = () =>
    navigator.clipboard.writeText(copied).then(
      () => setResult('common.copied'),
      () => setResult('popup.notCopied'),
    )
  return (
    <button type="button" class={className} onClick={copy}>
      {result === undefined ? label : t(result)}
    </button>
  )
}
