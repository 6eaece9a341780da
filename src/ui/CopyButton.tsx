import { useState } from 'preact/hooks'
import { text } from './texts.ts'

export interface CopyButtonProps {
  text: string
  label?: string
}

export function CopyButton({ text: copied, label = text('copyCommand') }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(copied).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <button type="button" class="small" onClick={copy}>
      {isCopied ? text('copied') : label}
    </button>
  )
}
