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
    why: 'users report 403, nobody shows a refusal by TLS; its body is not known',
    fact: 'Unknown 4, §1.5',
  },
  xsrfRefusal: {
    values: ['text', 'longText', 'page'],
    why: 'the words of the 403 are reported, not its content type and what surrounds them',
    fact: 'Unknown 5, §1.2',
  },
  xrfkeyOfWrongShape: {
    values: ['refuse403', 'refuse400', 'accept'],
    why: 'a key of another length or with other characters may get another status, or pass',
    fact: 'Unknown 5, §1.2',
  },
  unknownPrefixOnQps: {
    values: ['404', '400', '403', '500', 'accept'],
    why: 'nothing was found about a virtual proxy that does not exist on 4243',
    fact: 'Unknown 3, §1.5',
  },
  duplicateSessionId: {
    values: ['replace', 'keepFirst', 'refuse409', 'refuse400', 'refuse500'],
    why: 'nothing was found about a session id that is in use',
    fact: 'Unknown 1, §1.5',
  },
  identityRefusal: {
    values: ['500', '400', '400Json'],
    why: 'an empty user, a missing property or bad JSON: 500 and its text come from a fake only',
    fact: 'Unknown 2, §1.5',
  },
  sessionIdAbsent: {
    values: ['refuse', 'generate'],
    why: 'a session without an id may be refused or get a GUID',
    fact: 'Unknown 2, §1.4',
  },
  contentTypeNotJson: {
    values: ['accept', '415', '400'],
    why: 'whether the content type of a body is looked at',
    fact: 'Unknown 2',
  },
  attributesTooLarge: {
    values: ['hub400', '400', '413', '500'],
    why: 'attributes travel in a header of 16 KB at most; whether the POST or the hub fails is not said',
    fact: '§1.3',
  },
  attributesWhenAbsent: {
    values: ['null', 'emptyList', 'absent'],
    why: 'what an answer has for attributes that were not sent',
    fact: 'Unknown 8, §1.4',
  },
  attributeShape: {
    values: ['asPosted', 'nameAndValue'],
    why: 'the condensed attribute on the wire',
    fact: 'Unknown 8, §1.4',
  },
  userNameInAnswers: {
    values: ['absent', 'null', 'userId'],
    why: 'clients handle UserName being there, null and absent',
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
    why: 'the elements of the list of ended sessions are not shown',
    fact: 'Unknown 7, §1.3',
  },
  healthBody: {
    values: ['empty', 'json', 'text'],
    why: 'only the status is read by clients',
    fact: 'Unknown 9',
  },
  aliveUnderPrefix: {
    values: ['404', '200'],
    why: '/qps/{vp}/alive was found nowhere',
    fact: 'Unknown 9, §1.3',
  },
  qrsUserRefusal: {
    values: ['403', '400', '401'],
    why: 'the words about a malformed X-Qlik-User are reported without their status',
    fact: '§4.1',
  },
  virtualProxyFields: {
    values: ['new', 'old'],
    why: 'older releases do not have the SameSite and Secure fields',
    fact: 'Unknown 10, §4.3',
  },
  cookieDefaults: {
    values: ['secure', 'secureLax', 'secureNone', 'plain'],
    why: 'the Secure and SameSite settings that a new virtual proxy has',
    fact: 'Unknown 10, §3.6',
  },
  setCookieAgain: {
    values: ['no', 'yes', 'bare'],
    why: 'the proxy may set the cookie of an API session itself, with its attributes or with none',
    fact: 'Unknown 11',
  },
  clearsInvalidCookie: {
    values: ['no', 'yes'],
    why: 'whether an unknown session id is taken out of the browser',
    fact: 'Unknown 11, §3.2',
  },
  sessionCookieTwice: {
    values: ['first', 'last'],
    why: 'which of two cookies of one name counts',
    fact: 'not in the facts',
  },
  timerBeforeFirstUse: {
    values: ['runs', 'waits'],
    why: 'whether a session that was never used times out',
    fact: 'Unknown 12',
  },
  timerOnUse: {
    values: ['startsAgain', 'runsOn'],
    why: 'whether the inactivity timeout is sliding',
    fact: 'Unknown 12',
  },
  limitCounts: {
    values: ['usedSessions', 'allSessions'],
    why: 'whether a session that was never used is one of the five',
    fact: 'Unknown 12, §4.6',
  },
  sixthSession: {
    values: ['hubWorks', 'hubPage', 'hub403'],
    why: 'the limit came over the WebSocket where it was seen, while hub calls went on working',
    fact: '§4.6',
  },
  noAccessPass: {
    values: ['hubWorks', 'hubPage'],
    why: 'whether the licence is looked at when the hub or when an app opens',
    fact: 'Unknown 15, §4.5',
  },
  unauthenticatedCall: {
    values: ['302', '401'],
    why: 'what a call of a script gets without a good cookie; 302 was seen on one site',
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
  hostNotAccepted: {
    values: ['400', '403'],
    why: 'when the host allow list gives which',
    fact: 'Unknown 18, §3.4',
  },
  antiCsrfCookie: {
    values: ['none', 'Abacaxi'],
    why: 'its name differs between sites and its default is not known',
    fact: 'Unknown 19, §2.3',
  },
  userDirectoryCase: {
    values: ['asSent', 'upperCased'],
    why: 'how /qps/user spells the directory of a session that was made through the API',
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
