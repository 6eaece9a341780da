import type { State } from '#shared/state'
import { emptyDraft } from '../../src/popup/state/draft.ts'
import type { Model } from '../../src/popup/state/model.ts'
import { createInitialModel, type PopupAction, reduce } from '../../src/popup/state/reducer.ts'

export const production = { id: 'production', hub: 'https://qlik.example.com' }
export const staging = { id: 'staging', hub: 'https://staging.example.com' }
export const twoSites = [production, staging]

export const readyAction = (sites = twoSites, run: State['run'] = undefined): PopupAction => ({
  type: 'state',
  state: { companion: { status: 'ready', version: '0.1.0', sites }, run },
})
export const tabContextAction = (tabUrl?: string): PopupAction => ({
  type: 'pageContext',
  pageContext: { windowId: 7, ...(tabUrl === undefined ? {} : { tabUrl }) },
})
export const applyActions = (model: Model, ...actions: PopupAction[]): Model => actions.reduce(reduce, model)
export const freshModel = (draft = emptyDraft, sites = [] as typeof twoSites) =>
  createInitialModel({ draft, sites, personas: [] }, 'made-at-first')
