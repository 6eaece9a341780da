import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { readConfiguration } from '../../config/configuration.ts'
import { findDefaultSite } from '../../config/default-site.ts'

export const defaultSiteHelp = '(default: the site of "hubpass site use", or the only one)'

const siteHelp = `site id ${defaultSiteHelp}`

/**
 * Adds the arguments of a command for a site. The site may be left out, also if others follow, and
 * may be an option.
 */
export function addSiteArgument(command: Command, following?: [name: string, description: string]): Command {
  command.argument('[site]', siteHelp)
  if (following !== undefined) command.argument(`[${following[0]}]`, following[1])
  return command.option('-s, --site <id>', 'the same as an option')
}

/** The site of a command, and the argument that follows it. */
export interface SiteArguments {
  site: string
  following: string
}

/**
 * Returns the site that the arguments name, or else the default one. Throws BAD_REQUEST if there is
 * none, or if an argument is missing, and CONFIG_INVALID.
 */
export async function resolveSite(command: Command): Promise<SiteArguments> {
  const { site: option } = command.opts<{ site?: string }>()
  const [, followingArgument] = command.registeredArguments
  const given = command.args
  const count = followingArgument === undefined ? 0 : 1
  const hasSite = given.length > count || (await isOnlyASite(given, option, count))
  if (hasSite && option !== undefined)
    throw failure('BAD_REQUEST', {
      field: 'Site',
      received: option,
      expected: 'the site as an argument or with --site',
      problem: 'the site is given twice',
    })
  const [named, following] = hasSite ? given : [undefined, ...given]
  if (count > 0 && following === undefined)
    command.error(`error: missing required argument '${followingArgument?.name()}'`)
  return { site: named ?? option ?? (await requireDefaultSite()), following: following ?? '' }
}

/** Whether the only argument is a site, so that the one that follows is missing. */
async function isOnlyASite([only]: string[], option: string | undefined, count: number): Promise<boolean> {
  if (only === undefined || count === 0 || option !== undefined) return false
  const { sites } = await readConfiguration()
  return sites.some(({ id }) => id === only)
}

/** Returns the site that a command without a site uses. Throws BAD_REQUEST if there is none, and CONFIG_INVALID. */
export async function requireDefaultSite(): Promise<string> {
  const site = await findDefaultSite()
  if (site !== undefined) return site
  const { sites } = await readConfiguration()
  throw failure('BAD_REQUEST', {
    field: 'Site',
    received: '',
    expected:
      sites.length === 0
        ? 'a site: add one with "hubpass site add"'
        : 'a site id, or a default one: choose it with "hubpass site use"',
    problem: sites.length === 0 ? 'there is no site yet' : 'no site was named, and there are several',
  })
}
