/** The suffixes of picture names in the order of a row. The rest of the name is the state. */
const variants = ['light', 'dark', 'de', 'fr', 'ja', 'rtl']

export interface SheetRow {
  state: string
  pictures: { variant: string; file: string }[]
}

/** Groups pictures by state. */
export function groupByState(files: readonly string[]): SheetRow[] {
  const rows = new Map<string, SheetRow>()
  for (const file of files.toSorted()) {
    const [, state, variant] = pattern.exec(file) ?? []
    if (state === undefined || variant === undefined) continue
    const row = rows.get(state) ?? { state, pictures: [] }
    row.pictures.push({ variant, file })
    rows.set(state, row)
  }
  return [...rows.values()].map(({ state, pictures }) => ({
    state,
    pictures: pictures.toSorted(compareVariants),
  }))
}

const pattern = new RegExp(`^(.+)-(${variants.join('|')})\\.png$`)

const compareVariants = (one: { variant: string }, other: { variant: string }): number =>
  variants.indexOf(one.variant) - variants.indexOf(other.variant)

/** Returns a page of labeled pictures, for the folder of the pictures. */
export const renderSheet = (title: string, rows: readonly SheetRow[]): string => `<!doctype html>
<meta charset="utf-8">
<title>${title}</title>
<style>
  body { margin: 0; padding: 24px; width: 3152px; font: 14px system-ui, sans-serif; background: #8b90a0; color: #10121a }
  h1 { margin: 0 0 16px; font-size: 24px }
  main { columns: 4; column-gap: 24px }
  section { break-inside: avoid; margin-block-end: 24px }
  h2 { margin: 0 0 6px; font-size: 15px }
  div { display: flex; gap: 8px; align-items: start }
  figure { flex: 1 1 0; min-width: 0; max-width: 380px; margin: 0 }
  figcaption { font-size: 12px }
  img { display: block; width: 100% }
</style>
<h1>${title}</h1>
<main>${rows.map(renderSection).join('\n')}</main>
`

const renderSection = ({ state, pictures }: SheetRow): string =>
  `<section><h2>${state}</h2><div>${pictures.map(renderFigure).join('')}</div></section>`

const renderFigure = ({ variant, file }: SheetRow['pictures'][number]): string =>
  `<figure><figcaption>${variant}</figcaption><img src="${file}" alt=""></figure>`
