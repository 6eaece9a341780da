import { checkTexts } from '#messages/checks/english'
import { escapeMarkdown } from '../../../util/markup.ts'

interface RuleTexts {
  /** What the rule asks for. */
  asked: string
  why: string
  fix: string
}

/** The checks that only a browser can run. A test compares them with their pages. */
const browserChecks: Record<string, RuleTexts> = {
  'B-1': {
    asked:
      'document.cookie in the page of the tab, if it shows the user on the virtual proxy and Hubpass may access the site. No visible cookie has the name of the session cookie, or contains its value.',
    why: 'A script that reads the session cookie can send the session to somebody else. One injected script on the page is enough.',
    fix: 'Qlik Sense has no setting for it. Look for what sets the cookie without HttpOnly, or copies its value: a session module, a reverse proxy or a script of the page.',
  },
  'B-2': {
    asked:
      'The session cookies that the browser stores for the virtual proxy of the tab. The browser is not restarted. None has an end (Expires or Max-Age). A browser that reopens the tabs of the last time may keep such cookies all the same.',
    why: 'A cookie with an end survives a restart. The next person at the computer may be signed in.',
    fix: 'Qlik Sense has no setting for it. Look for what sets the cookie with an end: a session module, a reverse proxy or another extension.',
  },
  'B-3': {
    asked:
      '/qps/user in a frame of another site. The frame is in a tab that Hubpass opens behind the others and closes again. Its data: page belongs to no site, so browsers treat what it frames as cross-site. - SameSite of the virtual proxy is None, and the frame has the session, as a mashup in a frame needs it. - SameSite is another, and the frame does not have the session, or Qlik Sense refuses to be framed: frame-ancestors or X-Frame-Options. It is undecided in these cases: - SameSite is None, and Qlik Sense refuses to be framed. - SameSite is None for the cookie too, and the browser blocks cookies of other sites. - The browser shows no such frame, for example because the policy of the page forbids it. Firefox shows /qps/user in a viewer of its own. If Hubpass does not know the setting of the virtual proxy, SameSite of the cookie counts.',
    why: 'A page that frames Qlik Sense with the session can trick the user into clicks. A mashup in a frame needs the session.',
    fix: 'Set the cookie as the virtual proxy is set, or change "SameSite attribute (https)" in the QMC: "Virtual proxies", section "Advanced". Sign in again afterwards. A reverse proxy or another extension may have changed the cookie.',
  },
  'B-4': {
    asked:
      'The header Cache-Control of the hub. Without no-store, Hubpass opens the hub in a tab behind the others, goes to another page and back, and closes the tab. No session is ended. A browser that shows the hub on "Back" without asking does not ask after a logout either. - Cache-Control has no-store. Browsers then store no answer, and drop the page once the cookie has gone. - Or the browser asks for the hub again on "Back".',
    why: 'After a logout, the next person at the computer can go back to what the browser has kept.',
    fix: 'Add Cache-Control: no-store to "Additional response headers" in the QMC: "Virtual proxies", section "Advanced".',
  },
  'B-5': {
    asked:
      '/qps/user in a private window that Hubpass opens behind the others and closes again. That needs "Allow in Incognito" in the settings of the extension, in Firefox "Run in Private Windows". The private window shows nobody or another user, and does not have the session cookie of the tab. It is undecided in these cases: - Hubpass may not use private windows. - The tab is in a private window. Private windows share their sessions. - The user has another session in the private windows.',
    why: 'Testers keep two users apart with a private window. A session in both mixes them up.',
    fix: 'Look for an extension that copies cookies, or for a reverse proxy that adds them or recognizes the user by something else than the session cookie.',
  },
  'B-6': {
    asked:
      'The cookies with the name of the session cookie that the browser sends to the virtual proxy. Of a parent domain, the browser reveals only the first one. There is one.',
    why: 'The server chooses one of several cookies of a name. A logout or sign-in may change another one.',
    fix: 'Delete the cookies of the site in the browser and sign in again. If a second one comes back, look for what sets it with another "Domain" or "Path": a session module, a reverse proxy or another extension.',
  },
}

/** By the first word of an item. */
const expectations: Record<string, RuleTexts> = {
  signIn: {
    asked: 'The user of the case signs in with the session API.',
    why: 'Without a sign-in, nothing else of the case can be checked.',
    fix: 'Follow the remedy of the result.',
  },
  refusedWith: {
    asked: 'The sign-in is refused with the finding that the plan names.',
    why: 'A user who must not get in is signed in, or is refused for another reason.',
    fix: 'Check the rules for this user, or correct the plan.',
  },
  identity: {
    asked: 'The hub reports the user whom the plan expects.',
    why: 'Under another name, a user sees the data of somebody else.',
    fix: 'Find out what changes the user: the virtual proxy or what is in front of it. Or correct the plan.',
  },
  hub: {
    asked: 'The hub of the virtual proxy opens without an error.',
    why: 'A user who is signed in, but gets an error page, cannot work.',
    fix: 'Open the hub as this user, for example with "hubpass open", and follow what the page says.',
  },
  cookie: {
    asked: 'The session cookie has the attributes that the plan expects.',
    why: 'They decide where a browser sends the session, and which scripts can read it.',
    fix: 'Change the session cookie of the virtual proxy in the QMC, or correct the plan.',
  },
  virtualProxy: {
    asked: 'The virtual proxy has the settings that the plan expects.',
    why: 'A setting concerns every user of the virtual proxy.',
    fix: 'Change the setting in the QMC, or correct the plan.',
  },
  browser: {
    asked: 'A browser opens the hub with the session, and the hub reports the user to it.',
    why: 'A browser can refuse a cookie with which a program works.',
    fix: 'Follow the remedy of the result. If only this item fails, look at the cookie and at scripts of the hub.',
  },
  checks: {
    asked: 'The browser and the checks of the case come to an end.',
    why: 'A check that did not end has found nothing.',
    fix: 'Follow the remedy of the result, and run the case again.',
  },
}

/** Returns the texts of a rule. Forges show the help beside a result. */
export function describeRule(id: string, title: string) {
  const [word = ''] = id.split('.')
  // An item of an edited journal may have the name of a property of each object.
  const expectation = Object.hasOwn(expectations, word) ? expectations[word] : undefined
  const browserCheck = Object.hasOwn(browserChecks, id) ? browserChecks[id] : undefined
  const { asked, why, fix } = expectation ?? browserCheck ?? readCheckTexts(id, title)
  const page = expectation === undefined ? `checks/${id.toLowerCase()}.md` : 'check/plan.md'
  const lines = [why, fix, `See docs/${page}.`].filter(line => line !== '')
  return {
    fullDescription: { text: asked },
    help: { text: lines.join('\n'), markdown: lines.map(escapeMarkdown).join('\n\n') },
  }
}

/** A journal of a newer Hubpass may have a check without texts here. */
function readCheckTexts(id: string, title: string): RuleTexts {
  const read = (part: string) => checkTexts[`check.${id}.${part}`] ?? ''
  return { asked: `${read('asked')} ${read('passWhen')}`.trim() || title, why: read('why'), fix: read('fix') }
}
