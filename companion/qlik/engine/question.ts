import type { UserName } from '#protocol/identity'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { HubCookie } from '../hub/request.ts'

export interface EngineQuestion {
  site: SiteConfiguration
  prefix: string
  user: UserName
  cookie: HubCookie
  userAgent: string | undefined
}
