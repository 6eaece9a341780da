import { browser } from './browser.ts'
import { credential } from './credential.ts'
import { network } from './network.ts'
import { qlik } from './qlik.ts'
import { request } from './request.ts'
import { setup } from './setup.ts'

export { fragments } from './fragments.ts'

export const findings = {
  ...setup,
  ...request,
  ...credential,
  ...network,
  ...qlik,
  ...browser,
  INTERNAL: ({ detail }: { detail: string }) => ({
    message: `Hubpass hat einen Fehler gemacht: ${detail}.`,
    remedy: 'Bitte melden Sie ihn, und was Sie davor getan haben.',
  }),
}
