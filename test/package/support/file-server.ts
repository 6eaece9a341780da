import { createServer } from 'node:http'

export interface FileServer extends AsyncDisposable {
  url: string
  /** The content by path, such as `updates.xml`, which the server has from now on. */
  files: Map<string, Uint8Array>
}

/** Starts a server on this machine that has files to install. */
export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, Uint8Array>()
  const server = createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1')
    const content = files.get(pathname.slice(1))
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': toType(pathname) }).end(content)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    files,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const types: Record<string, string> = {
  crx: 'application/x-chrome-extension',
  xml: 'text/xml',
  xpi: 'application/x-xpinstall',
}

const toType = (path: string): string => types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
