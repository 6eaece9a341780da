import { escapeHtml } from '../http/response.ts'

const STYLE = `
  :root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --paper: #f5f7fa; --card: #ffffff; --line: #dfe4ea; --accent: #3457b1 }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e8ecf2; --soft: #9aa6b6; --paper: #12161c; --card: #1b2129; --line: #2c3541; --accent: #8fabf5 }
  }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif }
  main { width: min(34rem, 100%); padding: 2rem 2.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px }
  h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; overflow-wrap: anywhere }
  .site { margin: 0 0 .5rem; color: var(--accent); font-size: .8125rem; font-weight: 600; letter-spacing: .02em }
  dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem }
  dt { color: var(--soft) }
  dd { margin: 0; overflow-wrap: anywhere }
  label { display: block; margin: 0 0 1rem; color: var(--soft) }
  input { display: block; width: 100%; margin-top: .25rem; padding: .5rem .75rem; font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 8px }
  button { padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: 8px }
`

export interface PageContent {
  readonly title: string
  /** Markup, already escaped. */
  readonly content: string
  /**
   * Data attributes of the body element: `{ user: 'DOMAIN\\User1' }` becomes
   * `data-user="DOMAIN\User1"`.
   */
  readonly data?: Readonly<Record<string, string>>
}

/** Renders a page in the double's own style. It does not copy the product's design. */
export const renderPage = ({ title, content, data = {} }: PageContent): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body${Object.entries(data).map(formatAttribute).join('')}>
<main>
<p class="site">Qlik Sense double</p>
${content}
</main>
</body>
</html>
`

const formatAttribute = ([name, value]: [string, string]): string => ` data-${name}="${escapeHtml(value)}"`
