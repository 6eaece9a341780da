import type { Deed } from '#shared/deeds'
import { text } from '#ui/texts.ts'
import { proxyWords } from '#ui/words.ts'

type Done = Extract<Deed, { status: 'done' }>

/** What became of a deed, in one sentence. */
export function wordsForDone(deed: Done): string {
  const { user, ended } = deed
  const proxy = proxyWords(deed.prefix)
  switch (deed.name) {
    case 'endThis':
    case 'endOne':
      return ended === 0 ? text('deedUnknown', user) : text('deedEnded', user, proxy)
    case 'signOut':
    case 'logOut':
    case 'endOurs':
      return text(deed.name === 'endOurs' ? 'deedEndedOurs' : 'deedSignedOut', user, proxy, ended)
    case 'goBack':
      if (deed.but !== undefined) return text('deedBackLeft', user, proxy)
      return deed.now === undefined ? text('deedBackNobody') : text('deedBack', deed.now)
  }
}
