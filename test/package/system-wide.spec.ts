import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findExecutable } from '../../scripts/setup/run-program.mjs'
import { policySkipReason } from '../support/managed-policy.ts'
import { companionProgram } from '../support/run-hubpass.ts'
import { shouldSkip } from '../support/skip-reasons.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

const reason =
  process.getuid?.() === 0 && findExecutable('setpriv') !== undefined
    ? policySkipReason()
    : 'needs root and setpriv'

/** Every command sees the machine with changes of its own. `$0` is a folder for them. */
const script = `set -e
for place in etc usr/local/lib usr/lib/mozilla; do
  mkdir -p "$0/$place" "$0/work/$place"
  mount -t overlay overlay -o "lowerdir=/$place,upperdir=$0/$place,workdir=$0/work/$place" "/$place"
done
list() { find /etc /usr/local/lib /usr/lib/mozilla -path '*hubpass*' | sort; }
nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent "$@"; }
umask 077
"$1" "$2" install --system --extension-id ${'a'.repeat(32)} >&2
echo "== installed"
list
echo "== of another user"
nobody "$1" /usr/local/lib/hubpass/companion/hubpass.mjs version
nobody cat /etc/chromium/native-messaging-hosts/hubpass.companion.json /usr/local/lib/hubpass/companion/hubpass-host
nobody ls /usr/local/lib/hubpass/companion/extension/manifest.json
echo "== refused"
nobody "$1" /usr/local/lib/hubpass/companion/hubpass.mjs install --system 2>&1 || echo "exit $?"
"$1" "$2" uninstall --system --yes >&2
echo "== removed"
list
`

it.skipIf(shouldSkip(reason))(
  'install --system installs for users who can read it, refuses other accounts, and leaves nothing behind',
  async () => {
    await using folder = await createTemporaryFolder('system-wide')
    const changes = join(folder.path, 'changes')
    mkdirSync(changes)
    const output = execFileSync(
      'unshare',
      ['--mount', 'sh', '-c', script, changes, process.execPath, companionProgram],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder.path } },
    )
    const [, installed = '', other = '', refused = '', removed = ''] = output.split(/^== .*\n/m)
    expect(installed.match(/.*hubpass\.companion\.json$/gm)).toEqual([
      '/etc/chromium/native-messaging-hosts/hubpass.companion.json',
      '/etc/opt/chrome/native-messaging-hosts/hubpass.companion.json',
      '/etc/opt/edge/native-messaging-hosts/hubpass.companion.json',
      '/usr/lib/mozilla/native-messaging-hosts/hubpass.companion.json',
    ])
    expect(other).toContain('"path": "/usr/local/lib/hubpass/companion/hubpass-host"')
    expect(other).toContain(`chrome-extension://${'a'.repeat(32)}/`)
    expect(other).toContain('/extension/manifest.json')
    expect(refused).toContain('not an administrator')
    expect(refused).toContain('exit 3')
    expect(removed).toBe('')
  },
)
