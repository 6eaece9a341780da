/** A weakness of a site that exactly one session check finds. */
interface Defect {
  /** The check, numbered as in the catalog `session-cookie@1`. */
  readonly check: `SC-${number}`
  readonly what: string
}

/**
 * Every defect with its check. A hardened double without defects passes all checks. Each defect
 * changes what one check observes, and nothing that another check observes.
 */
export const DEFECTS = {
  cookieWithoutHttpOnly: { check: 'SC-01', what: 'sets the session cookie of a ticket without HttpOnly' },
  sameSiteSentTwice: {
    check: 'SC-02',
    what: 'sends SameSite=None and then the configured value in one Set-Cookie header',
  },
  cookieWithMaxAge: { check: 'SC-03', what: 'sets the session cookie with Max-Age' },
  secureSettingHidden: {
    check: 'SC-04',
    what: 'sets Secure, while QRS says that the virtual proxy does not',
  },
  cookieNameShared: {
    check: 'SC-05',
    what: 'gives the last linked virtual proxy the cookie name of the first one',
  },
  predictableIds: { check: 'SC-06', what: 'counts the session ids of tickets up' },
  unknownIdAccepted: {
    check: 'SC-07',
    what: 'signs in as INTERNAL\\sa_repository with an id that no session ever had',
  },
  plantedIdKept: {
    check: 'SC-08',
    what: 'gives the session of a ticket the id that the cookie of the request has',
  },
  idInQueryAccepted: {
    check: 'SC-09',
    what: 'accepts a session id as the value of any query parameter, without a cookie',
  },
  idInLogoutUri: { check: 'SC-10', what: 'repeats the session id in the logoutUri of /qps/user' },
  anonymousAgainstSetting: {
    check: 'SC-11',
    what: 'answers /qps/user without a cookie as for an anonymous user, which the settings do not allow',
  },
  logoutKeepsSession: { check: 'SC-12', what: 'answers 204 to a logout and keeps the sessions' },
  endKeepsSession: {
    check: 'SC-13',
    what: 'forgets a session that QPS ends, while the front end still accepts its cookie',
  },
  socketOutlivesSession: { check: 'SC-14', what: 'keeps the open WebSockets of a session that QPS ends' },
  logoutKeepsCookie: { check: 'SC-15', what: 'answers a logout without clearing the cookie' },
  sessionsNeverIdle: { check: 'SC-16', what: 'ends no session for inactivity' },
  usedSessionsNeverEnd: { check: 'SC-17', what: 'ends no session that is in use, however old it is' },
  longInactivityTimeout: { check: 'SC-18', what: 'has an inactivity timeout of one day' },
  sixthSessionAccepted: { check: 'SC-19', what: 'limits no parallel sessions' },
  sessionsSharedAcrossProxies: {
    check: 'SC-20',
    what: 'accepts a session on every virtual proxy, under the cookie name of each',
  },
  nodesShareSessions: { check: 'SC-21', what: 'accepts a session on a node that did not create it' },
  everyRepeatedCookieTried: {
    check: 'SC-22',
    what: 'tries each of several session cookies until one is valid',
  },
  frontEndIgnoresXrfkey: { check: 'SC-23', what: 'answers /qrs/ on the front end without an xrfkey' },
  forgedLogoutAccepted: { check: 'SC-24', what: 'accepts a logout without an xrfkey or a token' },
  webSocketOriginUnchecked: { check: 'SC-25', what: 'accepts a WebSocket from any origin' },
  webSocketTokenUnchecked: { check: 'SC-26', what: 'accepts a WebSocket without a token' },
  webSocketNamesOtherUser: { check: 'SC-27', what: 'names another user on the WebSocket' },
  webSocketOpenToAll: {
    check: 'SC-28',
    what: 'opens a WebSocket without a session cookie as a signed-in user',
  },
  accessPassRefused: { check: 'SC-29', what: 'connects every WebSocket with SESSION_ERROR_NO_LICENSE' },
  plainHttpServed: { check: 'SC-30', what: 'serves the front end over plain http too' },
  hstsOnPagesOnly: { check: 'SC-31', what: 'sends Strict-Transport-Security with pages only' },
  userInfoCacheable: { check: 'SC-32', what: 'lets caches keep /api/hub/v1/user/info' },
  corsReflectsOrigin: { check: 'SC-33', what: 'allows any origin to read answers with credentials' },
  hubFramedAnywhere: { check: 'SC-34', what: 'lets any page frame the hub' },
  anyHostAccepted: { check: 'SC-35', what: 'accepts any host name and repeats it in redirects' },
  anyTargetAccepted: { check: 'SC-36', what: 'returns a loginUri for a targetUri on any host' },
  clientBindingIgnored: {
    check: 'SC-37',
    what: 'accepts a session from another User-Agent, despite the extended security environment',
  },
  qpsWithoutCertificate: { check: 'SC-38', what: 'answers QPS without a client certificate' },
  certificateExpiresSoon: { check: 'SC-39', what: 'uses a server certificate that expires in three days' },
  releaseWithKnownHoles: {
    check: 'SC-40',
    what: 'is of a release with known holes that forge sessions (CVE-2023-41265, CVE-2023-41266)',
  },
} as const satisfies Record<string, Defect>

export type DefectName = keyof typeof DEFECTS

export const isDefectName = (name: string): name is DefectName => Object.hasOwn(DEFECTS, name)
