import type { Case } from '../cases/case.ts'

/** What a proof looks at: virtual proxies that the plan checks in the same way, or users whom it wants refused. */
export interface Subject {
  /** The virtual proxies that it stands for, the one that is proved first. */
  places: string[]
  /** For each kind of case, the first ones that could stand for it. */
  candidates: Case[][]
  isRefusal: boolean
}

/** A persona that the double cannot play does not keep the next one from standing for its kind. */
const maxCandidates = 3

/**
 * Returns a few cases that stand for all cases of a plan. Two cases are of one kind if they expect the same
 * things, whatever the values, and run the same checks.
 */
export async function findSubjects(cases: AsyncIterable<Case>): Promise<Subject[]> {
  const places = new Map<string, Map<string, Case[]>>()
  const refusals = new Map<string, Subject>()
  for await (const each of cases) {
    const [place, kind] = [describePlace(each), describeKind(each)]
    if (each.expect.refusedWith === undefined) {
      const kinds = places.get(place) ?? new Map<string, Case[]>()
      places.set(place, kinds)
      addCandidate(kinds, kind, each)
    } else addRefusal(refusals, kind, each)
  }
  const subjects = new Map<string, Subject>()
  for (const [place, kinds] of places) {
    const key = [...kinds.keys()].toSorted().join('\n')
    const subject = subjects.get(key) ?? { places: [], candidates: [...kinds.values()], isRefusal: false }
    subjects.set(key, subject)
    subject.places.push(place)
  }
  return [...subjects.values(), ...refusals.values()]
}

const describePlace = ({ site, prefix }: Case): string => (prefix === '' ? site : `${prefix} of ${site}`)

function addCandidate(kinds: Map<string, Case[]>, kind: string, each: Case): void {
  const candidates = kinds.get(kind) ?? []
  kinds.set(kind, candidates)
  if (candidates.length < maxCandidates) candidates.push(each)
}

function addRefusal(refusals: Map<string, Subject>, kind: string, each: Case): void {
  const subject = refusals.get(kind) ?? { places: [], candidates: [[]], isRefusal: true }
  refusals.set(kind, subject)
  const place = describePlace(each)
  if (!subject.places.includes(place)) subject.places.push(place)
  const [candidates] = subject.candidates
  if (candidates !== undefined && candidates.length < maxCandidates) candidates.push(each)
}

function describeKind({ expect, checks }: Case): string {
  const { refusedWith, identity } = expect
  const waived = checks && [...checks.waivers.keys()].toSorted()
  return JSON.stringify([refusedWith, identity, listPaths(expect), checks?.only, checks?.allow, waived])
}

/** Returns the names of all values, like `virtualProxy.timeoutMinutes`. */
const listPaths = (values: object, path = ''): string[] =>
  Object.entries(values)
    .flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? listPaths(value, `${path}${name}.`)
        : [`${path}${name}`],
    )
    .toSorted()
