import { useState } from 'preact/hooks'
import { t } from '../i18n.ts'

export interface CopyButtonProps {
  text: string
  label?: string
}

export function CopyButton({ text: copied, label = t('common.copyCommand') }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(copied).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <button type="button" class="small" onClick={copy}>
      {isCopied ? t('common.copied') : label}
    </button>
  )
}
