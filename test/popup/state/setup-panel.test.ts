import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { CompanionState } from '#shared/state'
import { selectPanel } from '../../../src/popup/state/setup-panel.ts'
import { createEndedRun, createWorkingRun, passedRun } from '../../stories/popup/runs.ts'

const finding = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
const failed: CompanionState = { status: 'failed', finding }
const ready: CompanionState = {
  status: 'ready',
  version: '0.1.0',
  sites: [{ id: 'a', hub: 'https://a.example' }],
}
const noRun = { run: undefined, isRunRequested: false }
const companionNeed = { need: 'companion', finding }

it.each([
  [
    'while the companion is looked for',
    { ...noRun, companion: { status: 'connecting' as const } },
    undefined,
    true,
  ],
  ['when all is ready', { ...noRun, companion: ready }, undefined, true],
  [
    'without sites',
    { ...noRun, companion: { ...ready, sites: [], invocation: ['hubpass'] } },
    { need: 'site', invocation: ['hubpass'] },
    false,
  ],
  ['without a companion', { ...noRun, companion: failed }, companionNeed, false],
  [
    'without a companion after a run',
    { companion: failed, run: passedRun, isRunRequested: false },
    companionNeed,
    true,
  ],
  ['while a run is asked for', { companion: failed, run: undefined, isRunRequested: true }, undefined, true],
  [
    'while a run goes on',
    { companion: failed, run: createWorkingRun('companion', 0, 0), isRunRequested: false },
    undefined,
    true,
  ],
  [
    'after a run that says it itself',
    { companion: failed, run: createEndedRun('companion', finding), isRunRequested: false },
    undefined,
    true,
  ],
])('%s', (_, model, setup, hasSteps) =>
  expect(selectPanel(model)).toMatchObject({ missingSetup: setup, hasSteps }),
)

it.each([
  ['none before the first run', undefined, false, undefined],
  ['none while a run goes on', createWorkingRun('hub', 0, 0), false, undefined],
  ['none while a run is asked for', passedRun, true, undefined],
  ['one that has passed', passedRun, false, 'run-1'],
  ['one that has failed', createEndedRun('session', finding), false, 'run-1'],
  [
    'none of a request that was refused at once',
    { ...passedRun, steps: passedRun.steps.map(step => ({ ...step, state: 'not-reached' as const })) },
    false,
    undefined,
  ],
])('selectPanel offers to share a finished run: %s', (_, run, isAsking, id) =>
  expect(selectPanel({ companion: ready, run, isRunRequested: isAsking }).endedRunId).toBe(id),
)
