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
    message: `Hubpass の不具合です: ${detail}`,
    remedy: '直前の操作とともにご報告ください。',
  }),
}
