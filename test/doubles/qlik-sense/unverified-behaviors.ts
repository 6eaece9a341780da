/** A behavior that is unconfirmed for real sites, with plausible values, the likeliest first. */
interface UnverifiedBehavior {
  readonly values: readonly [string, ...string[]]
  readonly why: string
  /** The section of docs/facts/qlik-sense.md. */
  readonly fact: string
}

export const UNVERIFIED_BEHAVIORS = {
  noClientCertificate: {
    values: ['http403', 'http403Page', 'tlsAlert'],
    why: 'users report 403; no source shows a rejection in TLS or the body',
    fact: 'Unknown 4, §1.5',
  },
  xsrfRefusal: {
    values: ['text', 'longText', 'page'],
    why: 'the message of the 403 is reported, its content type and context are not',
    fact: 'Unknown 5, §1.2',
  },
  xrfkeyOfWrongShape: {
    values: ['refuse403', 'refuse400', 'accept'],
    why: 'a key with another length or other characters may get another status or be accepted',
    fact: 'Unknown 5, §1.2',
  },
  unknownPrefixOnQps: {
    values: ['404', '400', '403', '500', 'accept'],
    why: 'no source describes an unknown virtual proxy on 4243',
    fact: 'Unknown 3, §1.5',
  },
  duplicateSessionId: {
    values: ['replace', 'keepFirst', 'refuse409', 'refuse400', 'refuse500'],
    why: 'no source describes a session id that is in use',
    fact: 'Unknown 1, §1.5',
  },
  identityRefusal: {
    values: ['500', '400', '400Json'],
    why: 'status 500 for an empty user, a missing property or bad JSON comes from a fake only',
    fact: 'Unknown 2, §1.5',
  },
  sessionIdAbsent: {
    values: ['refuse', 'generate'],
    why: 'a session without an id may be rejected or get a GUID',
    fact: 'Unknown 2, §1.4',
  },
  contentTypeNotJson: {
    values: ['accept', '415', '400'],
    why: 'whether the content type of a body is checked is unknown',
    fact: 'Unknown 2',
  },
  attributesTooLarge: {
    values: ['hub400', '400', '413', '500'],
    why: 'attributes are sent in a header of at most 16 KB; whether the POST or the hub fails is unknown',
    fact: '§1.3',
  },
  attributesWhenAbsent: {
    values: ['null', 'emptyList', 'absent'],
    why: 'the response for missing attributes is unknown',
    fact: 'Unknown 8, §1.4',
  },
  attributeShape: {
    values: ['asPosted', 'nameAndValue'],
    why: 'the wire format of condensed attributes is unknown',
    fact: 'Unknown 8, §1.4',
  },
  userNameInAnswers: {
    values: ['absent', 'null', 'userId'],
    why: 'clients handle a UserName that is present, null or absent',
    fact: 'Unknown 8, §1.4',
  },
  getUnknownSession: {
    values: ['200Null', '404', '404Null', '403'],
    why: 'old clients compare the body with null, a newer one reads the status',
    fact: 'Unknown 6, §1.5',
  },
  deleteSessionShape: {
    values: ['wrapped', 'bare'],
    why: 'two old clients read the ended session under the key Session',
    fact: 'Unknown 7, §1.4',
  },
  deleteUserShape: {
    values: ['bare', 'wrapped'],
    why: 'no source shows the items in the list of ended sessions',
    fact: 'Unknown 7, §1.3',
  },
  healthBody: {
    values: ['empty', 'json', 'text'],
    why: 'clients read only the status',
    fact: 'Unknown 9',
  },
  aliveUnderPrefix: {
    values: ['404', '200'],
    why: 'no source shows /qps/{vp}/alive',
    fact: 'Unknown 9, §1.3',
  },
  qrsUserRefusal: {
    values: ['403', '400', '401'],
    why: 'the message about a malformed X-Qlik-User is reported without its status',
    fact: '§4.1',
  },
  virtualProxyFields: {
    values: ['new', 'old'],
    why: 'older releases do not have the SameSite and Secure fields',
    fact: 'Unknown 10, §4.3',
  },
  cookieDefaults: {
    values: ['secure', 'secureLax', 'secureNone', 'plain'],
    why: 'the default Secure and SameSite settings of a virtual proxy are unknown',
    fact: 'Unknown 10, §3.6',
  },
  setCookieAgain: {
    values: ['no', 'yes', 'bare'],
    why: 'the proxy may set the cookie of an API session, with or without attributes',
    fact: 'Unknown 11',
  },
  clearsInvalidCookie: {
    values: ['no', 'yes'],
    why: 'whether the proxy clears an unknown session cookie is unknown',
    fact: 'Unknown 11, §3.2',
  },
  sessionCookieTwice: {
    values: ['first', 'last'],
    why: 'which of two cookies with one name counts is unknown',
    fact: 'not in the facts',
  },
  timerBeforeFirstUse: {
    values: ['runs', 'waits'],
    why: 'whether an unused session times out is unknown',
    fact: 'Unknown 12',
  },
  timerOnUse: {
    values: ['startsAgain', 'runsOn'],
    why: 'whether the inactivity timeout is sliding is unknown',
    fact: 'Unknown 12',
  },
  limitCounts: {
    values: ['usedSessions', 'allSessions'],
    why: 'whether an unused session counts toward the limit of five is unknown',
    fact: 'Unknown 12, §4.6',
  },
  sixthSession: {
    values: ['hubWorks', 'hubPage', 'hub403'],
    why: 'where it was observed, the limit came over the WebSocket while hub requests kept working',
    fact: '§4.6',
  },
  noAccessPass: {
    values: ['hubWorks', 'hubPage'],
    why: 'whether the hub or an app checks the license is unknown',
    fact: 'Unknown 15, §4.5',
  },
  unauthenticatedCall: {
    values: ['302', '401'],
    why: 'the response to a script without a valid cookie is unknown; one site sent 302',
    fact: 'Unknown 14, §3.2',
  },
  logoutUri: {
    values: ['withPrefix', 'withoutPrefix'],
    why: 'documented for the default virtual proxy only',
    fact: 'Unknown 16, §2.1',
  },
  logoutNeeds: {
    values: ['nothing', 'xrfkeyOrCsrfToken'],
    why: 'one client sends an xrfkey, another a csrf token',
    fact: '§2.2',
  },
  logoutClearsCookie: {
    values: ['no', 'yes'],
    why: 'whether the answer to a logout expires the session cookie is unknown',
    fact: 'Unknown 22, §2.2',
  },
  hostNotAccepted: {
    values: ['400', '403'],
    why: 'which status a host outside the allow list gets is unknown',
    fact: 'Unknown 18, §3.4',
  },
  antiCsrfCookie: {
    values: ['none', 'Abacaxi'],
    why: 'its name differs between sites and its default is unknown',
    fact: 'Unknown 19, §2.3',
  },
  csrfTokenBelongsTo: {
    values: ['session', 'virtualProxy'],
    why: 'one client uses a single token for all its sessions, with an unknown effect',
    fact: 'Unknown 23, §2.3',
  },
  webSocketWithoutSession: {
    values: ['mustAuthenticate', 'mustAuthenticateAndClose', '401', '403'],
    why: 'the message mustAuthenticate is documented; whether the handshake may fail instead is unknown',
    fact: 'Unknown 24, §2.4',
  },
  webSocketWithoutOrigin: {
    values: ['403', 'accept'],
    why: 'clients report that they have to send an Origin; the response without one is unknown',
    fact: 'Unknown 24, §2.3',
  },
  fatalGreeting: {
    values: ['afterIdentity', 'alone'],
    why: 'whether a WebSocket names the user before it refuses the session is unknown',
    fact: 'Unknown 25, §2.4',
  },
  socketOnSessionEnd: {
    values: ['notification', 'closeOnly'],
    why: 'which of the documented messages precedes the end of a WebSocket is unknown',
    fact: 'Unknown 25, §2.4',
  },
  changedUserAgent: {
    values: ['signedOut', 'socketError', 'ignored'],
    why: 'what the extended security environment does with another User-Agent is unknown',
    fact: 'Unknown 26, §3.6',
  },
  userDirectoryCase: {
    values: ['asSent', 'upperCased'],
    why: 'the case of the directory in /qps/user for API sessions is unknown',
    fact: 'not in the facts',
  },
} as const satisfies Record<string, UnverifiedBehavior>

export type BehaviorName = keyof typeof UNVERIFIED_BEHAVIORS

/** The chosen value of each behavior. */
export type Behaviors = {
  readonly [Name in BehaviorName]: (typeof UNVERIFIED_BEHAVIORS)[Name]['values'][number]
}

/** Returns the likeliest values, replaced by the chosen ones. */
export function selectBehaviors(chosen: Partial<Behaviors> = {}): Behaviors {
  const defaults = Object.entries(UNVERIFIED_BEHAVIORS).map(([name, { values }]) => [name, values[0]])
  return { ...Object.fromEntries(defaults), ...chosen } as Behaviors // one value for every name of the table
}

export const isBehaviorName = (name: string): name is BehaviorName =>
  Object.hasOwn(UNVERIFIED_BEHAVIORS, name)
