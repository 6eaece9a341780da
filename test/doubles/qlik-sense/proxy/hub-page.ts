import { escapeHtml } from '../http/response.ts'
import type { Identity } from '../site/sessions.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'
import { renderPage } from './render-page.ts'

/** Renders the hub page. It shows the user in the title, in `data-user` and as text. */
export function renderHubPage(identity: Identity, virtualProxy: VirtualProxy): string {
  const user = `${identity.userDirectory}\\${identity.userId}`
  return renderPage({
    title: `${user} – Qlik Sense double`,
    data: { user, 'virtual-proxy': virtualProxy.prefix },
    content: `<h1>Signed in as ${escapeHtml(user)}</h1>\n<dl>${renderRows(identity, virtualProxy).join('')}</dl>`,
  })
}

/** Renders an app or one of its sheets. Every user may open it. */
export const createAppPageRenderer =
  (app: string, path: readonly string[]) =>
  (identity: Identity, virtualProxy: VirtualProxy): string => {
    const user = `${identity.userDirectory}\\${identity.userId}`
    return renderPage({
      title: `App ${app} – Qlik Sense double`,
      data: { user, 'virtual-proxy': virtualProxy.prefix, app },
      content: `<h1>App ${escapeHtml(app)}</h1>\n<dl>${[renderRow('Place', path.join('/') || 'overview'), ...renderRows(identity, virtualProxy)].join('')}</dl>`,
    })
  }

const renderRows = (
  { userDirectory, userId, attributes = [] }: Identity,
  virtualProxy: VirtualProxy,
): string[] => [
  renderRow('User directory', userDirectory),
  renderRow('User id', userId),
  renderRow('Attributes', attributes.map(([name, value]) => `${name} = ${value}`).join('\n') || 'none'),
  renderRow('Virtual proxy', virtualProxy.prefix || 'default'),
  renderRow('Session cookie', virtualProxy.sessionCookieHeaderName),
]

const renderRow = (term: string, description: string): string =>
  `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(description).replaceAll('\n', '<br>')}</dd>`
