import type { BareFinding } from '#protocol/findings/index'
import { parseUserName } from '#protocol/identity'
import { activeAttributeSet, type Persona, toIdentity } from '#shared/personas/persona'
import { validateRequest } from '#shared/runs/run-request'
import { formatAttributeLines, parseAttributeLines } from './attribute-lines.ts'

/** The texts of the form. */
export interface PersonaTexts extends Pick<Persona, 'label' | 'colour' | 'site' | 'prefix'> {
  /** `DIR\id` */
  user: string
  attributes: string
  cookieName: string
  container: string
}

export const createPersona = (): Persona => ({
  id: crypto.randomUUID(),
  label: '',
  colour: 'blue',
  site: '',
  prefix: '',
  userDirectory: '',
  userId: '',
  attributeSets: [{ name: '', attributes: [] }],
  setInUse: '',
  cookieName: '',
  pinned: false,
})

export const toTexts = (persona: Persona): PersonaTexts => ({
  label: persona.label,
  colour: persona.colour,
  site: persona.site,
  prefix: persona.prefix,
  user: persona.userId === '' ? '' : `${persona.userDirectory}\\${persona.userId}`,
  attributes: formatAttributeLines(toIdentity(persona).attributes),
  cookieName: persona.cookieName,
  container: persona.container ?? '',
})

/** Returns the persona with the texts. Attributes that look the same stay as they are. */
export function fromTexts(
  persona: Persona,
  { user, attributes, container, ...texts }: PersonaTexts,
): Persona {
  const name = parseUserName(user.trim()) ?? { userDirectory: '', userId: user.trim() }
  const isChanged = attributes !== toTexts(persona).attributes
  const { container: _, ...others } = persona
  const containerName = toLine(container)
  return {
    ...others,
    ...texts,
    ...name,
    ...(containerName === '' ? {} : { container: containerName }),
    label: toLine(texts.label) || name.userId,
    attributeSets: isChanged ? replaceAttributes(persona, attributes) : persona.attributeSets,
  }
}

const toLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

/** Replaces the attributes of the active set. */
function replaceAttributes(persona: Persona, text: string): Persona['attributeSets'] {
  const active = activeAttributeSet(persona)
  const attributes = parseAttributeLines(text)
  return active === undefined
    ? [{ name: '', attributes }]
    : persona.attributeSets.map(set => (set === active ? { ...set, attributes } : set))
}

/** Returns why nobody could sign in with the persona; undefined for a valid one. */
export const validatePersona = (persona: Persona): BareFinding | undefined =>
  validateRequest({ ...persona, identity: toIdentity(persona), sessionId: crypto.randomUUID() })
