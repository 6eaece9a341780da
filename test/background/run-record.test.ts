import { expect, test } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import { phrase } from '../../src/background/phrases.ts'
import {
  begun,
  ended,
  failed,
  newRecord,
  nextStep,
  noted,
  passed,
  warned,
} from '../../src/background/run-record.ts'

const request = {
  site: 'demo',
  prefix: 'sales',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
  sessionId: 'one-session-id',
  cookieName: '',
  windowId: 1,
}
const { run } = newRecord(request, 'run-1')
const states = (of: typeof run) => of.steps.map(({ state }) => state).join(' ')

test('starts with six steps that wait, and shows no session id to pages', () => {
  expect(states(run)).toBe('waiting waiting waiting waiting waiting waiting')
  expect(JSON.stringify(run)).not.toContain('one-session-id')
})

test('goes from step to step and knows how long each took', () => {
  const second = passed(begun(run, 1000), 'companion', 1042, 'version 1')
  expect(second.steps[0]).toMatchObject({ state: 'passed', ms: 42, note: 'version 1' })
  expect(nextStep(second)).toBe('credential')
  expect(nextStep(noted(begun(second, 1042), 'credential', 'looking'))).toBe('credential')
})

test('keeps the warnings of a step that passes', () => {
  const warning = findingOf('CERTIFICATE_EXPIRES_SOON', {
    path: 'client.pem',
    validTo: '2026-12-03',
    days: 9,
  })
  const second = passed(warned(begun(run, 1000), 'companion', [warning]), 'companion', 1042, undefined)
  expect(second.steps[0]).toMatchObject({ state: 'passed', warnings: [warning] })
})

test('writes a note in English, and by name, until another takes its place', () => {
  const waiting = noted(begun(run, 1), 'companion', [phrase('HadSession'), phrase('InPlaceOf', 2)])
  expect(waiting.steps[0]).toMatchObject({
    note: 'the user already had a session here; in place of 2 of that name',
    said: [
      { id: 'HadSession', values: [] },
      { id: 'InPlaceOf', values: ['2'] },
    ],
  })
  expect(passed(waiting, 'companion', 2, 'Hub').steps[0]).toMatchObject({ note: 'Hub', said: undefined })
})

test('marks what a failure leaves unreached, and ends as failed', () => {
  const finding = findingOf('INTERNAL', { detail: 'test' })
  const broken = ended(failed(begun(run, 1000), finding, 1500), [phrase('SessionRemains', 'it is silent')])
  expect(states(broken)).toBe('failed not-reached not-reached not-reached not-reached not-reached')
  expect(broken).toMatchObject({
    outcome: 'failed',
    leftBehind: ['The session may still exist: it is silent.'],
    finding,
  })
  expect(broken.leftBehindSaid).toEqual([{ id: 'SessionRemains', values: ['it is silent'] }])
  expect(nextStep(broken)).toBeUndefined()
})

test('calls a cancelled run cancelled and one without a finding passed', () => {
  expect(ended(failed(run, findingOf('CANCELLED', {}), 1)).outcome).toBe('cancelled')
  expect(ended(run).outcome).toBe('passed')
})
