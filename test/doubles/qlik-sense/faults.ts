import { RESPONSE_FAULTS, type ResponseFaultName } from './http/response-faults.ts'
import { TLS_FAULTS, type TlsFaultName } from './http/tls-faults.ts'

/** Every fault with its description. */
export const FAULTS = {
  ...RESPONSE_FAULTS,
  ...TLS_FAULTS,
  refused: { what: 'closes the port' },
} as const satisfies Record<string, { readonly what: string }>

export type FaultName = keyof typeof FAULTS

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(FAULTS, name)

export const isResponseFault = (name: FaultName): name is ResponseFaultName =>
  Object.hasOwn(RESPONSE_FAULTS, name)

export const isTlsFault = (name: FaultName): name is TlsFaultName => Object.hasOwn(TLS_FAULTS, name)
