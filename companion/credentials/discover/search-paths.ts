import { homedir } from 'node:os'
import { join } from 'node:path'

/** The inputs of the search paths. */
export interface SearchEnvironment {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  userFolder: string
  workingFolder: string
  companionHome: string
}

/** Returns the environment of this process. */
export const currentSearchEnvironment = (companionHome: string): SearchEnvironment => ({
  platform: process.platform,
  env: process.env,
  userFolder: homedir(),
  workingFolder: process.cwd(),
  companionHome,
})

/**
 * Returns the folders that may contain exports, directly or one level below. These are the working
 * folder, the folder of the companion, the downloads, and the export folder of a Qlik Sense server
 * (docs/facts/qlik-sense.md §5.1).
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
