import type { ComponentChildren } from 'preact'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { NoSites } from './NoSites.tsx'
import type { Setup as SetupNeed } from './panel.ts'

export interface SetupProps {
  setup: SetupNeed
  retry: ComponentChildren
}

/** What is missing before anybody can sign in. */
export const Setup = ({ setup, retry }: SetupProps) =>
  setup.need === 'site' ? (
    <NoSites>{retry}</NoSites>
  ) : (
    <FindingAlert finding={setup.finding}>{retry}</FindingAlert>
  )
