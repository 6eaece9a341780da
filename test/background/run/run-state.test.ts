import { expect, test } from 'vitest'
import { message } from '#messages/message'
import { findingOf } from '#protocol/findings/to-finding'
import {
  createRecord,
  failStep,
  findNextStep,
  finishRun,
  passStep,
  startNextStep,
  withCauses,
  withNote,
  withWarnings,
} from '../../../src/background/run/run-state.ts'

const request = {
  site: 'demo',
  prefix: 'sales',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
  sessionId: 'one-session-id',
  cookieName: '',
  windowId: 1,
}
const { run } = createRecord(request, 'run-1')
const formatStates = (of: typeof run) => of.steps.map(({ state }) => state).join(' ')

test('createRecord starts with six waiting steps, and its run contains no session id', () => {
  expect(formatStates(run)).toBe('waiting waiting waiting waiting waiting waiting')
  expect(JSON.stringify(run)).not.toContain('one-session-id')
})

test('passStep and startNextStep advance the run and measure each step', () => {
  const second = passStep(startNextStep(run, 1000), 'companion', 1042, 'version 1')
  expect(second.steps[0]).toMatchObject({ state: 'passed', ms: 42, note: 'version 1' })
  expect(findNextStep(second)).toBe('credential')
  expect(findNextStep(withNote(startNextStep(second, 1042), 'credential', 'looking'))).toBe('credential')
})

test('passStep keeps the warnings of a step', () => {
  const warning = findingOf('CERTIFICATE_EXPIRES_SOON', {
    path: 'client.pem',
    validTo: '2026-12-03',
    days: 9,
  })
  const second = passStep(
    withWarnings(startNextStep(run, 1000), 'companion', [warning]),
    'companion',
    1042,
    undefined,
  )
  expect(second.steps[0]).toMatchObject({ state: 'passed', warnings: [warning] })
})

test('withNote stores a note in English and as messages, and replaces the previous one', () => {
  const waiting = withNote(startNextStep(run, 1), 'companion', [
    message('note.hadSession'),
    message('note.inPlaceOf', { count: 2 }),
  ])
  expect(waiting.steps[0]).toMatchObject({
    note: 'the user already had a session on this virtual proxy; replaced 2 cookies with the same name',
    noteMessages: [message('note.hadSession'), message('note.inPlaceOf', { count: 2 })],
  })
  expect(passStep(waiting, 'companion', 2, 'Hub').steps[0]).toMatchObject({
    note: 'Hub',
    noteMessages: undefined,
  })
})

test('failStep marks later steps as not reached, and finishRun sets the outcome "failed"', () => {
  const finding = findingOf('INTERNAL', { detail: 'test' })
  const broken = finishRun(failStep(startNextStep(run, 1000), finding, 1500), [
    message('note.sessionRemains', { reason: 'it is silent' }),
  ])
  expect(formatStates(broken)).toBe('failed not-reached not-reached not-reached not-reached not-reached')
  expect(broken).toMatchObject({
    outcome: 'failed',
    leftBehind: ['The session may still exist: it is silent.'],
    finding,
  })
  expect(broken.leftBehindMessages).toEqual([message('note.sessionRemains', { reason: 'it is silent' })])
  expect(findNextStep(broken)).toBeUndefined()
})

test('finishRun sets "cancelled" for a cancelled run, and "passed" for one without a finding', () => {
  expect(finishRun(failStep(run, findingOf('CANCELLED', {}), 1)).outcome).toBe('cancelled')
  expect(finishRun(run).outcome).toBe('passed')
})

test('a run cuts the long texts that pages and servers give it', () => {
  const long = 'a'.repeat(3_000_000)
  const noted = withNote(startNextStep(run, 0), 'companion', [message('note.permission', { origin: long })])
  const warned = withWarnings(withNote(noted, 'credential', long), 'hub', [
    findingOf('NOT_IN_FRAME', { page: long, cookie: long, sameSite: 'Lax' }),
  ])
  const failed = failStep(warned, findingOf('TAB_CLOSED', { hub: long }), 0)
  const withCause = withCauses(failed, [{ cause: 'prefixNone', values: [long] }])
  const finished = finishRun(withCause, [message('note.sessionRemains', { reason: long })])
  expect(JSON.stringify(finished).length).toBeLessThan(60_000)
})
