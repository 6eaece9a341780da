import type { Command } from '#protocol/commands'
import { negotiateVersion, protocolVersions } from '#protocol/versions'
import { readConfiguration } from '../config/configuration.ts'
import { getHomeFolder } from '../config/home.ts'
import { readHostEnvironment } from '../install/environment.ts'
import { findExtension, listExtensionFolders } from '../install/extension/find-extension.ts'
import { rememberLoadedVersion } from '../install/extension/loaded-version.ts'
import { readInvocation } from '../install/invocation.ts'
import { nodeSystem } from '../install/node-system.ts'
import { getInstallPaths } from '../install/plan.ts'
import { companionVersion } from '../util/version.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Returns versions and platform. Throws VERSION_MISMATCH if both sides share no protocol version.
 */
const hello: CommandHandler<'hello'> = async ({ protocol, extension }) => {
  negotiateVersion({ extension: protocol, companion: protocolVersions })
  const [extensionFolder, invocation] = await Promise.all([meetExtension(extension), readInvocation()])
  return {
    protocol: protocolVersions,
    companion: companionVersion,
    node: process.versions.node,
    platform: process.platform,
    ...(extensionFolder === undefined ? {} : { extensionFolder }),
    ...(invocation === undefined ? {} : { invocation }),
  }
}

/** Stores the version of the extension. Returns the folder from which browsers load it. */
async function meetExtension(version: string) {
  const machine = readHostEnvironment()
  const { loadedVersion } = getInstallPaths(await getHomeFolder(), machine)
  await rememberLoadedVersion(version, loadedVersion, nodeSystem)
  return findExtension(listExtensionFolders(machine), nodeSystem.fileSystem)
}

/** Returns the configured sites without what stays with the companion. Throws CONFIG_INVALID. */
const sites: CommandHandler<'sites'> = async () => {
  const configuration = await readConfiguration()
  return {
    sites: configuration.sites.map(({ id, hub, sessionIds }) => ({
      ...{ id, hub },
      ...(sessionIds === undefined ? {} : { sessionIds }),
    })),
  }
}

/** Cancels another request, which then answers with CANCELLED itself. */
const cancel: CommandHandler<'cancel'> = ({ request }, context) => ({
  cancelled: context.cancel(request),
})

/**
 * Every command. Commands that need TLS are loaded on first use, so that `hello` answers at once.
 */
export const handlers: { [C in Command]: CommandHandler<C> } = {
  hello,
  sites,
  checkCredential: async (...args) => (await import('./queries.ts')).checkCredential(...args),
  createSession: async (...args) => (await import('./create-session.ts')).createSession(...args),
  endSession: async (...args) => (await import('./end-session.ts')).endSession(...args),
  virtualProxies: async (...args) => (await import('./queries.ts')).virtualProxies(...args),
  sessions: async (...args) => (await import('./queries.ts')).sessions(...args),
  verifySession: async (...args) => (await import('./verify-session.ts')).verifySession(...args),
  askEngine: async (...args) => (await import('./ask-engine.ts')).askEngine(...args),
  recognizeSessions: async (...args) => (await import('./recognize-sessions.ts')).recognizeSessions(...args),
  users: async (...args) => (await import('./users.ts')).users(...args),
  userAccess: async (...args) => (await import('./user-access.ts')).userAccess(...args),
  logOut: async (...args) => (await import('./log-out.ts')).logOut(...args),
  addSite: async (...args) => (await import('./add-site.ts')).addSite(...args),
  removeSite: async (...args) => (await import('./remove-site.ts')).removeSite(...args),
  checkHub: async (...args) => (await import('./check-hub.ts')).checkHub(...args),
  checkSite: async (...args) => (await import('./check-site.ts')).checkSite(...args),
  xray: async (...args) => (await import('./xray.ts')).xray(...args),
  cancel,
}
