import { expect, test } from 'vitest'
import { findingOf } from '#protocol/findings/index'
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

test('marks what a failure leaves unreached, and ends as failed', () => {
  const finding = findingOf('INTERNAL', { detail: 'test' })
  const broken = ended(failed(begun(run, 1000), finding, 1500), ['The session may still exist'])
  expect(states(broken)).toBe('failed not-reached not-reached not-reached not-reached not-reached')
  expect(broken).toMatchObject({ outcome: 'failed', leftBehind: ['The session may still exist'], finding })
  expect(nextStep(broken)).toBeUndefined()
})

test('calls a cancelled run cancelled and one without a finding passed', () => {
  expect(ended(failed(run, findingOf('CANCELLED', {}), 1)).outcome).toBe('cancelled')
  expect(ended(run).outcome).toBe('passed')
})
