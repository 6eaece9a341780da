import { negotiateVersion, protocolVersions } from '#protocol/versions'
import { companionVersion } from '../util/version.ts'
import type { CommandHandler } from './index.ts'

/** The greeting. Throws VERSION_MISMATCH when the two speak no common protocol. */
export const hello: CommandHandler<'hello'> = ({ protocol }) => {
  negotiateVersion({ extension: protocol, companion: protocolVersions })
  return {
    protocol: protocolVersions,
    companion: companionVersion,
    node: process.versions.node,
    platform: process.platform,
  }
}
