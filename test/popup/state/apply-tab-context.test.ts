import { describe, expect, it } from 'vitest'
import type { Settings } from '#shared/settings'
import { emptyDraft } from '../../../src/popup/state/draft.ts'
import type { PopupAction } from '../../../src/popup/state/reducer.ts'
import { passedRun } from '../../stories/popup/runs.ts'
import {
  applyActions,
  freshModel,
  production,
  readyAction,
  staging,
  tabContextAction,
} from '../../support/model-fixtures.ts'

describe('the site of the form', () => {
  it('is chosen automatically if there is only one', () =>
    expect(applyActions(freshModel(), readyAction([staging])).form.site).toBe('staging'))
  it('is restored for the first paint', () =>
    expect(freshModel(emptyDraft, [staging]).form.site).toBe('staging'))
  it('is empty if there are several', () =>
    expect(applyActions(freshModel(), readyAction()).form.site).toBe(''))
  it('is the last one used', () =>
    expect(applyActions(freshModel({ ...emptyDraft, site: 'staging' }), readyAction()).form.site).toBe(
      'staging',
    ))
  it('is that of the tab, whether tab or sites arrive first', () => {
    const last = freshModel({ ...emptyDraft, site: 'staging' })
    const tab = tabContextAction('https://qlik.example.com/hub/')
    expect(applyActions(last, readyAction(), tab).form.site).toBe('production')
    expect(applyActions(last, tab, readyAction()).form.site).toBe('production')
  })
  it('is the default site until the first run, unless the tester types or the tab shows a hub', () => {
    const last = freshModel({ ...emptyDraft, site: 'production' })
    const settings: Settings = {
      theme: 'system',
      language: 'system',
      defaultSite: 'staging',
      runsKept: 50,
      confirmEnds: true,
    }
    const withDefault = (state: PopupAction): PopupAction =>
      state.type === 'state' ? { ...state, state: { ...state.state, settings } } : state
    const ready = withDefault(readyAction())
    expect(applyActions(last, ready).form.site).toBe('staging')
    expect(applyActions(last, withDefault(readyAction(undefined, passedRun))).form.site).toBe('production')
    expect(applyActions(last, { type: 'name', field: 'userId', text: 'anna' }, ready).form.site).toBe(
      'production',
    )
    expect(applyActions(last, ready, tabContextAction('https://qlik.example.com/hub/')).form.site).toBe(
      'production',
    )
    expect(applyActions(last, withDefault(readyAction([production]))).form.site).toBe('production')
  })
  it('stays as the tester chose it', () => {
    const chosen = applyActions(freshModel(), readyAction(), { type: 'site', text: 'staging' })
    expect(
      applyActions(chosen, tabContextAction('https://qlik.example.com/hub/'), readyAction()).form.site,
    ).toBe('staging')
  })
  it('is dropped if it no longer exists', () => {
    const chosen = applyActions(freshModel(), readyAction(), { type: 'site', text: 'staging' })
    expect(applyActions(chosen, readyAction([production])).form.site).toBe('production')
  })
  it('is kept while the companion is missing', () => {
    const last = freshModel({ ...emptyDraft, site: 'staging' })
    expect(
      applyActions(last, { type: 'state', state: { companion: { status: 'connecting' } } }).form.site,
    ).toBe('staging')
  })
})

describe('the defaults of the policy', () => {
  const policy = { defaults: { site: 'staging', prefix: 'sales' }, problems: [] }
  const set = (action = readyAction()): PopupAction => {
    if (action.type === 'state') action.state = { ...action.state, policy }
    return action
  }
  it('prefill the form of a tester who has never signed in', () =>
    expect(applyActions(freshModel(), set()).form).toMatchObject(policy.defaults))
  it('yield to the site of the tab', () => {
    const tab = tabContextAction('https://qlik.example.com/hr/hub/')
    expect(applyActions(freshModel(), set(), tab).form).toMatchObject({ site: 'production', prefix: 'hr' })
  })
  it('yield to the choice of the tester', () => {
    const typed = applyActions(freshModel(), set(), { type: 'prefix', text: 'hr' }, set())
    expect(typed.form).toMatchObject({ site: 'staging', prefix: 'hr' })
  })
  it('are ignored for a tester who has signed in before', () => {
    const identity = { userDirectory: 'D', userId: 'x', attributes: [] }
    const last = freshModel({ ...emptyDraft, site: 'production', prefix: 'hr', identity })
    expect(applyActions(last, set()).form).toMatchObject({ site: 'production', prefix: 'hr' })
  })
  it('are ignored if their site does not exist', () => {
    const { form } = applyActions(freshModel(), set(readyAction([production])))
    expect(form).toMatchObject({ site: 'production', prefix: '' })
  })
})

describe('the prefix of the form', () => {
  const tab = tabContextAction('https://qlik.example.com/sales/hub/')
  it('is that of the tab', () =>
    expect(applyActions(freshModel(), readyAction(), tab).form.prefix).toBe('sales'))
  it('is the last one used if the tab shows none', () =>
    expect(
      applyActions(freshModel({ ...emptyDraft, prefix: 'hr' }), readyAction(), tabContextAction()).form
        .prefix,
    ).toBe('hr'))
  it('stays as typed, even if empty', () =>
    expect(applyActions(freshModel(), { type: 'prefix', text: '' }, tab, readyAction()).form.prefix).toBe(''))
  it('ignores the tab of another site', () =>
    expect(
      applyActions(freshModel(), readyAction(), { type: 'site', text: 'staging' }, tab).form.prefix,
    ).toBe(''))
})
