import type { HostEnvironment } from '../../companion/install/environment.ts'

/** One environment of each platform, with realistic names. */
export const hostEnvironments = {
  linux: {
    platform: 'linux',
    userHome: '/home/jürgen',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    node: '/home/jürgen/.nvm/versions/node/v20/bin/node',
    program: '/home/jürgen/Downloads/hubpass.mjs',
  },
  darwin: {
    platform: 'darwin',
    userHome: '/Users/jürgen',
    env: { PATH: '/usr/bin' },
    node: '/opt/homebrew/bin/node',
    program: '/Users/jürgen/Downloads/hubpass.mjs',
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
    program: 'D:\\Downloads\\hubpass.mjs',
  },
} satisfies Record<string, HostEnvironment>

export const hubpassHomes = {
  linux: '/home/jürgen/.config/hubpass',
  darwin: '/Users/jürgen/Library/Preferences/hubpass',
  win32: 'C:\\Users\\Jürgen Groß\\AppData\\Roaming\\hubpass\\Config',
}

export type PlatformName = keyof typeof hostEnvironments
export const platformNames: readonly PlatformName[] = ['linux', 'darwin', 'win32']
