import { describe, expect, it } from 'vitest'
import { attributesOf } from '../../src/popup/form.ts'
import { requestOf, sessionIdFor } from '../../src/popup/request.ts'
import { passedRun, workingRun } from './gallery/runs.ts'
import { both, fresh, having, here, production, ready } from './having.ts'

describe('the attributes', () => {
  it('come in rows that may repeat, and empty rows say nothing', () => {
    const typed = having(fresh(), { type: 'addRow' }, { type: 'addRow' })
    const [first, second] = typed.form.rows
    if (first === undefined || second === undefined) throw new Error('rows are missing')
    const filled = having(
      typed,
      { type: 'row', row: { ...second, name: 'group', value: 'HR' } },
      { type: 'row', row: { ...first, name: 'group' } },
    )
    expect(attributesOf(filled.form.rows)).toEqual([
      { name: 'group', value: '' },
      { name: 'group', value: 'HR' },
    ])
  })
  it('keep a row to type into when the last one is removed', () => {
    const [row] = fresh().form.rows
    const { rows } = having(fresh(), { type: 'removeRow', key: row?.key ?? -1 }).form
    expect(rows).toMatchObject([{ name: '', value: '' }])
    expect(rows[0]?.key).not.toBe(row?.key)
  })
})

describe('the session id', () => {
  const make = () => 'made-later'
  it('is the one shown, and another for the next run', () => {
    const model = fresh()
    expect(sessionIdFor(model, make)).toBe('made-at-first')
    expect(sessionIdFor(having(model, { type: 'signIn', sessionId: 'made-at-first' }), make)).toBe(
      'made-later',
    )
  })
  it("stays the tester's own", () => {
    const typed = having(
      fresh(),
      { type: 'sessionId', text: 'my-own' },
      { type: 'signIn', sessionId: 'my-own' },
    )
    expect(sessionIdFor(typed, make)).toBe('my-own')
  })
  it('is made anew on request', () =>
    expect(having(fresh(), { type: 'newSessionId', made: 'another' }).sessionId.value).toBe('another'))
})

describe('a run that was asked for', () => {
  const asked = having(fresh(), ready(both, passedRun), { type: 'signIn', sessionId: 'made-at-first' })
  it('is waited for while the background still shows the last one', () =>
    expect(having(asked, ready(both, passedRun)).isAsking).toBe(true))
  it('is answered by a run of another id', () =>
    expect(having(asked, ready(both, { ...passedRun, id: 'run-2' })).isAsking).toBe(false))
  it('is answered by one that goes on already', () =>
    expect(having(asked, ready(both, workingRun('session', 0, 0))).isAsking).toBe(false))
  it('is over when it is cancelled', () => expect(having(asked, { type: 'cancel' }).isAsking).toBe(false))
})

it('asks for what was typed, untouched', () => {
  const typed = having(
    fresh(),
    ready([production]),
    here(),
    { type: 'prefix', text: ' /Sales/ ' },
    { type: 'name', field: 'userDirectory', text: ' DOMAIN ' },
    { type: 'cookieName', text: 'X Y' },
  )
  expect(requestOf(typed, 'id')).toEqual({
    site: 'production',
    prefix: ' /Sales/ ',
    identity: { userDirectory: ' DOMAIN ', userId: '', attributes: [] },
    sessionId: 'id',
    cookieName: 'X Y',
    windowId: 7,
  })
})

it('names the current window when the click comes before the browser has named it', () =>
  expect(requestOf(fresh(), 'id').windowId).toBe(-2))

it('tells what the tester changed from what was only taken over', () => {
  expect(having(fresh(), ready(), here('https://qlik.example.com/sales/hub/')).isEdited).toBe(false)
  expect(having(fresh(), { type: 'cookieName', text: 'X' }).isEdited).toBe(true)
})
