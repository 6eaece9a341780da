import * as v from 'valibot'
import { expect, it } from 'vitest'
import { message } from '#messages/message'
import { type Run, RunSchema } from '#shared/runs/run'

const run: Run = {
  id: 'run-1',
  site: 'acme',
  prefix: '',
  user: 'DIR\\anna',
  outcome: 'failed',
  steps: [{ name: 'session', state: 'passed', note: 'the user already had a session on this virtual proxy' }],
  leftBehind: ['The session may still exist: it is silent.'],
}

it('reads a run that an older version has stored, with its English texts', () => {
  const older = {
    ...run,
    steps: run.steps.map(step => ({ ...step, said: [{ id: 'HadSession', values: [] }] })),
    leftBehindSaid: [{ id: 'SessionRemains', values: ['it is silent'] }],
  }
  expect(v.parse(RunSchema, older)).toEqual(run)
})

it('reads the messages of a run, with messages in them', () => {
  const reason = message('reason.noAnswer', { detail: 'x' })
  const newer: Run = {
    ...run,
    steps: run.steps.map(step => ({ ...step, noteMessages: [message('note.hadSession')] })),
    leftBehindMessages: [message('note.sessionRemains', { reason })],
  }
  expect(v.parse(RunSchema, newer)).toEqual(newer)
})

it.each([
  [[{ id: 'note.version', values: { version: true } }]],
  [[{ id: 'note.version', values: null }]],
  ['note.version'],
  [null],
])('reads a run whose messages have another form (%j), with its English texts', messages => {
  const other = {
    ...run,
    steps: run.steps.map(step => ({ ...step, noteMessages: messages })),
    leftBehindMessages: messages,
  }
  const read = v.parse(RunSchema, other)
  expect(read.leftBehindMessages).toBeUndefined()
  expect(read.steps).toEqual(run.steps.map(step => ({ ...step, noteMessages: undefined })))
})
