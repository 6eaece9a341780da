import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the places depend on. */
export interface SearchEnvironment {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  userFolder: string
  workingFolder: string
  companionHome: string
}

/** Of this process. */
export const currentSearchEnvironment = (companionHome: string): SearchEnvironment => ({
  platform: process.platform,
  env: process.env,
  userFolder: homedir(),
  workingFolder: process.cwd(),
  companionHome,
})

/**
 * Folders in which, or one level below which, people keep what they exported: where they work, where they put it for the
 * companion, where browsers put it, and on a server of Qlik Sense where Qlik itself puts it (docs/facts/qlik-sense.md §5.1).
 */
export function searchPaths(environment: SearchEnvironment): string[] {
  const programData = environment.env.ProgramData ?? 'C:\\ProgramData'
  const exportFolder = join(programData, 'Qlik', 'Sense', 'Repository', 'Exported Certificates')
  const folders = [
    environment.workingFolder,
    environment.companionHome,
    join(environment.userFolder, 'Downloads'),
  ]
  return [...new Set(environment.platform === 'win32' ? [...folders, exportFolder] : folders)]
}
