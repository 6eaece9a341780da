import { getHost, isHttps } from '../site.ts'
import { type CookieFormat, type PortableSession, writeJson } from './format.ts'

/**
 * The connection and login settings of a script. The session id is the password of a user, which
 * gopherciser masks in its logs. It sends no Origin of its own, which Qlik Sense requires since November
 * 2024.
 */
export const gopherciser = {
  label: 'gopherciser',
  extension: 'json',
  write: session =>
    writeJson({
      connectionSettings: createConnection(session),
      loginSettings: {
        type: 'userlist',
        settings: {
          userlist: [
            {
              username: session.user.userId,
              directory: session.user.userDirectory,
              password: session.cookie.value,
            },
          ],
        },
      },
    }),
  many: {
    extension: 'txt',
    write: sessions =>
      sessions.map(({ user, cookie }) => `${user.userId};${user.userDirectory};${cookie.value}\n`).join(''),
    writeSettings: (session, filename) =>
      writeJson({
        connectionSettings: createConnection(session),
        loginSettings: { type: 'fromfile', settings: { filename } },
      }),
    findObstacle: ({ user }) =>
      `${user.userDirectory}${user.userId}`.includes(';')
        ? 'gopherciser ends a user and a directory at ";"'
        : undefined,
  },
} as const satisfies CookieFormat

const createConnection = ({ cookie, hub, prefix }: PortableSession) => {
  const port = /:(\d+)$/.exec(hub)?.[1]
  return {
    mode: 'ws',
    server: getHost(hub),
    ...(port === undefined ? {} : { port: Number(port) }),
    virtualproxy: prefix,
    security: isHttps(hub),
    allowuntrusted: false,
    headers: { Cookie: `${cookie.name}={{.Password}}`, Origin: hub },
  }
}
