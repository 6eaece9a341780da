import { describe, expect, it } from 'vitest'
import { emptyDraft } from '../../../src/popup/state/draft.ts'
import type { PopupAction } from '../../../src/popup/state/reducer.ts'
import {
  applyActions,
  freshModel,
  production,
  readyAction,
  staging,
  tabContextAction,
} from '../../support/model-fixtures.ts'

describe('the site', () => {
  it('chooses itself when there is only one', () =>
    expect(applyActions(freshModel(), readyAction([staging])).form.site).toBe('staging'))
  it('is there at the first paint when it was known the last time', () =>
    expect(freshModel(emptyDraft, [staging]).form.site).toBe('staging'))
  it('is left to the tester when there are several', () =>
    expect(applyActions(freshModel(), readyAction()).form.site).toBe(''))
  it('is the last one used', () =>
    expect(applyActions(freshModel({ ...emptyDraft, site: 'staging' }), readyAction()).form.site).toBe(
      'staging',
    ))
  it('is the one that the tab shows, whichever is heard of first', () => {
    const last = freshModel({ ...emptyDraft, site: 'staging' })
    const tab = tabContextAction('https://qlik.example.com/hub/')
    expect(applyActions(last, readyAction(), tab).form.site).toBe('production')
    expect(applyActions(last, tab, readyAction()).form.site).toBe('production')
  })
  it('stays as the tester chose it', () => {
    const chosen = applyActions(freshModel(), readyAction(), { type: 'site', text: 'staging' })
    expect(
      applyActions(chosen, tabContextAction('https://qlik.example.com/hub/'), readyAction()).form.site,
    ).toBe('staging')
  })
  it('is not kept when it is gone', () => {
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

describe('the defaults of the organisation', () => {
  const policy = { defaults: { site: 'staging', prefix: 'sales' }, problems: [] }
  const set = (happening = readyAction()): PopupAction => {
    if (happening.type === 'state') happening.state = { ...happening.state, policy }
    return happening
  }
  it('are there for one who has never signed in', () =>
    expect(applyActions(freshModel(), set()).form).toMatchObject(policy.defaults))
  it('give way to what the tab shows', () => {
    const tab = tabContextAction('https://qlik.example.com/hr/hub/')
    expect(applyActions(freshModel(), set(), tab).form).toMatchObject({ site: 'production', prefix: 'hr' })
  })
  it('give way to what the tester chooses', () => {
    const typed = applyActions(freshModel(), set(), { type: 'prefix', text: 'hr' }, set())
    expect(typed.form).toMatchObject({ site: 'staging', prefix: 'hr' })
  })
  it('are nothing to one who has', () => {
    const identity = { userDirectory: 'D', userId: 'x', attributes: [] }
    const last = freshModel({ ...emptyDraft, site: 'production', prefix: 'hr', identity })
    expect(applyActions(last, set()).form).toMatchObject({ site: 'production', prefix: 'hr' })
  })
  it('count for nothing when they name a site that is not there', () => {
    const { form } = applyActions(freshModel(), set(readyAction([production])))
    expect(form).toMatchObject({ site: 'production', prefix: '' })
  })
})

describe('the prefix', () => {
  const tab = tabContextAction('https://qlik.example.com/sales/hub/')
  it('is the one that the tab shows', () =>
    expect(applyActions(freshModel(), readyAction(), tab).form.prefix).toBe('sales'))
  it('is the last one used when the tab shows none', () =>
    expect(
      applyActions(freshModel({ ...emptyDraft, prefix: 'hr' }), readyAction(), tabContextAction()).form
        .prefix,
    ).toBe('hr'))
  it('stays as the tester typed it, empty too', () =>
    expect(applyActions(freshModel(), { type: 'prefix', text: '' }, tab, readyAction()).form.prefix).toBe(''))
  it('is not taken from the tab of another site', () =>
    expect(
      applyActions(freshModel(), readyAction(), { type: 'site', text: 'staging' }, tab).form.prefix,
    ).toBe(''))
})
