import * as v from 'valibot'
import { IdentitySchema } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import { type Persona, PersonaSchema, sortPersonas } from '#shared/personas/persona'

/** What comes back the next time the popup opens. Never the session id. */
const DraftSchema = v.object({
  version: v.literal(1),
  site: v.string(),
  prefix: v.string(),
  identity: IdentitySchema,
  cookieName: v.string(),
})

export type Draft = v.InferOutput<typeof DraftSchema>

/** The sites seen last, so that the first paint already has them. */
const SitesSchema = v.array(SiteSchema)
export type Sites = v.InferOutput<typeof SitesSchema>

export const emptyDraft: Draft = {
  version: 1,
  site: '',
  prefix: '',
  identity: { userDirectory: '', userId: '', attributes: [] },
  cookieName: '',
}

export interface DraftStore {
  loadDraft(): Draft
  saveDraft(draft: Draft): void
  loadSites(): Sites
  saveSites(sites: Sites): void
  /** The first few, enough to draw the popup before the background has told them all. */
  loadPersonas(): Persona[]
  savePersonas(personas: readonly Persona[]): void
}

/** Kept in a store of texts. What is broken there, or of a newer version, counts as not there. */
export const createDraftStore = (store: Pick<Storage, 'getItem' | 'setItem'>): DraftStore => ({
  loadDraft: () => read(store, 'draft', DraftSchema) ?? emptyDraft,
  saveDraft: draft => write(store, 'draft', draft),
  loadSites: () => read(store, 'sites', SitesSchema) ?? [],
  saveSites: sites => write(store, 'sites', sites),
  loadPersonas: () => read(store, 'personas', v.array(PersonaSchema)) ?? [],
  savePersonas: personas => write(store, 'personas', sortPersonas(personas).slice(0, 4)),
})

function read<Schema extends v.GenericSchema>(
  store: Pick<Storage, 'getItem'>,
  key: string,
  schema: Schema,
): v.InferOutput<Schema> | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(store.getItem(key) ?? 'null'))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/** A store that is full or forbidden costs the draft, not the popup. */
function write(store: Pick<Storage, 'setItem'>, key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value))
  } catch {}
}
