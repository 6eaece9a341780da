import * as v from 'valibot'
import { deedNames } from '#shared/deeds'
import { parsed } from '#shared/parsed'
import type { Stored } from '../browser/session-storage.ts'

const BegunDeedSchema = v.object({ name: v.picklist(deedNames), windowId: v.number(), id: v.string() })

/** A deed that goes on or waits: enough to tell its page of it. */
export type BegunDeed = v.InferOutput<typeof BegunDeedSchema>

/** What goes on, written down before it is done, so that a worker that did not see its end can say so. */
export interface DeedBook {
  begin(deed: BegunDeed): Promise<void>
  end(deed: BegunDeed): Promise<void>
  /** Those that another worker has left behind; only once. */
  takeLeft(): Promise<BegunDeed[]>
}

/** A store that takes nothing costs what another worker would know of it. */
export function openDeedBook(stored: Stored): DeedBook {
  let going: BegunDeed[] = []
  const write = (deeds: BegunDeed[]): Promise<void> => {
    going = deeds
    return stored.save(going).catch(() => {})
  }
  return {
    begin: deed => write([...going, deed]),
    end: ({ id }) => write(going.filter(one => one.id !== id)),
    async takeLeft() {
      const left = parsed(v.array(BegunDeedSchema), await stored.load().catch(() => undefined)) ?? []
      if (left.length > 0) await write(going)
      return left
    },
  }
}
