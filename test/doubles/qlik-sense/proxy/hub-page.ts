import { escapeHtml } from '../http/answer.ts'
import type { Identity } from '../site/sessions.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'
import { renderPage } from './page.ts'

/** Where a signed-in browser arrives. It names the user in the title, in `data-user` and for the eye. */
export function hubPage(identity: Identity, virtualProxy: VirtualProxy): string {
  const user = `${identity.userDirectory}\\${identity.userId}`
  return renderPage({
    title: `${user} – Qlik Sense double`,
    data: { user, 'virtual-proxy': virtualProxy.prefix },
    content: `<h1>Signed in as ${escapeHtml(user)}</h1>\n<dl>${rows(identity, virtualProxy).join('')}</dl>`,
  })
}

/** An app, at one of its sheets or not. It is there for everybody: what a real site shows to whom is its own affair. */
export const appPage =
  (app: string, place: readonly string[]) =>
  (identity: Identity, virtualProxy: VirtualProxy): string => {
    const user = `${identity.userDirectory}\\${identity.userId}`
    return renderPage({
      title: `App ${app} – Qlik Sense double`,
      data: { user, 'virtual-proxy': virtualProxy.prefix, app },
      content: `<h1>App ${escapeHtml(app)}</h1>\n<dl>${[row('Place', place.join('/') || 'overview'), ...rows(identity, virtualProxy)].join('')}</dl>`,
    })
  }

const rows = ({ userDirectory, userId, attributes = [] }: Identity, virtualProxy: VirtualProxy): string[] => [
  row('User directory', userDirectory),
  row('User id', userId),
  row('Attributes', attributes.map(([name, value]) => `${name} = ${value}`).join('\n') || 'none'),
  row('Virtual proxy', virtualProxy.prefix || 'default'),
  row('Session cookie', virtualProxy.sessionCookieHeaderName),
]

const row = (term: string, description: string): string =>
  `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(description).replaceAll('\n', '<br>')}</dd>`
