import { requestHub, requestQps, requestQrs } from '../client.ts'
import {
  addSession,
  COOKIES,
  type DefectCase,
  getCookieAttributes,
  getCookieValue,
  redeemTicket,
  whoIs,
} from './defect-case.ts'

const UNKNOWN_ID = '00000000-aaaa-4bbb-8ccc-dddddddddddd'

export const COOKIE_CASES = {
  cookieWithoutHttpOnly: {
    probe: async qlik => getCookieAttributes(await redeemTicket(qlik)),
    sound: 'Path=/; HttpOnly; Secure; SameSite=Lax',
    defective: 'Path=/; Secure; SameSite=Lax',
  },
  sameSiteSentTwice: {
    probe: async qlik => getCookieAttributes(await redeemTicket(qlik)),
    sound: 'Path=/; HttpOnly; Secure; SameSite=Lax',
    defective: 'Path=/; HttpOnly; Secure; SameSite=None; SameSite=Lax',
  },
  cookieWithMaxAge: {
    probe: async qlik => getCookieAttributes(await redeemTicket(qlik)),
    sound: 'Path=/; HttpOnly; Secure; SameSite=Lax',
    defective: 'Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=86400',
  },
  secureSettingHidden: {
    probe: async qlik => {
      const { json } = await requestQrs(qlik, "GET virtualproxyconfig/full?filter=prefix%20eq%20'sales'")
      const isSent = getCookieAttributes(await redeemTicket(qlik)).includes('Secure')
      return [Object(json)[0].hasSecureAttributeHttps, isSent]
    },
    sound: [true, true],
    defective: [false, true],
  },
  cookieNameShared: {
    probe: async qlik => {
      const { json } = await requestQrs(qlik, 'GET virtualproxyconfig/full')
      return Array.isArray(json) ? json.map(each => each.sessionCookieHeaderName).slice(0, 3) : json
    },
    sound: ['X-Qlik-Session', 'X-Qlik-Session-sales', 'X-Qlik-Session-portal'],
    defective: ['X-Qlik-Session', 'X-Qlik-Session-sales', 'X-Qlik-Session'],
  },
  predictableIds: {
    probe: async qlik => {
      const ids = [getCookieValue(await redeemTicket(qlik)), getCookieValue(await redeemTicket(qlik))]
      return new Set(ids.map(id => id.slice(0, -2))).size
    },
    sound: 2,
    defective: 1,
  },
  unknownIdAccepted: {
    probe: async qlik => {
      addSession(qlik)
      await requestQps(qlik, 'DELETE sales/session/good')
      return [await whoIs(qlik, { 'X-Qlik-Session-sales': UNKNOWN_ID }), await whoIs(qlik)]
    },
    sound: ['inactive', 'inactive'],
    defective: ['sa_repository', 'inactive'],
  },
  plantedIdKept: {
    probe: async qlik => {
      await redeemTicket(qlik, { 'X-Qlik-Session-sales': UNKNOWN_ID })
      return Object((await requestQps(qlik, `GET sales/session/${UNKNOWN_ID}`)).json).UserId
    },
    sound: undefined,
    defective: 'User1',
  },
  idInQueryAccepted: {
    probe: async qlik => {
      addSession(qlik)
      const path = '/sales/qps/user?X-Qlik-Session-sales=good'
      return [await whoIs(qlik, {}, { path }), await whoIs(qlik, {})]
    },
    sound: ['inactive', 'inactive'],
    defective: ['User1', 'inactive'],
  },
  idInLogoutUri: {
    probe: async qlik => {
      addSession(qlik)
      const { json } = await requestHub(qlik, '/sales/qps/user', COOKIES)
      return Object(json).logoutUri.replace(qlik.hub, '')
    },
    sound: '/sales/qps/user',
    defective: '/sales/qps/user?session=good',
  },
  anonymousAgainstSetting: {
    probe: async qlik => [
      Object((await requestHub(qlik, '/sales/qps/user')).json).userDirectory,
      Object((await requestHub(qlik, '/sales/qps/user', COOKIES)).json).userDirectory,
    ],
    sound: [undefined, undefined],
    defective: ['NONE', undefined],
  },
  everyRepeatedCookieTried: {
    probe: async qlik => {
      addSession(qlik)
      const send = (...ids: string[]) =>
        whoIs(qlik, {}, { headers: { cookie: ids.map(id => `X-Qlik-Session-sales=${id}`).join('; ') } })
      return [await send('bad', 'good'), await send('good', 'bad')]
    },
    sound: ['inactive', 'User1'],
    defective: ['User1', 'User1'],
  },
} satisfies Record<string, DefectCase>
