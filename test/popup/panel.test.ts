import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { CompanionState } from '#shared/state'
import { panelOf } from '../../src/popup/panel.ts'
import { endedRun, passedRun, workingRun } from './gallery/runs.ts'

const finding = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
const failed: CompanionState = { status: 'failed', finding }
const ready: CompanionState = {
  status: 'ready',
  version: '0.1.0',
  sites: [{ id: 'a', hub: 'https://a.example' }],
}
const none = { run: undefined, isAsking: false }
const companionNeed = { need: 'companion', finding }

it.each([
  [
    'while the companion is looked for',
    { ...none, companion: { status: 'connecting' as const } },
    undefined,
    true,
  ],
  ['when all is ready', { ...none, companion: ready }, undefined, true],
  ['without sites', { ...none, companion: { ...ready, sites: [] } }, { need: 'site' }, false],
  ['without a companion', { ...none, companion: failed }, companionNeed, false],
  [
    'without a companion after a run',
    { companion: failed, run: passedRun, isAsking: false },
    companionNeed,
    true,
  ],
  ['while a run is asked for', { companion: failed, run: undefined, isAsking: true }, undefined, true],
  [
    'while a run goes on',
    { companion: failed, run: workingRun('companion', 0, 0), isAsking: false },
    undefined,
    true,
  ],
  [
    'after a run that says it itself',
    { companion: failed, run: endedRun('companion', finding), isAsking: false },
    undefined,
    true,
  ],
])('%s', (_, model, setup, hasSteps) => expect(panelOf(model)).toMatchObject({ setup, hasSteps }))

it.each([
  ['none before the first run', undefined, false, undefined],
  ['none while a run goes on', workingRun('hub', 0, 0), false, undefined],
  ['none while a run is asked for', passedRun, true, undefined],
  ['one that has passed', passedRun, false, 'run-1'],
  ['one that has failed', endedRun('session', finding), false, 'run-1'],
  [
    'none of a request that was refused at once',
    { ...passedRun, steps: passedRun.steps.map(step => ({ ...step, state: 'not-reached' as const })) },
    false,
    undefined,
  ],
])('knows the run to hand on: %s', (_, run, isAsking, id) =>
  expect(panelOf({ companion: ready, run, isAsking }).endedRun).toBe(id),
)
