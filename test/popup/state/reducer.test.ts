import { describe, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import { buildRequest, getSessionId } from '../../../src/popup/state/build-request.ts'
import { toAttributes } from '../../../src/popup/state/form.ts'
import { createEndedRun, createWorkingRun, passedRun } from '../../stories/popup/runs.ts'
import {
  applyActions,
  freshModel,
  production,
  readyAction,
  tabContextAction,
  twoSites,
} from '../../support/model-fixtures.ts'

describe('the folded form', () => {
  const failedRun = createEndedRun('hub', findingOf('CANCELLED', {}))
  const signIn = { type: 'signIn', sessionId: 'made' } as const
  it('folds on Sign in and stays folded when the run ends', () => {
    expect(applyActions(freshModel(), signIn).isFolded).toBe(true)
    expect(applyActions(freshModel(), signIn, readyAction(twoSites, passedRun)).isFolded).toBe(true)
  })
  it('is open when the popup opens after a run', () => {
    expect(applyActions(freshModel(), readyAction(twoSites, failedRun)).isFolded).toBe(false)
  })
  it('folds when a run fails that the popup has seen working', () => {
    const working = applyActions(freshModel(), readyAction(twoSites, createWorkingRun('hub', 1, 2)))
    expect(applyActions(working, readyAction(twoSites, failedRun)).isFolded).toBe(true)
    expect(applyActions(working, readyAction(twoSites, passedRun)).isFolded).toBe(false)
  })
  it('stays open for a tester who types while a run fails', () => {
    const working = applyActions(freshModel(), readyAction(twoSites, createWorkingRun('hub', 1, 2)))
    const typing = applyActions(working, { type: 'name', field: 'userId', text: 'U' })
    expect(applyActions(typing, readyAction(twoSites, failedRun)).isFolded).toBe(false)
  })
  it.each([
    { type: 'unfold' },
    { type: 'prefix', text: 'sales' },
    {
      type: 'fieldError',
      fieldError: { field: 'prefix', code: 'BAD_REQUEST', message: '', isUnderMore: false },
    },
  ] as const)('unfolds on $type', action => {
    expect(applyActions(freshModel(), signIn, action).isFolded).toBe(false)
  })
})

describe('attribute rows', () => {
  it('may repeat, and empty rows are ignored', () => {
    const typed = applyActions(freshModel(), { type: 'addRow' }, { type: 'addRow' })
    const [first, second] = typed.form.rows
    if (first === undefined || second === undefined) throw new Error('rows are missing')
    const filled = applyActions(
      typed,
      { type: 'row', row: { ...second, name: 'group', value: 'HR' } },
      { type: 'row', row: { ...first, name: 'group' } },
    )
    expect(toAttributes(filled.form.rows)).toEqual([
      { name: 'group', value: '' },
      { name: 'group', value: 'HR' },
    ])
  })
  it('always have one row left', () => {
    const [row] = freshModel().form.rows
    const { rows } = applyActions(freshModel(), { type: 'removeRow', key: row?.key ?? -1 }).form
    expect(rows).toMatchObject([{ name: '', value: '' }])
    expect(rows[0]?.key).not.toBe(row?.key)
  })
})

describe('the session id of the form', () => {
  const make = () => 'made-later'
  it('is used once and then replaced', () => {
    const model = freshModel()
    expect(getSessionId(model, make)).toBe('made-at-first')
    expect(getSessionId(applyActions(model, { type: 'signIn', sessionId: 'made-at-first' }), make)).toBe(
      'made-later',
    )
  })
  it('has the form that the site has chosen', () => {
    const site = { id: 'acme', hub: 'https://qlik.acme.com', sessionIds: 'base64url' } as const
    const makeIn = (form?: string) => `made as ${form}`
    const chosen = { ...freshModel(), sites: [site], form: { ...freshModel().form, site: 'acme' } }
    const guid = { value: '0b7e3c52-5d0f-4a8e-9c1b-2f6d8a4e7c31', origin: 'made' } as const
    expect(getSessionId({ ...chosen, sessionId: guid }, makeIn)).toBe('made as base64url')
    expect(getSessionId({ ...chosen, sessionId: { ...guid, origin: 'typed' } }, makeIn)).toBe(guid.value)
    expect(getSessionId({ ...freshModel(), sessionId: guid }, makeIn)).toBe(guid.value)
  })
  it('is kept if the tester typed it', () => {
    const typed = applyActions(
      freshModel(),
      { type: 'sessionId', text: 'my-own' },
      { type: 'signIn', sessionId: 'my-own' },
    )
    expect(getSessionId(typed, make)).toBe('my-own')
  })
  it('is generated again on request', () =>
    expect(applyActions(freshModel(), { type: 'newSessionId', sessionId: 'another' }).sessionId.value).toBe(
      'another',
    ))
})

describe('a requested run', () => {
  const asked = applyActions(freshModel(), readyAction(twoSites, passedRun), {
    type: 'signIn',
    sessionId: 'made-at-first',
  })
  it('is pending while the background still shows the last one', () =>
    expect(applyActions(asked, readyAction(twoSites, passedRun)).isRunRequested).toBe(true))
  it('is answered by a run with another id', () =>
    expect(applyActions(asked, readyAction(twoSites, { ...passedRun, id: 'run-2' })).isRunRequested).toBe(
      false,
    ))
  it('is answered by a run that is already in progress', () =>
    expect(applyActions(asked, readyAction(twoSites, createWorkingRun('session', 0, 0))).isRunRequested).toBe(
      false,
    ))
  it('ends when it is cancelled', () =>
    expect(applyActions(asked, { type: 'cancel' }).isRunRequested).toBe(false))
})

it('buildRequest sends the values as typed', () => {
  const typed = applyActions(
    freshModel(),
    readyAction([production]),
    tabContextAction(),
    { type: 'prefix', text: ' /Sales/ ' },
    { type: 'name', field: 'userDirectory', text: ' DOMAIN ' },
    { type: 'cookieName', text: 'X Y' },
  )
  expect(buildRequest(typed, 'id')).toEqual({
    site: 'production',
    prefix: ' /Sales/ ',
    identity: { userDirectory: ' DOMAIN ', userId: '', attributes: [] },
    sessionId: 'id',
    cookieName: 'X Y',
    windowId: 7,
  })
})

it('buildRequest uses the current window before its id is known', () =>
  expect(buildRequest(freshModel(), 'id').windowId).toBe(-2))

it('the reducer distinguishes edits of the tester from adopted values', () => {
  expect(
    applyActions(freshModel(), readyAction(), tabContextAction('https://qlik.example.com/sales/hub/'))
      .isEdited,
  ).toBe(false)
  expect(applyActions(freshModel(), { type: 'cookieName', text: 'X' }).isEdited).toBe(true)
})
