import { describe, expect, it } from 'vitest'
import { createDraftStore, type Draft, emptyDraft } from '../../../src/popup/state/draft.ts'

const draft: Draft = {
  version: 1,
  site: 'production',
  prefix: 'sales',
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [{ name: 'group', value: '' }] },
  cookieName: 'X-Own',
}
const sites = [{ id: 'production', hub: 'https://qlik.example.com' }]

class Texts extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null
  setItem = (key: string, text: string) => void this.set(key, text)
}

it('the draft store restores what was saved', () => {
  const store = new Texts()
  createDraftStore(store).saveDraft(draft)
  createDraftStore(store).saveSites(sites)
  expect(createDraftStore(store).loadDraft()).toEqual(draft)
  expect(createDraftStore(store).loadSites()).toEqual(sites)
})

describe('the draft store ignores unusable data', () => {
  it.each([
    ['nothing', undefined],
    ['no JSON', '{"version":1,'],
    ['another shape', '[]'],
    ['a missing field', '{"version":1,"site":"a"}'],
    ['a newer version', JSON.stringify({ ...draft, version: 2 })],
    ['fields of other types', JSON.stringify({ ...draft, prefix: 3 })],
    ['a hub that is no origin', '[{"id":"a","hub":"javascript:alert(1)"}]'],
  ])('%s', (_, text) => {
    const store = new Texts(
      text === undefined
        ? []
        : [
            ['draft', text],
            ['sites', text],
          ],
    )
    expect(createDraftStore(store).loadDraft()).toEqual(emptyDraft)
    expect(createDraftStore(store).loadSites()).toEqual([])
  })
})

it('the draft store works without a usable storage', () => {
  const forbidden = () => {
    throw new Error('The user agent forbids storage')
  }
  const drafts = createDraftStore({ getItem: forbidden, setItem: forbidden })
  expect(drafts.loadDraft()).toEqual(emptyDraft)
  expect(() => drafts.saveDraft(draft)).not.toThrow()
})
