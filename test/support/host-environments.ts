import { getPathModule, type HostEnvironment } from '../../companion/install/environment.ts'
import type { FileSystem } from '../../companion/install/system.ts'
import { programFiles } from '../../companion/program-files.ts'

/** One environment of each platform, with realistic names. */
export const hostEnvironments = {
  linux: {
    platform: 'linux',
    userHome: '/home/jürgen',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    node: '/home/jürgen/.nvm/versions/node/v20/bin/node',
    programFolder: '/home/jürgen/Downloads',
  },
  darwin: {
    platform: 'darwin',
    userHome: '/Users/jürgen',
    env: { PATH: '/usr/bin' },
    node: '/opt/homebrew/bin/node',
    programFolder: '/Users/jürgen/Downloads',
  },
  win32: {
    platform: 'win32',
    userHome: 'C:\\Users\\Jürgen Groß',
    env: {
      LOCALAPPDATA: 'C:\\Users\\Jürgen Groß\\AppData\\Local',
      APPDATA: 'C:\\Users\\Jürgen Groß\\AppData\\Roaming',
      ProgramFiles: 'C:\\Program Files',
      'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    },
    node: 'C:\\Program Files\\nodejs\\node.exe',
    programFolder: 'D:\\Downloads',
  },
} satisfies Record<string, HostEnvironment>

export const hubpassHomes = {
  linux: '/home/jürgen/.config/hubpass',
  darwin: '/Users/jürgen/Library/Preferences/hubpass',
  win32: 'C:\\Users\\Jürgen Groß\\AppData\\Roaming\\hubpass\\Config',
}

export type PlatformName = keyof typeof hostEnvironments
export const platformNames: readonly PlatformName[] = ['linux', 'darwin', 'win32']

/** Puts the program where that machine downloaded it, each file with its name as content. */
export async function downloadProgram(machine: HostEnvironment, fileSystem: FileSystem): Promise<void> {
  for (const name of Object.values(programFiles))
    await fileSystem.write(getPathModule(machine).join(machine.programFolder, name), name, 0o644)
}
