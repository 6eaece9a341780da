import type { CreatedSession } from '../../src/background/sessions/session-registry.ts'

/**
 * Returns an entry of the session registry, by default for `DOMAIN\User1` on the default virtual
 * proxy.
 */
export const createdSessionFixture = (more: Partial<CreatedSession> = {}): CreatedSession => ({
  sessionId: 'session-id-of-a-test',
  site: { id: 'acme', hub: 'https://qlik.test' },
  prefix: '',
  userDirectory: 'DOMAIN',
  userId: 'User1',
  storeId: '0',
  cookieName: 'X-Qlik-Session',
  madeAt: 0,
  replaced: [],
  ...more,
})
