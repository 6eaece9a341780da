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
    message: `Hubpass a commis une erreur : ${detail}.`,
    remedy: 'Merci de la signaler, avec ce que vous avez fait avant.',
  }),
}
