// The script of a tester who has only Node: the POST, without checks and explanations.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'

const [qps, folder] = process.argv.slice(2)
const pem = name => readFileSync(join(folder, name))
const body = JSON.stringify({
  UserDirectory: 'DOMAIN',
  UserId: 'User1',
  Attributes: [],
  SessionId: randomUUID(),
})
const key = '0123456789abcdef'
const post = request(`${qps}/qps/session?xrfkey=${key}`, {
  method: 'POST',
  cert: pem('client.pem'),
  key: pem('client_key.pem'),
  ca: pem('root.pem'),
  headers: { 'X-Qlik-Xrfkey': key, 'Content-Type': 'application/json' },
})
post.on('response', async response => {
  let text = ''
  for await (const chunk of response) text += chunk
  console.log(text)
  if (response.statusCode !== 201) process.exitCode = 1
})
post.end(body)
