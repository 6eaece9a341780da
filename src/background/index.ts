import { createBackground } from './background.ts'
import { onCommand } from './browser/commands.ts'
import { openWelcomePageOnInstall } from './browser/open-welcome-page.ts'
import { onPageConnected } from './browser/page-ports.ts'
import { onTabsChanged } from './browser/tab-badges.ts'
import { browserPlatform } from './platform.ts'

const background = createBackground(browserPlatform)

onPageConnected(background.connectPage)
onCommand(background.handleShortcut)
onTabsChanged(background.refreshTabBadges)
openWelcomePageOnInstall()
