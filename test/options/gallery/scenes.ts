import { findingOf } from '#protocol/findings/index'
import type { EntryTrouble } from '#shared/entry-trouble'
import type { PastRun, PastRuns, ReadRun } from '#shared/past-runs'
import type { State } from '#shared/state'
import { personaOf } from '../../doubles/persona.ts'
import { passedRun, workingRun } from '../../popup/gallery/runs.ts'
import { failedFacts } from '../../ui/evidence/facts.ts'

export interface Scene {
  hash: string
  state: State
}

const now = Date.UTC(2026, 4, 1, 10)
const ready: State = {
  companion: {
    status: 'ready',
    version: '0.1.0',
    sites: [{ id: 'production', hub: 'https://qlik.example.com' }],
  },
}
const endless = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

const pastRun = (index: number, more: Partial<PastRun> = {}): PastRun => ({
  id: `run-${index}`,
  at: now - index * 3_600_000,
  site: 'production',
  prefix: 'sales',
  user: `DOMAIN\\User${index}`,
  outcome: 'passed',
  ...more,
})

const runs: PastRun[] = [
  pastRun(1),
  pastRun(2, { outcome: 'failed', code: 'WRONG_IDENTITY' }),
  pastRun(3, { outcome: 'cancelled', code: 'CANCELLED', prefix: '' }),
  pastRun(4, {
    user: `${endless}\\مستخدم واحد`,
    prefix: endless,
    outcome: 'failed',
    code: 'CREDENTIAL_FILE_UNREADABLE',
  }),
]

const listed = (pastRuns: PastRuns): Scene => ({ hash: '#runs', state: { ...ready, pastRuns } })
const read = (readRun: ReadRun): Scene => ({ hash: `#run=${readRun.id}`, state: { ...ready, readRun } })

const passedFacts = {
  ...failedFacts,
  run: { ...passedRun, steps: passedRun.steps.map(step => ({ ...step, startedAt: now })) },
}

const personas = [
  personaOf('For all', { id: 'policy:all', isManaged: true, colour: 'olive' }),
  personaOf('Sales manager', { prefix: 'sales', colour: 'teal', site: 'production' }),
  personaOf('Anna', { site: 'production' }),
  personaOf(`${endless} واحد`, { id: 'long', colour: 'violet' }),
]

/** Every main state of the manage page, by name. */
export const scenes: Record<string, Scene> = {
  runs: listed({ runs, cleared: 0 }),
  'runs-none': listed({ runs: [], cleared: 0 }),
  'runs-cleared': listed({ runs: [], cleared: 4 }),
  'run-failed': read({ status: 'ready', id: 'run-1', facts: failedFacts }),
  'run-passed': read({ status: 'ready', id: 'run-1', facts: passedFacts }),
  'run-working': { hash: '#run=run-1', state: { ...ready, run: workingRun('hub', 3400, Date.now()) } },
  'run-missing': read({ status: 'missing', id: 'run-9' }),
  'personas-none': { hash: '#personas', state: { ...ready, personas: { personas: [] } } },
  personas: { hash: '#personas', state: { ...ready, personas: { personas } } },
  'personas-many': {
    hash: '#personas',
    state: {
      ...ready,
      personas: {
        personas: Array.from({ length: 300 }, (_, index) =>
          personaOf(`Tester ${index + 1}`, { site: 'production' }),
        ),
      },
    },
  },
  'personas-imported': { hash: '#personas', state: { ...ready, personas: { personas, imported: 2 } } },
  'personas-not-saved': {
    hash: '#personas',
    state: { ...ready, personas: { personas, notSaved: 'Resource::kQuotaBytes quota exceeded' } },
  },
  data: { hash: '#data', state: { ...ready, aside: [] } },
  'data-aside': {
    hash: '#data',
    state: {
      ...ready,
      aside: [
        { key: 'aside:runs:1', what: 'runs', why: 'broken', at: now, characters: 1234 },
        { key: 'aside:personas:2', what: 'personas', why: 'newer', at: now, characters: 56_789 },
      ],
    },
  },
  'data-policy': {
    hash: '#data',
    state: {
      ...ready,
      policy: {
        defaults: { site: '', prefix: '' },
        problems: [
          { where: 'personas.3.userId', why: 'missing', values: [] },
          { where: 'default', why: 'unknownSetting', values: [] },
        ] satisfies EntryTrouble[],
      },
    },
  },
  about: { hash: '#about', state: ready },
  'about-no-companion': {
    hash: '#about',
    state: {
      companion: { status: 'failed', finding: findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' }) },
    },
  },
}
