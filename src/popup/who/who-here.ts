import type { Who } from '#shared/who'
import type { Model } from '../model.ts'

/** Who is signed in in front of the window that the popup stands in. */
export const whoHere = ({ who, here }: Pick<Model, 'who' | 'here'>): Who | undefined =>
  who.find(({ windowId }) => windowId === here.windowId)
