import { useState } from 'preact/hooks'

export function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <button type="button" class="small" onClick={copy}>
      {isCopied ? 'Copied' : 'Copy command'}
    </button>
  )
}
