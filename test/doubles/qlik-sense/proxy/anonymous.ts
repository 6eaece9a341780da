import type { Identity } from '../site/sessions.ts'
import { stableGuid, type VirtualProxy } from '../site/virtual-proxies.ts'

/**
 * Creates `NONE\anonymous<GUID>` if the virtual proxy allows anonymous users
 * (docs/facts/qlik-sense.md §2.1).
 */
export const createAnonymousIdentity = ({
  anonymousAccessMode,
  prefix,
}: VirtualProxy): Identity | undefined =>
  anonymousAccessMode === 0
    ? undefined
    : { userDirectory: 'NONE', userId: `anonymous${stableGuid(`anonymous ${prefix}`)}` }
