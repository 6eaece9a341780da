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
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(copied).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <button type="button" class={className} onClick={copy}>
      {isCopied ? t('common.copied') : label}
    </button>
  )
}
