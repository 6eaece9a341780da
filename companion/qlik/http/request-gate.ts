import type { RequestOptions } from './endpoint.ts'

/** Resolves when a request may go out. It must not reject. */
type RequestGate = (options: Pick<RequestOptions, 'signal' | 'hasOwnConnections'>) => Promise<void>

let gate: RequestGate | undefined

/** Lets each request to Qlik Sense wait at a gate from now on. Without one, nothing waits. */
export function setRequestGate(passGate: RequestGate): void {
  gate = passGate
}

/** Returns undefined if there is no gate. */
export const waitAtGate: (...of: Parameters<RequestGate>) => Promise<void> | undefined = options =>
  gate?.(options)
