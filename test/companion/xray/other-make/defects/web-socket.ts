import type { Say } from '../engine.ts'
import type { Change } from '../other-make.ts'
import type { Defect } from './cookie.ts'

const named = { mustAuthenticate: false, userDirectory: 'CORP', userId: 'Maria' }

const toStrangers =
  (greet: (say: Say) => void): Change =>
  ({ engine }) => {
    const ask = engine.greetStranger.bind(engine)
    engine.greetStranger = (say, asked) => (asked.cookies.length === 0 ? greet(say) : ask(say, asked))
  }

const introduceAs =
  (params: object): Change =>
  ({ engine }) => {
    engine.introduce = say => say('OnAuthenticationInformation', params)
  }

const inState =
  (state: string): Change =>
  ({ engine }) => {
    engine.tellState = () => state
  }

export const webSocketDefects: readonly Defect[] = [
  [
    'SC-25',
    'any origin',
    ({ engine }) => {
      engine.acceptsOrigin = () => true
    },
  ],
  [
    'SC-25',
    'any origin, without a name',
    ({ engine }) => {
      engine.acceptsOrigin = () => true
      const introduce = engine.introduce.bind(engine)
      engine.introduce = (say, session, asked) => {
        if (asked.header('origin')?.includes('localhost') === true) introduce(say, session, asked)
      }
    },
  ],
  [
    'SC-26',
    'any token or none',
    ({ engine }) => {
      engine.acceptsToken = () => true
    },
  ],
  [
    'SC-26',
    'no token, but no wrong one',
    ({ engine }) => {
      const accepts = engine.acceptsToken.bind(engine)
      engine.acceptsToken = (asked, session) => !asked.query.has('qlik-csrf-token') || accepts(asked, session)
    },
  ],
  ['SC-27', 'another user', introduceAs({ ...named, userId: 'maria2' })],
  ['SC-27', 'another directory', introduceAs({ ...named, userDirectory: 'CORP2' })],
  ['SC-27', 'nobody', introduceAs({ mustAuthenticate: true })],
  ['SC-27', 'an anonymous user', introduceAs({ ...named, userDirectory: 'NONE' })],
  [
    'SC-28',
    'a user without a cookie',
    toStrangers(say => say('OnAuthenticationInformation', { ...named, userId: 'guest' })),
  ],
  [
    'SC-28',
    'an anonymous user against the setting',
    toStrangers(say => say('OnAuthenticationInformation', { ...named, userDirectory: 'NONE' })),
  ],
  [
    'SC-28',
    'an engine without a name',
    toStrangers(say => say('OnConnected', { qSessionState: 'SESSION_CREATED' })),
  ],
  ['SC-29', 'no license', inState('SESSION_ERROR_NO_LICENSE')],
  ['SC-29', 'a license to renew', inState('SESSION_ERROR_LICENSE_RENEW')],
  [
    'SC-29',
    'access denied after the name',
    ({ engine }) => {
      const introduce = engine.introduce.bind(engine)
      engine.introduce = (say, session, asked) => {
        introduce(say, session, asked)
        say('OnLicenseAccessDenied', { severity: 'fatal' })
      }
    },
  ],
]
