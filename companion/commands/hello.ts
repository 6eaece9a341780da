import { commonVersion, protocolVersions } from '#protocol/versions'
import { companionVersion } from '../version.ts'
import type { Handler } from './index.ts'

/** The greeting. Throws VERSION_MISMATCH when the two speak no common protocol. */
export const hello: Handler<'hello'> = ({ protocol }) => {
  commonVersion({ extension: protocol, companion: protocolVersions })
  return {
    protocol: protocolVersions,
    companion: companionVersion,
    node: process.versions.node,
    platform: process.platform,
  }
}
