import { createBackground } from './background.ts'
import { showBadge } from './browser/badge.ts'
import { browserPorts, extension } from './browser/index.ts'
import { openNativePort } from './browser/native-port.ts'
import { onPageOpened } from './browser/pages.ts'
import { sessionStored } from './browser/session-storage.ts'
import { openLedger } from './ledger.ts'

const background = createBackground({
  browser: browserPorts,
  extension,
  stored: sessionStored('run'),
  ledger: openLedger(sessionStored('made')),
  openPort: openNativePort,
  showBadge,
  now: Date.now,
})

onPageOpened(background.welcome)
