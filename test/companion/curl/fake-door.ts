import { createSecureContext } from 'node:tls'
import type { Door } from '../../../companion/qps/exchange.ts'

export const fakeDoor: Door = {
  host: 'qlik.acme.com',
  port: 4243,
  address: 'qlik.acme.com:4243',
  secureContext: createSecureContext(),
  fingerprint: 'none',
}
