/** Renders the Markdown that the documents use: headings, tables, lists, code, links and bold text. */
export function renderMarkdown(markdown: string): string {
  const usedIds = new Set<string>()
  return splitBlocks(markdown)
    .map(block => renderBlock(block, usedIds))
    .join('\n')
}

/** Splits at empty lines, but not inside fenced code. */
const splitBlocks = (markdown: string): string[] =>
  markdown
    .split(/(^```[\s\S]*?^```$)/m)
    .flatMap(part => (part.startsWith('```') ? [part] : part.split(/\n{2,}/)))
    .map(block => block.trim())
    .filter(Boolean)

function renderBlock(block: string, usedIds: Set<string>): string {
  const [, level, title = ''] = /^(#+) (.+)$/.exec(block) ?? []
  if (level !== undefined)
    return `<h${level.length} id="${toAnchor(title)}">${renderInline(title)}</h${level.length}>`
  if (block.startsWith('```'))
    return `<pre><code>${escapeHtml(block.split('\n').slice(1, -1).join('\n'))}</code></pre>`
  if (block.startsWith('|')) return renderTable(block.split('\n'), usedIds)
  if (block.startsWith('- '))
    return `<ul>${splitItems(block)
      .map(item => `<li>${renderInline(item)}</li>`)
      .join('')}</ul>`
  return `<p>${renderInline(block.replaceAll('\n', ' '))}</p>`
}

const splitItems = (block: string): string[] =>
  block
    .split(/^- /m)
    .slice(1)
    .map(item => item.replace(/\s+/g, ' ').trim())

/** Gives a row the finding code in its last cell as id, unless an earlier row has it. */
function renderTable([head = '', , ...rows]: string[], usedIds: Set<string>): string {
  const header = splitCells(head).map(cell => `<th>${renderInline(cell)}</th>`)
  const body = rows.map(row => {
    const cells = splitCells(row)
    const ids = cells.flatMap(cell => [...cell.matchAll(/`([A-Z][A-Z_\d]+)`/g)].map(([, code = '']) => code))
    const [first, ...others] = [...new Set(ids)].filter(id => !usedIds.has(id))
    for (const id of ids) usedIds.add(id)
    const anchors = others.map(id => `<a id="${id}"></a>`).join('')
    return `<tr${first === undefined ? '' : ` id="${first}"`}>${cells.map((cell, index) => `<td>${index === 0 ? anchors : ''}${renderInline(cell)}</td>`).join('')}</tr>`
  })
  return `<table><thead><tr>${header.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

const splitCells = (row: string): string[] =>
  row
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))

/** Links within the document stay links. Other documents are not part of the extension. */
const renderInline = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map(part =>
      part.startsWith('`')
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : escapeHtml(part)
            .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
            .replace(/\[([^\]]+)\]\((#[^)]+)\)/g, '<a href="$2">$1</a>'),
    )
    .join('')
    .replace(/\[([^\]]+)\]\((?:[^)]+)\)/g, '$1')

/** Returns the anchor that GitHub gives a heading. */
const toAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-')

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
