import { homeFolder } from '../../config/home.ts'
import { placesOn } from '../../install/browsers/index.ts'
import { findBrowsers } from '../../install/find-browsers.ts'
import { thisMachine } from '../../install/machine.ts'
import { thisGround } from '../../install/this-ground.ts'
import { findWarnings } from '../../install/warnings/index.ts'
import type { Check } from '../check.ts'
import { browserChecks } from './browsers.ts'
import { companionCheck } from './companion.ts'
import { configurationCheck } from './configuration.ts'
import { homeCheck } from './home.ts'
import { findInstallation } from './installation.ts'

/** What there is to look at on this machine, whatever the site. */
export const machineChecks = (): Check[] => [
  configurationCheck,
  homeCheck,
  {
    id: 'installation',
    title: 'Installation',
    run: async () => {
      const installation = await findInstallation(thisMachine(), thisGround, await homeFolder())
      return {
        ...installation.passed,
        next: [...companionCheck(installation), ...browserChecks(installation)],
      }
    },
  },
  { id: 'limits', title: 'Browser limits', run: lookForLimits },
]

async function lookForLimits() {
  const machine = thisMachine()
  const found = await findBrowsers(machine, thisGround.disk)
  const all = placesOn(machine.platform).map(({ browser }) => browser)
  const browsers = found.length > 0 ? found : all
  const warnings = await findWarnings({ machine, ground: thisGround, browsers, isEverywhere: true })
  return { note: 'no policy, sandbox or other profile in the way', warnings }
}
