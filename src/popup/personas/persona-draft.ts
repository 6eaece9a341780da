import type { AttributeSet, Persona } from '#shared/personas/persona'
import { type AttributeRow, createRows, toAttributes } from '../state/form.ts'

/** An attribute set in the editor. */
export interface AttributeSetDraft {
  key: number
  name: string
  rows: AttributeRow[]
}

/** A persona in the editor, with its sets as rows. The visible set is the active one. */
export interface PersonaDraft extends Omit<Persona, 'attributeSets' | 'setInUse'> {
  sets: [AttributeSetDraft, ...AttributeSetDraft[]]
  visibleIndex: number
}

export function toPersonaDraft({ attributeSets, setInUse, ...persona }: Persona): PersonaDraft {
  const [first = emptySet, ...others] = attributeSets
  const toRows = ({ name, attributes }: AttributeSet, key: number): AttributeSetDraft => ({
    key,
    name,
    rows: createRows(attributes),
  })
  return {
    ...persona,
    sets: [toRows(first, 0), ...others.map((set, index) => toRows(set, index + 1))],
    visibleIndex: Math.max(
      0,
      attributeSets.findIndex(({ name }) => name === setInUse),
    ),
  }
}

export const visibleSet = ({ sets, visibleIndex }: PersonaDraft): AttributeSetDraft =>
  sets[visibleIndex] ?? sets[0]

const emptySet: AttributeSet = { name: '', attributes: [] }

/** Returns the persona to save, with single-line names and a number after duplicate set names. */
export function fromPersonaDraft({ sets, visibleIndex, ...draft }: PersonaDraft): Persona {
  const names: string[] = []
  for (const { name } of sets) names.push(findUnusedName(toSingleLine(name), names))
  return {
    ...draft,
    label: toSingleLine(draft.label),
    cookieName: draft.cookieName.trim(),
    attributeSets: sets.map(({ rows }, index) => ({
      name: names[index] ?? '',
      attributes: toAttributes(rows),
    })),
    setInUse: names[visibleIndex] ?? '',
  }
}

const toSingleLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

function findUnusedName(name: string, usedNames: readonly string[]): string {
  if (!usedNames.includes(name)) return name
  const numbered = usedNames.map((_, index) => `${name} ${index + 2}`.trim())
  return numbered.find(candidate => !usedNames.includes(candidate)) ?? name
}

/** Adds a copy of the visible set and shows it. From now on all sets need a name. */
export function addSet(draft: PersonaDraft, nameAt: (index: number) => string): PersonaDraft {
  const [first, ...others] = draft.sets
  const { rows } = visibleSet(draft)
  const index = draft.sets.length
  const added = { key: 1 + Math.max(...draft.sets.map(({ key }) => key)), name: nameAt(index + 1), rows }
  return {
    ...draft,
    sets: [{ ...first, name: first.name || nameAt(1) }, ...others, added],
    visibleIndex: index,
  }
}

/** Removes the visible set, unless it is the only one. */
export function removeVisibleSet(draft: PersonaDraft): PersonaDraft {
  const [first, ...others] = draft.sets.filter((_, index) => index !== draft.visibleIndex)
  return first === undefined
    ? draft
    : { ...draft, sets: [first, ...others], visibleIndex: Math.max(0, draft.visibleIndex - 1) }
}

export const changeVisibleSet = (draft: PersonaDraft, change: Partial<AttributeSetDraft>): PersonaDraft => {
  const [first, ...others] = draft.sets
  const changed = (set: AttributeSetDraft, index: number) =>
    index === draft.visibleIndex ? { ...set, ...change } : set
  return { ...draft, sets: [changed(first, 0), ...others.map((set, index) => changed(set, index + 1))] }
}
