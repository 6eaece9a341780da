import * as v from 'valibot'
import { IdentitySchema } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import { orderByPlace, type Persona, PersonaSchema } from '#shared/personas/persona'

/** The state that the popup restores when it opens. Never contains the session id. */
const DraftSchema = v.object({
  version: v.literal(1),
  site: v.string(),
  prefix: v.string(),
  identity: IdentitySchema,
  cookieName: v.string(),
})

export type Draft = v.InferOutput<typeof DraftSchema>

/** The last known sites, for the first paint. */
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
  /** The first few, for the first paint. */
  loadPersonas(): Persona[]
  savePersonas(personas: readonly Persona[]): void
}

/** Stores the draft as text. Ignores broken data and data of a newer version. */
export const createDraftStore = (store: Pick<Storage, 'getItem' | 'setItem'>): DraftStore => ({
  loadDraft: () => read(store, 'draft', DraftSchema) ?? emptyDraft,
  saveDraft: draft => write(store, 'draft', draft),
  loadSites: () => read(store, 'sites', SitesSchema) ?? [],
  saveSites: sites => write(store, 'sites', sites),
  loadPersonas: () => read(store, 'personas', v.array(PersonaSchema)) ?? [],
  savePersonas: personas => write(store, 'personas', orderByPlace(personas).slice(0, 4)),
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

/** Ignores a full or blocked store: the draft is lost, but the popup works. */
function write(store: Pick<Storage, 'setItem'>, key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value))
  } catch {}
}
