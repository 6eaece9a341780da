import { getQueryValue } from '../http/request.ts'
import { empty, escapeHtml, html, type OutgoingResponse, redirect, text } from '../http/response.ts'
import type { Identity } from '../site/sessions.ts'
import type { ProxyContext } from './context.ts'
import { renderPage } from './render-page.ts'

/** Handles GET `internal_forms_authentication/`: the form (docs/facts/qlik-sense.md §3.2). */
export const serveLoginForm = (context: ProxyContext): OutgoingResponse =>
  findTarget(context) === undefined ? text(400, 'Missing parameters') : html(200, renderLoginForm())

/**
 * Handles the POST of `username` and `pwd`: redirects to the target with a ticket
 * (docs/facts/qlik-sense.md §3.2).
 */
export function handleLogin(context: ProxyContext): OutgoingResponse {
  const target = findTarget(context)
  if (target === undefined) return text(400, 'Missing parameters')
  const identity = parseForm(context.request.body)
  if (!identity) return html(200, renderLoginForm('Write the user as DIRECTORY\\name and any password.'))
  const ticket = context.site.tickets.issue(context.virtualProxy.prefix, identity)
  return redirect(302, `${target}${target.includes('?') ? '&' : '?'}qlikTicket=${ticket}`)
}

/**
 * Handles GET `internal_windows_authentication/` with an NTLM challenge, which the double cannot
 * verify (docs/facts/qlik-sense.md §3.2).
 */
export const challengeWindows = (): OutgoingResponse => empty(401, { 'www-authenticate': 'NTLM' })

/**
 * Returns the target: the proxy's redirect has a `targetId`, a `loginUri` has a `targetUri`
 * (docs/facts/qlik-sense.md §2.1, §2.4 and §3.2).
 */
function findTarget({ request, site }: ProxyContext): string | undefined {
  const targetId = getQueryValue(request, 'targetId')
  return targetId === undefined ? getQueryValue(request, 'targetUri') : site.targets.find(targetId)
}

function parseForm(body: string): Identity | undefined {
  const fields = new URLSearchParams(body)
  const [userDirectory, userId, ...more] = (fields.get('username') ?? '').split('\\')
  return userDirectory && userId && more.length === 0 && fields.get('pwd')
    ? { userDirectory, userId }
    : undefined
}

const renderLoginForm = (problem = ''): string =>
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
