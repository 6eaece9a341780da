import { prefixOfTab, siteOfTab } from '#shared/tab'
import type { Model } from './model.ts'

/** Site and prefix as the tab shows them, unless the tester has chosen; a site that is gone is not kept. */
export function adopt(model: Model): Model {
  const { sites, form, chosen, here } = model
  // A persona with a site says where it belongs, also when that is gone: no other may take its place.
  if (model.persona !== undefined && chosen.site) return model
  const tabSite = siteOfTab(sites, here.tabUrl)
  const isKnown = sites.some(({ id }) => id === form.site)
  const first = firstTime(model)
  const known = first?.site ?? (isKnown ? form.site : onlyOf(model))
  const site = chosen.site && isKnown ? form.site : (tabSite?.id ?? known)
  const tabPrefix = tabSite?.id === site ? prefixOfTab(tabSite, here.tabUrl) : undefined
  const prefix = chosen.prefix
    ? form.prefix
    : (tabPrefix ?? (first?.site === site ? first.prefix : form.prefix))
  return { ...model, form: { ...form, site, prefix } }
}

/** What the organisation wants for one who has never signed in; nothing for anybody else. */
function firstTime({ sites, form, isEdited, defaults }: Model): Model['defaults'] {
  const isFirst = !isEdited && form.userId === '' && sites.some(({ id }) => id === defaults?.site)
  return isFirst ? defaults : undefined
}

/** Before the companion has spoken nobody knows whether the last site still exists. */
function onlyOf({ sites, form, companion }: Model): string {
  const [only, ...others] = sites
  if (only !== undefined && others.length === 0) return only.id
  return companion.status === 'ready' ? '' : form.site
}
