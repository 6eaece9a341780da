import { useState } from 'preact/hooks'

export interface CopyButtonProps {
  text: string
  label?: string
}

export function CopyButton({ text, label = 'Copy command' }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <button type="button" class="small" onClick={copy}>
      {isCopied ? 'Copied' : label}
    </button>
  )
}
