import { personaColourNames } from '#shared/persona-colours'
import { capitalOf } from '#ui/capital.ts'
import { text } from '#ui/texts.ts'

interface FieldWords {
  name: () => string
  /** Of a value that is no text of somebody's. */
  value?: (value: string) => string
}

/** The fields of a persona as the popup names them; those of the form of a sign-in are English everywhere. */
const fields: ReadonlyMap<string, FieldWords> = new Map([
  ['user', { name: () => text('importUser') }],
  ['label', { name: () => text('personaLabel') }],
  ['colour', { name: () => text('personaColour'), value: colourWords }],
  ['site', { name: () => 'Site' }],
  ['prefix', { name: () => 'Virtual proxy prefix' }],
  ['attributeSets', { name: () => text('attributes') }],
  ['setInUse', { name: () => text('personaSet') }],
  ['cookieName', { name: () => 'Cookie name' }],
  ['pinned', { name: () => text('importPinned'), value: truthWords }],
])

export const fieldName = (field: string): string => fields.get(field)?.name() ?? field

export const valueWords = (field: string, value: string): string => fields.get(field)?.value?.(value) ?? value

function colourWords(value: string): string {
  const colour = personaColourNames.find(name => name === value)
  return colour === undefined ? value : text(`colour${capitalOf(colour)}`)
}

function truthWords(value: string): string {
  return text(value === 'true' ? 'importYes' : 'importNo')
}
