import { describe, expect, it } from 'vitest'
import { createManualClock } from '../clock.ts'
import { DEFECTS, type DefectName, isDefectName } from '../defects.ts'
import { QlikSenseDouble } from '../double.ts'
import { COOKIE_CASES } from './cookie.ts'
import type { DefectCases } from './defect-case.ts'
import { SESSION_CASES } from './session.ts'
import { TRANSPORT_CASES } from './transport.ts'
import { WEB_SOCKET_CASES } from './web-socket.ts'

/** A case for each defect: the compiler finds a missing one. */
const CASES: DefectCases<DefectName> = {
  ...COOKIE_CASES,
  ...SESSION_CASES,
  ...WEB_SOCKET_CASES,
  ...TRANSPORT_CASES,
}

const ENTRIES = Object.entries(CASES).map(([name, { probe, sound, defective }]) => {
  if (!isDefectName(name)) throw new Error(`${name} is no defect`)
  return { name, check: DEFECTS[name].check, probe, sound, defective }
})

describe.each(ENTRIES)('$check: defect $name', ({ name, probe, sound, defective }) => {
  it.each([
    ['shows', [name], defective],
    ['is absent from a hardened site', [], sound],
  ])('%s', async (_, defects, expected) => {
    const clock = createManualClock()
    await using qlik = await QlikSenseDouble.start({ clock, defects })
    expect(await probe(qlik, clock)).toEqual(expected)
  })
})

it('every check from SC-01 to SC-40 has one defect', () => {
  const expected = Array.from({ length: 40 }, (_, at) => `SC-${String(at + 1).padStart(2, '0')}`)
  expect(Object.values(DEFECTS).map(({ check }) => check)).toEqual(expected)
})
