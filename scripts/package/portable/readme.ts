import type { NodeSystem } from '../node-programs.mjs'

/** A package that has a text about itself. */
export type DescribedPackage = NodeSystem | 'npm'

/** Returns the text that tells a tester what to do with a package. */
export function createReadme(kind: DescribedPackage, version: string): string {
  const { command, steps, upgrade, removal } = kind === 'npm' ? ofNpm : ofFolder(kind)
  return [
    `Hubpass ${version}`,
    '',
    'Signs testers in to Qlik Sense Enterprise on Windows through the session API.',
    '',
    ...[
      ...steps,
      `Run: ${command} install`,
      'The command prints the folder of the extension. Open the extensions page of the browser, turn on Developer mode, choose Load unpacked, and select that folder.',
      'The page Getting started opens. It shows the next step.',
    ].map((step, index) => `${index + 1}. ${step}`),
    '',
    `To upgrade, ${upgrade}, and choose Reload on the extensions page.`,
    `To remove Hubpass, run "${command} uninstall", remove the extension from the browser, and ${removal}.`,
    '',
  ].join('\n')
}

const ofNpm = {
  command: 'hubpass',
  steps: ['Install this package with npm: npm install --global FILE'],
  upgrade: 'install the new version with npm, run "hubpass install" again',
  removal: 'run "npm uninstall --global hubpass"',
}

const ofFolder = (system: NodeSystem) => ({
  command: system === 'windows-x64' ? '.\\hubpass.cmd' : './hubpass',
  steps: [
    'Move this folder to where it can stay. Browsers start the programs in it.',
    'Open a terminal in this folder.',
    ...(system.startsWith('macos') ? [quarantineStep] : []),
  ],
  upgrade: 'unpack the new version, run "install" in its folder in the same way, delete this folder',
  removal: 'delete this folder',
})

const quarantineStep =
  'Run: xattr -dr com.apple.quarantine . (macOS blocks downloaded programs that no known developer has signed.)'
