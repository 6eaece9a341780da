import type { AttributeSet, Persona } from '#shared/persona'
import { attributesOf, type Row, rowsOf } from '../form.ts'

/** An attribute set in the editor. */
export interface SetRows {
  key: number
  name: string
  rows: Row[]
}

/** A persona in the editor: its sets as rows, of which one is in sight, and in use. */
export interface Edited extends Omit<Persona, 'attributeSets' | 'setInUse'> {
  sets: [SetRows, ...SetRows[]]
  inUse: number
}

export function editedOf({ attributeSets, setInUse, ...persona }: Persona): Edited {
  const [first = emptySet, ...others] = attributeSets
  const toRows = ({ name, attributes }: AttributeSet, key: number): SetRows => ({
    key,
    name,
    rows: rowsOf(attributes),
  })
  return {
    ...persona,
    sets: [toRows(first, 0), ...others.map((set, index) => toRows(set, index + 1))],
    inUse: Math.max(
      0,
      attributeSets.findIndex(({ name }) => name === setInUse),
    ),
  }
}

export const setInSight = ({ sets, inUse }: Edited): SetRows => sets[inUse] ?? sets[0]

const emptySet: AttributeSet = { name: '', attributes: [] }

/** The persona to be saved. Names are lines, whatever was pasted. Sets are told apart by theirs: a second one of a name gets a number. */
export function personaOfEdited({ sets, inUse, ...edited }: Edited): Persona {
  const names: string[] = []
  for (const { name } of sets) names.push(unusedName(lineOf(name), names))
  return {
    ...edited,
    label: lineOf(edited.label),
    cookieName: edited.cookieName.trim(),
    attributeSets: sets.map(({ rows }, index) => ({
      name: names[index] ?? '',
      attributes: attributesOf(rows),
    })),
    setInUse: names[inUse] ?? '',
  }
}

const lineOf = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

function unusedName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  const numbered = taken.map((_, index) => `${name} ${index + 2}`.trim())
  return numbered.find(candidate => !taken.includes(candidate)) ?? name
}

/** Another set, with what is in sight to start from; it comes into sight. From now on all of them need a name. */
export function withSet(edited: Edited, nameAt: (place: number) => string): Edited {
  const [first, ...others] = edited.sets
  const { rows } = setInSight(edited)
  const place = edited.sets.length
  const added = { key: 1 + Math.max(...edited.sets.map(({ key }) => key)), name: nameAt(place + 1), rows }
  return {
    ...edited,
    sets: [{ ...first, name: first.name || nameAt(1) }, ...others, added],
    inUse: place,
  }
}

/** Without the set in sight; one always stays. */
export function withoutSet(edited: Edited): Edited {
  const [first, ...others] = edited.sets.filter((_, index) => index !== edited.inUse)
  return first === undefined
    ? edited
    : { ...edited, sets: [first, ...others], inUse: Math.max(0, edited.inUse - 1) }
}

export const withSetChanged = (edited: Edited, change: Partial<SetRows>): Edited => {
  const [first, ...others] = edited.sets
  const changed = (set: SetRows, index: number) => (index === edited.inUse ? { ...set, ...change } : set)
  return { ...edited, sets: [changed(first, 0), ...others.map((set, index) => changed(set, index + 1))] }
}
