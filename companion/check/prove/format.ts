import { pluralize } from '../../util/text.ts'
import type { LeftOut, Proof, ProvedDefect } from './prove.ts'

/** Returns the figures of a proof. */
export function scoreProof({ defects }: Proof): { defects: number; noticed: number; score: number } {
  const noticed = defects.filter(each => each.noticed).length
  return { defects: defects.length, noticed, score: defects.length === 0 ? 0 : noticed / defects.length }
}

/** Formats a proof for people: the figures, what is not noticed and what would notice it. */
export function formatProof(proof: Proof): string {
  const { defects, noticed, score } = scoreProof(proof)
  const missed = proof.defects.filter(each => !each.noticed)
  return [
    defects === 0
      ? 'No defect could be tried: no case of the plan is as expected on the Qlik Sense double.'
      : `${noticed} of ${pluralize(defects, 'defect')} noticed (${Math.floor(score * 100)} %).`,
    ...(missed.length === 0 ? [] : ['', 'Not noticed:', ...missed.flatMap(formatDefect)]),
    ...(proof.leftOut.length === 0
      ? []
      : [
          '',
          'Not as expected on the double, so not part of the proof:',
          ...proof.leftOut.map(formatLeftOut),
        ]),
    ...(proof.proved.length === 0 ? [] : ['', 'Proved with:', ...proof.proved.map(formatSubject)]),
    '',
    'No site of the configuration was asked.',
  ].join('\n')
}

const formatDefect = ({ name, what, check, places, advice = '' }: ProvedDefect): string[] => [
  `  ${check ?? name}: the site ${what}${places === undefined ? '' : `, on ${shorten(places)}`}.`,
  `    ${advice}`,
]

const formatLeftOut = (each: LeftOut): string => `  ${each.case}: ${each.message}`

const formatSubject = ({ places, cases }: Proof['proved'][number]): string =>
  `  ${cases.join(', ')}${places.length > 1 ? ` (also for ${shorten(places.slice(1))})` : ''}`

/** Nobody reads more. The JSON document has all. */
const maxPlaces = 5

const shorten = (places: readonly string[]): string =>
  places.length > maxPlaces
    ? `${places.slice(0, maxPlaces).join(', ')} and ${places.length - maxPlaces} more`
    : places.join(', ')
