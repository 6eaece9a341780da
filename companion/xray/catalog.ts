import type { Check } from './check.ts'
import { cookieAttributeChecks } from './checks/cookie-attributes.ts'
import { crossSiteChecks } from './checks/cross-site.ts'
import { headerChecks } from './checks/headers.ts'
import { isolationChecks } from './checks/isolation.ts'
import { releaseChecks } from './checks/release.ts'
import { sessionEndChecks } from './checks/session-end.ts'
import { sessionIdChecks } from './checks/session-ids.ts'
import { sessionLeakChecks } from './checks/session-leaks.ts'
import { sessionLifeChecks } from './checks/session-life.ts'
import { sessionScopeChecks } from './checks/session-scope.ts'
import { threeWayChecks } from './checks/three-way-cookie.ts'
import { transportChecks } from './checks/transport.ts'
import { webSocketChecks } from './checks/web-socket.ts'

export const catalogName = 'session-cookie@1'

/** All checks in the order of their ids. */
export const catalog: readonly Check[] = [
  ...cookieAttributeChecks,
  ...headerChecks,
  ...isolationChecks,
  ...releaseChecks,
  ...sessionEndChecks,
  ...sessionIdChecks,
  ...sessionLifeChecks,
  ...transportChecks,
  ...webSocketChecks,
  ...sessionLeakChecks,
  ...crossSiteChecks,
  ...threeWayChecks,
  ...sessionScopeChecks,
].toSorted((one, other) => one.id.localeCompare(other.id))
