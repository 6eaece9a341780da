import { useState } from 'preact/hooks'
import { identityOf, type Persona } from '#shared/persona'
import { fragmentOf } from '#ui/finding-texts.ts'
import { type Refusal, refusedIn } from '../refusal.ts'
import { type Edited, editedOf, personaOfEdited, setInSight } from './edited.ts'

/** A persona while it is edited, and what keeps it from being saved, until somebody changes something. */
export function useEdited(first: () => Persona) {
  const [edited, setEdited] = useState<Edited>(() => editedOf(first()))
  const [refusal, setRefusal] = useState<Refusal>()
  const edit = (edited: Edited): void => {
    setEdited(edited)
    setRefusal(undefined)
  }
  return {
    edited,
    refusal,
    edit,
    change: (part: Partial<Edited>): void => edit({ ...edited, ...part }),
    /** Says what keeps it from being saved; whether there is anything. */
    refuse(): boolean {
      const refused = refusedInEdited(edited)
      setRefusal(refused)
      return refused !== undefined
    },
  }
}

/** Nobody would find a persona without a name of its own. */
const labelRefusal = (): Refusal => ({
  field: 'Label',
  code: 'BAD_REQUEST',
  says: fragmentOf('it must not be empty'),
  isUnderMore: false,
})

/** Nobody could sign in as what the rules of a sign-in refuse. */
function refusedInEdited(edited: Edited): Refusal | undefined {
  const persona = personaOfEdited(edited)
  if (persona.label === '') return labelRefusal()
  const sessionId = crypto.randomUUID()
  return refusedIn({ ...persona, identity: identityOf(persona), sessionId }, setInSight(edited).rows)
}
