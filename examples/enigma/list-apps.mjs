import enigma from 'enigma.js'
import schema from 'enigma.js/schemas/12.2015.0.json' with { type: 'json' }
import { signIn } from 'hubpass'
import { connectToEngine } from 'hubpass/enigma'

const session = await signIn({ site: 'acme', prefix: 'sales', user: 'TESTING\\anna' })
try {
  const engine = enigma.create({ schema, ...(await connectToEngine(session)) })
  const global = await engine.open()
  console.log(await global.getAuthenticatedUser()) // UserDirectory=TESTING; UserId=anna
  for (const { qDocId, qDocName } of await global.getDocList()) console.log(qDocId, qDocName)
  await engine.close()
} finally {
  await session.end()
}
