import { check } from 'k6'
import { SharedArray } from 'k6/data'
import exec from 'k6/execution'
import http from 'k6/http'

/**
 * The file that `hubpass sessions make --format k6` has made. Every machine has all of it.
 * @type {{ userDirectory: string, userId: string, session: { url: string, name: string, value: string, jar: object } }[]}
 */
const sessions = new SharedArray('sessions', () => JSON.parse(open('./material/sessions.1.json')))

// One virtual user for each session, however many machines share them.
export const options = { vus: sessions.length, duration: '1m' }

const path = __ENV.PREFIX ? `${__ENV.PREFIX}/qps/user` : 'qps/user'

export default function whoAmI() {
  const { userDirectory, userId, session } = sessions[exec.vu.idInTest - 1]
  const jar = http.cookieJar()
  jar.set(session.url, session.name, session.value, session.jar)
  const response = http.get(`${session.url}${path}`, { jar })
  check(response, {
    'is signed in as its user': ({ status, body }) => {
      const user = status === 200 ? JSON.parse(String(body)) : {}
      return user.userDirectory === userDirectory && user.userId === userId
    },
  })
}
