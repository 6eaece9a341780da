import { type Answer, empty, escapeHtml, html, redirect, text } from '../http/answer.ts'
import { queryValue } from '../http/question.ts'
import type { Identity } from '../site/sessions.ts'
import type { ProxyCall } from './call.ts'
import { renderPage } from './page.ts'

/** GET `internal_forms_authentication/`: the form (qlik-sense-facts.md §3.2). */
export const loginForm = (call: ProxyCall): Answer =>
  targetOf(call) === undefined ? text(400, 'Missing parameters') : html(200, formPage())

/** POST of the fields `username` and `pwd`: back to the target with a ticket (qlik-sense-facts.md §3.2). */
export function logIn(call: ProxyCall): Answer {
  const target = targetOf(call)
  if (target === undefined) return text(400, 'Missing parameters')
  const identity = parseForm(call.question.body)
  if (!identity) return html(200, formPage('Write the user as DIRECTORY\\name and any password.'))
  const ticket = call.site.tickets.issue(call.virtualProxy.prefix, identity)
  return redirect(302, `${target}${target.includes('?') ? '&' : '?'}qlikTicket=${ticket}`)
}

/** GET `internal_windows_authentication/`: the browser is to answer with NTLM, which the double does not understand (qlik-sense-facts.md §3.2). */
export const challengeWindows = (): Answer => empty(401, { 'www-authenticate': 'NTLM' })

/** The proxy's redirect has a `targetId`, a `loginUri` a `targetUri` (qlik-sense-facts.md §2.1, §2.4 and §3.2). */
function targetOf({ question, site }: ProxyCall): string | undefined {
  const targetId = queryValue(question, 'targetId')
  return targetId === undefined ? queryValue(question, 'targetUri') : site.targets.find(targetId)
}

function parseForm(body: string): Identity | undefined {
  const fields = new URLSearchParams(body)
  const [userDirectory, userId, ...more] = (fields.get('username') ?? '').split('\\')
  return userDirectory && userId && more.length === 0 && fields.get('pwd')
    ? { userDirectory, userId }
    : undefined
}

const formPage = (problem = ''): string =>
  renderPage({
    title: 'Log in – Qlik Sense double',
    data: { page: 'login' },
    content: `<h1>Log in</h1>
${problem === '' ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
<form method="post">
<label>User <input name="username" autocomplete="off" placeholder="DIRECTORY\\name"></label>
<label>Password <input name="pwd" type="password" autocomplete="off"></label>
<button>Log in</button>
</form>`,
  })
