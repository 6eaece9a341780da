import { createBackground } from './background.ts'
import { aboutBrowser } from './browser/about-browser.ts'
import { badge } from './browser/badge.ts'
import { onCommand, openPopup } from './browser/commands.ts'
import { showFirstStepsOnInstall } from './browser/first-steps.ts'
import { browserPorts, extension } from './browser/index.ts'
import { localStorage } from './browser/local-storage.ts'
import { managedStorage } from './browser/managed-storage.ts'
import { openNativePort } from './browser/native-port.ts'
import { onPageOpened } from './browser/pages.ts'
import { sessionStored } from './browser/session-storage.ts'
import { onTabsChanged, tabBadges } from './browser/tab-badges.ts'
import { openLedger } from './ledger.ts'

const background = createBackground({
  browser: browserPorts,
  extension,
  storage: localStorage,
  managed: managedStorage,
  clearedRuns: sessionStored('clearedRuns'),
  aboutBrowser,
  stored: sessionStored('run'),
  ledger: openLedger(sessionStored('made')),
  openPort: openNativePort,
  badge,
  tabBadges,
  openPopup,
  now: Date.now,
})

onPageOpened(background.welcome)
onCommand(background.command)
onTabsChanged(background.lookAtTabs)
showFirstStepsOnInstall()
