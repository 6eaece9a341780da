import { getHomeFolder } from '../../config/home.ts'
import { findBrowsers } from '../../install/browsers/find-browsers.ts'
import { locationsOn } from '../../install/browsers/index.ts'
import { type HostEnvironment, readHostEnvironment } from '../../install/environment.ts'
import { readRecord } from '../../install/install-record.ts'
import { nodeSystem } from '../../install/node-system.ts'
import { getInstallPaths } from '../../install/plan.ts'
import { getSystemFolder } from '../../install/system-wide.ts'
import { findWarnings } from '../../install/warnings/index.ts'
import type { Check } from '../check.ts'
import { createBrowserChecks } from './browsers.ts'
import { createCompanionChecks } from './companion.ts'
import { configurationCheck } from './configuration.ts'
import { environmentCheck } from './environment.ts'
import { extensionCheck } from './extension.ts'
import { homeCheck } from './home.ts'
import { findInstallation } from './installation.ts'
import { rightsCheck } from './rights.ts'

/** Returns the checks of this machine, which do not depend on a site. */
export const createMachineChecks = (): Check[] => [
  configurationCheck,
  homeCheck,
  // Windows has no such file rights. There, the profile folder belongs to its owner.
  ...(process.platform === 'win32' ? [] : [rightsCheck]),
  environmentCheck,
  {
    id: 'installation',
    title: 'Installation',
    run: async () => {
      const installation = await findInstallation(readHostEnvironment(), nodeSystem, await getHomeFolder())
      return {
        ...installation.outcome,
        followUpChecks: [...createCompanionChecks(installation), ...createBrowserChecks(installation)],
      }
    },
  },
  extensionCheck,
  { id: 'limits', title: 'Browser limits', run: checkLimits },
]

/** Returns what this user's installation and that of all users allow. */
async function listExtensionIds(machine: HostEnvironment): Promise<string[]> {
  const homes = [await getHomeFolder(), getSystemFolder(machine)]
  const records = await Promise.all(
    homes.map(home => readRecord(nodeSystem.fileSystem, getInstallPaths(home, machine).record)),
  )
  return records.flatMap(({ extensionIds }) => extensionIds)
}

async function checkLimits() {
  const machine = readHostEnvironment()
  const found = await findBrowsers(machine, nodeSystem.fileSystem)
  const allBrowsers = locationsOn(machine.platform).map(({ browser }) => browser)
  const browsers = found.length > 0 ? found : allBrowsers
  const extensionIds = await listExtensionIds(machine)
  const context = { machine, system: nodeSystem, browsers, isAllBrowsers: true, extensionIds }
  const warnings = await findWarnings(context)
  return {
    note: 'no policy, sandbox or other profile prevents browsers from starting the companion',
    warnings,
  }
}
