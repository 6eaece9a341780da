import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the places depend on. */
export interface Surroundings {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  userFolder: string
  workingFolder: string
  companionHome: string
}

/** Of this process. */
export const surroundings = (companionHome: string): Surroundings => ({
  platform: process.platform,
  env: process.env,
  userFolder: homedir(),
  workingFolder: process.cwd(),
  companionHome,
})

/**
 * Folders in which, or one level below which, people keep what they exported: where they work, where they put it for the
 * companion, where browsers put it, and on a server of Qlik Sense where Qlik itself puts it (qlik-sense-facts §5.1).
 */
export function placesToSearch(here: Surroundings): string[] {
  const programData = here.env.ProgramData ?? 'C:\\ProgramData'
  const exported = join(programData, 'Qlik', 'Sense', 'Repository', 'Exported Certificates')
  const usual = [here.workingFolder, here.companionHome, join(here.userFolder, 'Downloads')]
  return [...new Set(here.platform === 'win32' ? [...usual, exported] : usual)]
}
