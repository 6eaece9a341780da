import { createBackground } from './background.ts'
import { onCommand } from './browser/commands.ts'
import { showFirstStepsOnInstall } from './browser/first-steps.ts'
import { onPageOpened } from './browser/pages.ts'
import { onTabsChanged } from './browser/tab-badges.ts'
import { tools } from './tools.ts'

const background = createBackground(tools)

onPageOpened(background.welcome)
onCommand(background.command)
onTabsChanged(background.lookAtTabs)
showFirstStepsOnInstall()
