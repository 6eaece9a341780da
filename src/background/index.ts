import { createBackground } from './background.ts'
import { onCommand, onUpdateAvailable, openWelcomePageOnInstall } from './browser/extension.ts'
import { onPageConnected } from './browser/page-ports.ts'
import { hideStorageFromPages } from './browser/storage.ts'
import { onTabsChanged } from './browser/tabs.ts'
import { browserPlatform } from './platform.ts'

const background = createBackground(browserPlatform)

onPageConnected(background.connectPage)
onCommand(background.handleShortcut)
onUpdateAvailable(background.handleUpdateAvailable)
onTabsChanged(background.refreshTabBadges)
openWelcomePageOnInstall()
hideStorageFromPages()
