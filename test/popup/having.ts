import type { State } from '#shared/state'
import { emptyDraft } from '../../src/popup/draft.ts'
import type { Model } from '../../src/popup/model.ts'
import { firstModel, type Happening, reduce } from '../../src/popup/reduce.ts'

export const production = { id: 'production', hub: 'https://qlik.example.com' }
export const staging = { id: 'staging', hub: 'https://staging.example.com' }
export const both = [production, staging]

export const ready = (sites = both, run: State['run'] = undefined): Happening => ({
  type: 'state',
  state: { companion: { status: 'ready', version: '0.1.0', sites }, run },
})
export const here = (tabUrl?: string): Happening => ({
  type: 'here',
  here: { windowId: 7, ...(tabUrl === undefined ? {} : { tabUrl }) },
})
export const having = (model: Model, ...happenings: Happening[]): Model => happenings.reduce(reduce, model)
export const fresh = (draft = emptyDraft, sites = [] as typeof both) =>
  firstModel({ draft, sites, personas: [] }, 'made-at-first')
