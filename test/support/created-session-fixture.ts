import type { CreatedSession } from '../../src/background/sessions/session-registry.ts'

/** Returns a registered session, by default of `DOMAIN\User1` on the default virtual proxy. */
export const createdSessionFixture = (more: Partial<CreatedSession> = {}): CreatedSession => ({
  sessionId: 'session-id-of-a-test',
  site: { id: 'acme', hub: 'https://qlik.test' },
  prefix: '',
  userDirectory: 'DOMAIN',
  userId: 'User1',
  storeId: '0',
  cookieName: 'X-Qlik-Session',
  createdAt: 0,
  replaced: [],
  ...more,
})
