import * as v from 'valibot'
import type { Identity } from '../site/sessions.ts'
import { stableGuid } from '../site/virtual-proxies.ts'

const RequestSchema = v.object({
  id: v.number(),
  method: v.string(),
  handle: v.optional(v.number(), -1),
  params: v.optional(v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]), []),
})

type Params = readonly unknown[]
type Method = (params: Params, identity: Identity) => object

/** The apps that every user sees. */
export const APPS = ['Sales', 'Finance'].map(name => ({ qDocName: name, qDocId: stableGuid(`app ${name}`) }))

const openDoc = (id: unknown): object => ({ qReturn: { qType: 'Doc', qHandle: 1, qGenericId: String(id) } })

/** Enough of the engine for public clients to connect and to open an app. */
const METHODS: Record<string, Method> = {
  EngineVersion: () => ({ qVersion: { qComponentVersion: '12.2677.0' } }),
  ProductVersion: () => ({ qReturn: '14.0' }),
  GetDocList: () => ({ qDocList: APPS }),
  GetAuthenticatedUser: (_, { userDirectory, userId }) => ({
    qReturn: `UserDirectory=${userDirectory}; UserId=${userId}`,
  }),
  GetProgress: () => ({
    qProgressData: { qStarted: false, qFinished: true, qCompleted: 0, qTotal: 0, qKB: 0 },
  }),
  OpenDoc: ([id]) => openDoc(id),
  GetActiveDoc: () => openDoc(APPS[0]?.qDocId),
  CreateSessionApp: () => ({ qSessionAppId: 'SessionApp_1', ...openDoc('SessionApp_1') }),
  GetAppLayout: () => ({ qLayout: { qTitle: APPS[0]?.qDocName, qFileName: APPS[0]?.qDocId } }),
}

const APP_NOT_FOUND = { code: 1003, parameter: 'App not found', message: 'App not found' }

/** Answers a JSON-RPC request, or returns nothing for what is none. */
export function answerRpc(frame: string, identity: Identity): object | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RequestSchema), frame)
  if (!parsed.success) return undefined
  const { id, method, params } = parsed.output
  const run = METHODS[method]
  const list = Array.isArray(params) ? params : Object.values(params)
  if (!run)
    return { jsonrpc: '2.0', id, error: { code: -32601, parameter: method, message: 'Method not found' } }
  const isMissing = method === 'OpenDoc' && !APPS.some(({ qDocId }) => qDocId === list[0])
  return { jsonrpc: '2.0', id, ...(isMissing ? { error: APP_NOT_FOUND } : { result: run(list, identity) }) }
}
