import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { createSigner } from '../../scripts/package/signing.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const time = new Date('2026-01-02T03:04:05Z')

/** Writes the passphrase that it gets and the names of the files beside its output. */
const program = `#!/bin/sh
for out; do :; done
{ cat "$5"; echo; ls "$(dirname "$out")"; } > "$out"
`

it.skipIf(process.platform === 'win32')(
  'the passphrase is in no file while the program signs, which may be killed',
  async () => {
    await using folder = await createTemporaryFolder('signing')
    writeFileSync(join(folder.path, 'osslsigncode'), program)
    chmodSync(join(folder.path, 'osslsigncode'), 0o755)
    const pfx = join(folder.path, 'sign.pfx')
    writeFileSync(pfx, '')
    vi.stubEnv('PATH', `${folder.path}${delimiter}${process.env.PATH}`)
    const sign = createSigner(pfx, time, { HUBPASS_SIGN_PASSPHRASE: 'of this test' })
    vi.unstubAllEnvs()
    expect(Buffer.from(sign(Buffer.from('MZ'))).toString()).toBe('of this test\nin\nout\n')
  },
)

it('a certificate that cannot be read is an error before any artifact is made', () => {
  expect(() => createSigner('/none/sign.pfx', time)).toThrow('/none/sign.pfx cannot be read. Correct --sign.')
})
