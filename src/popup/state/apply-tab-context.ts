import { prefixOfTab, siteOfTab } from '#shared/hub-location'
import type { Model } from './model.ts'

/** Site and prefix as the tab shows them, unless the tester has chosen; a site that is gone is not kept. */
export function applyTabContext(model: Model): Model {
  const { sites, form, chosen, pageContext } = model
  // A persona with a site says where it belongs, also when that is gone: no other may take its place.
  if (model.personaId !== undefined && chosen.site) return model
  const tabSite = siteOfTab(sites, pageContext.tabUrl)
  const isKnown = sites.some(({ id }) => id === form.site)
  const firstTimeDefaults = getFirstTimeDefaults(model)
  const fallbackSite = firstTimeDefaults?.site ?? (isKnown ? form.site : getOnlySite(model))
  const site = chosen.site && isKnown ? form.site : (tabSite?.id ?? fallbackSite)
  const tabPrefix = tabSite?.id === site ? prefixOfTab(tabSite, pageContext.tabUrl) : undefined
  const prefix = chosen.prefix
    ? form.prefix
    : (tabPrefix ?? (firstTimeDefaults?.site === site ? firstTimeDefaults.prefix : form.prefix))
  return { ...model, form: { ...form, site, prefix } }
}

/** What the organisation wants for one who has never signed in; nothing for anybody else. */
function getFirstTimeDefaults({ sites, form, isEdited, defaults }: Model): Model['defaults'] {
  const isFirst = !isEdited && form.userId === '' && sites.some(({ id }) => id === defaults?.site)
  return isFirst ? defaults : undefined
}

/** Before the companion has spoken nobody knows whether the last site still exists. */
function getOnlySite({ sites, form, companion }: Model): string {
  const [only, ...others] = sites
  if (only !== undefined && others.length === 0) return only.id
  return companion.status === 'ready' ? '' : form.site
}
