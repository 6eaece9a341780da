import { createSecureContext } from 'node:tls'
import type { Endpoint } from '../../companion/qlik/http/endpoint.ts'

export const fakeEndpoint: Endpoint = {
  host: 'qlik.acme.com',
  port: 4243,
  address: 'qlik.acme.com:4243',
  secureContext: createSecureContext(),
  fingerprint: 'none',
}
