import type { Identity } from '../site/sessions.ts'
import { stableGuid, type VirtualProxy } from '../site/virtual-proxies.ts'

/** `NONE\anonymous<GUID>`, where the virtual proxy lets anonymous users in (docs/facts/qlik-sense.md §2.1). */
export const createAnonymousIdentity = ({
  anonymousAccessMode,
  prefix,
}: VirtualProxy): Identity | undefined =>
  anonymousAccessMode === 0
    ? undefined
    : { userDirectory: 'NONE', userId: `anonymous${stableGuid(`anonymous ${prefix}`)}` }
