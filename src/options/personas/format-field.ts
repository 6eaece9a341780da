import { personaColorNames } from '#shared/personas/persona-colors'
import { t } from '#ui/i18n.ts'

interface FieldFormat {
  name: () => string
  /** Formats a value that is not free text. */
  value?: (value: string) => string
}

/** The fields of a persona, with the labels of the popup. */
const fields: ReadonlyMap<string, FieldFormat> = new Map([
  ['user', { name: () => t('options.importUser') }],
  ['label', { name: () => t('common.personaLabel') }],
  ['colour', { name: () => t('common.personaColour'), value: formatColor }],
  ['site', { name: () => t('field.site') }],
  ['prefix', { name: () => t('field.prefix') }],
  ['attributeSets', { name: () => t('common.attributes') }],
  ['setInUse', { name: () => t('common.personaSet') }],
  ['cookieName', { name: () => t('field.cookieName') }],
  ['container', { name: () => t('common.personaContainer') }],
  ['pinned', { name: () => t('options.importPinned'), value: formatYesNo }],
])

export const formatFieldName = (field: string): string => fields.get(field)?.name() ?? field

export const formatFieldValue = (field: string, value: string): string =>
  fields.get(field)?.value?.(value) ?? value

function formatColor(value: string): string {
  const color = personaColorNames.find(name => name === value)
  return color === undefined ? value : t(`color.${color}`)
}

function formatYesNo(value: string): string {
  return t(value === 'true' ? 'options.importYes' : 'options.importNo')
}
