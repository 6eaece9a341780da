import { describe, expect, it } from 'vitest'
import { buildRequest, getSessionId } from '../../../src/popup/state/build-request.ts'
import { toAttributes } from '../../../src/popup/state/form.ts'
import { createWorkingRun, passedRun } from '../../stories/popup/runs.ts'
import {
  applyActions,
  freshModel,
  production,
  readyAction,
  tabContextAction,
  twoSites,
} from '../../support/model-fixtures.ts'

describe('the attributes', () => {
  it('come in rows that may repeat, and empty rows say nothing', () => {
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
  it('keep a row to type into when the last one is removed', () => {
    const [row] = freshModel().form.rows
    const { rows } = applyActions(freshModel(), { type: 'removeRow', key: row?.key ?? -1 }).form
    expect(rows).toMatchObject([{ name: '', value: '' }])
    expect(rows[0]?.key).not.toBe(row?.key)
  })
})

describe('the session id', () => {
  const make = () => 'made-later'
  it('is the one shown, and another for the next run', () => {
    const model = freshModel()
    expect(getSessionId(model, make)).toBe('made-at-first')
    expect(getSessionId(applyActions(model, { type: 'signIn', sessionId: 'made-at-first' }), make)).toBe(
      'made-later',
    )
  })
  it("stays the tester's own", () => {
    const typed = applyActions(
      freshModel(),
      { type: 'sessionId', text: 'my-own' },
      { type: 'signIn', sessionId: 'my-own' },
    )
    expect(getSessionId(typed, make)).toBe('my-own')
  })
  it('is made anew on request', () =>
    expect(applyActions(freshModel(), { type: 'newSessionId', made: 'another' }).sessionId.value).toBe(
      'another',
    ))
})

describe('a run that was asked for', () => {
  const asked = applyActions(freshModel(), readyAction(twoSites, passedRun), {
    type: 'signIn',
    sessionId: 'made-at-first',
  })
  it('is waited for while the background still shows the last one', () =>
    expect(applyActions(asked, readyAction(twoSites, passedRun)).isRunRequested).toBe(true))
  it('is answered by a run of another id', () =>
    expect(applyActions(asked, readyAction(twoSites, { ...passedRun, id: 'run-2' })).isRunRequested).toBe(
      false,
    ))
  it('is answered by one that goes on already', () =>
    expect(applyActions(asked, readyAction(twoSites, createWorkingRun('session', 0, 0))).isRunRequested).toBe(
      false,
    ))
  it('is over when it is cancelled', () =>
    expect(applyActions(asked, { type: 'cancel' }).isRunRequested).toBe(false))
})

it('asks for what was typed, untouched', () => {
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

it('names the current window when the click comes before the browser has named it', () =>
  expect(buildRequest(freshModel(), 'id').windowId).toBe(-2))

it('tells what the tester changed from what was only taken over', () => {
  expect(
    applyActions(freshModel(), readyAction(), tabContextAction('https://qlik.example.com/sales/hub/'))
      .isEdited,
  ).toBe(false)
  expect(applyActions(freshModel(), { type: 'cookieName', text: 'X' }).isEdited).toBe(true)
})
