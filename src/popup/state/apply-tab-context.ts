import { prefixOfTab, siteOfTab } from '#shared/hub-location'
import type { Model } from './model.ts'

/**
 * Takes site and prefix from the active tab unless the tester has chosen them. Drops a site that no
 * longer exists.
 */
export function applyTabContext(model: Model): Model {
  const { sites, form, chosen, pageContext } = model
  // Keep the site of a persona even if it no longer exists: no other site may replace it.
  if (model.personaId !== undefined && chosen.site) return model
  const tabSite = siteOfTab(sites, pageContext.tabUrl)
  const isKnown = sites.some(({ id }) => id === form.site)
  const firstTimeDefaults = getFirstTimeDefaults(model)
  const fallbackSite =
    getDefaultSite(model) ?? firstTimeDefaults?.site ?? (isKnown ? form.site : getOnlySite(model))
  const site = chosen.site && isKnown ? form.site : (tabSite?.id ?? fallbackSite)
  const tabPrefix = tabSite?.id === site ? prefixOfTab(tabSite, pageContext.tabUrl) : undefined
  const prefix = chosen.prefix
    ? form.prefix
    : (tabPrefix ?? (firstTimeDefaults?.site === site ? firstTimeDefaults.prefix : form.prefix))
  return { ...model, form: { ...form, site, prefix } }
}

/** Returns the tester's default site until the first run after the start of the browser. */
const getDefaultSite = ({ sites, run, isEdited, settings }: Model): string | undefined =>
  run === undefined && !isEdited ? sites.find(({ id }) => id === settings?.defaultSite)?.id : undefined

/** Returns the defaults of the policy for a tester who has never signed in. */
function getFirstTimeDefaults({ sites, form, isEdited, defaults }: Model): Model['defaults'] {
  const isFirst = !isEdited && form.userId === '' && sites.some(({ id }) => id === defaults?.site)
  return isFirst ? defaults : undefined
}

/** Keeps the last site until the companion has sent the sites. */
function getOnlySite({ sites, form, companion }: Model): string {
  const [only, ...others] = sites
  if (only !== undefined && others.length === 0) return only.id
  return companion.status === 'ready' ? '' : form.site
}
