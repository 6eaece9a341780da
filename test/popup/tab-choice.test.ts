import { describe, expect, it } from 'vitest'
import { emptyDraft } from '../../src/popup/draft.ts'
import type { Happening } from '../../src/popup/reduce.ts'
import { fresh, having, here, production, ready, staging } from './having.ts'

describe('the site', () => {
  it('chooses itself when there is only one', () =>
    expect(having(fresh(), ready([staging])).form.site).toBe('staging'))
  it('is there at the first paint when it was known the last time', () =>
    expect(fresh(emptyDraft, [staging]).form.site).toBe('staging'))
  it('is left to the tester when there are several', () =>
    expect(having(fresh(), ready()).form.site).toBe(''))
  it('is the last one used', () =>
    expect(having(fresh({ ...emptyDraft, site: 'staging' }), ready()).form.site).toBe('staging'))
  it('is the one that the tab shows, whichever is heard of first', () => {
    const last = fresh({ ...emptyDraft, site: 'staging' })
    const tab = here('https://qlik.example.com/hub/')
    expect(having(last, ready(), tab).form.site).toBe('production')
    expect(having(last, tab, ready()).form.site).toBe('production')
  })
  it('stays as the tester chose it', () => {
    const chosen = having(fresh(), ready(), { type: 'site', text: 'staging' })
    expect(having(chosen, here('https://qlik.example.com/hub/'), ready()).form.site).toBe('staging')
  })
  it('is not kept when it is gone', () => {
    const chosen = having(fresh(), ready(), { type: 'site', text: 'staging' })
    expect(having(chosen, ready([production])).form.site).toBe('production')
  })
  it('is kept while the companion is missing', () => {
    const last = fresh({ ...emptyDraft, site: 'staging' })
    expect(having(last, { type: 'state', state: { companion: { status: 'connecting' } } }).form.site).toBe(
      'staging',
    )
  })
})

describe('the defaults of the organisation', () => {
  const policy = { defaults: { site: 'staging', prefix: 'sales' }, problems: [] }
  const set = (happening = ready()): Happening => {
    if (happening.type === 'state') happening.state = { ...happening.state, policy }
    return happening
  }
  it('are there for one who has never signed in', () =>
    expect(having(fresh(), set()).form).toMatchObject(policy.defaults))
  it('give way to what the tab shows', () => {
    const tab = here('https://qlik.example.com/hr/hub/')
    expect(having(fresh(), set(), tab).form).toMatchObject({ site: 'production', prefix: 'hr' })
  })
  it('give way to what the tester chooses', () => {
    const typed = having(fresh(), set(), { type: 'prefix', text: 'hr' }, set())
    expect(typed.form).toMatchObject({ site: 'staging', prefix: 'hr' })
  })
  it('are nothing to one who has', () => {
    const identity = { userDirectory: 'D', userId: 'x', attributes: [] }
    const last = fresh({ ...emptyDraft, site: 'production', prefix: 'hr', identity })
    expect(having(last, set()).form).toMatchObject({ site: 'production', prefix: 'hr' })
  })
  it('count for nothing when they name a site that is not there', () => {
    const { form } = having(fresh(), set(ready([production])))
    expect(form).toMatchObject({ site: 'production', prefix: '' })
  })
})

describe('the prefix', () => {
  const tab = here('https://qlik.example.com/sales/hub/')
  it('is the one that the tab shows', () => expect(having(fresh(), ready(), tab).form.prefix).toBe('sales'))
  it('is the last one used when the tab shows none', () =>
    expect(having(fresh({ ...emptyDraft, prefix: 'hr' }), ready(), here()).form.prefix).toBe('hr'))
  it('stays as the tester typed it, empty too', () =>
    expect(having(fresh(), { type: 'prefix', text: '' }, tab, ready()).form.prefix).toBe(''))
  it('is not taken from the tab of another site', () =>
    expect(having(fresh(), ready(), { type: 'site', text: 'staging' }, tab).form.prefix).toBe(''))
})
