// Cases at every stage, each with the history that leads there. Columns, what schools may know and what referrals say are
// worked out from the events by the functions that the service itself uses.

import { addDays, type LocalDate } from '../src/calendar/local-date.ts'
import { authorityChecks, requiredChecks } from '../src/cases/authority-checks.ts'
import { type CaseEvent, caseFrom, type Happened, pathwayOf } from '../src/cases/case.ts'
import { levels } from '../src/cases/clocks.ts'
import { columnsOf } from '../src/cases/columns.ts'
import { sharedOf } from '../src/cases/shared.ts'
import { Chance } from '../src/demo/chance.ts'
import { kinds } from '../src/referrals/questions.ts'

export type Referred = { childId: string; schoolId: string; school: string; dsl: string }
export type Officer = { id: string; name: string }
export type Place = { id: string; name: string }
/** Makes ids that are the same every time and sort by number. */
export type MakeId = (kind: number, number: number) => string

export type MadeCase = {
  id: string
  reference: string
  childId: string
  schoolId: string
  columns: ReturnType<typeof columnsOf>
  events: CaseEvent[]
  shared: { on: LocalDate; by: string; says: string }[]
  referral: {
    id: string
    outcome: string
    says: string | undefined
    on: LocalDate
    by: string
    sentOn: LocalDate
  }
  offers: {
    id: string
    schoolId: string
    startsOn: LocalDate
    madeOn: LocalDate
    by: string
    state: string
    attendedOn?: LocalDate
  }[]
}

type End =
  | 'received'
  | 'more'
  | 'accepted'
  | 'enquiring'
  | 'located'
  | 'place'
  | 'starting'
  | 'monitoring'
  | 'not located'
  | 'closed'
  | 'declined'
/** How many open cases of a hundred stand where. */
const open: readonly (readonly [End, number])[] = [
  ['received', 8],
  ['more', 3],
  ['accepted', 4],
  ['enquiring', 45],
  ['located', 10],
  ['place', 12],
  ['starting', 5],
  ['monitoring', 5],
  ['not located', 8],
]

/** One case. `number` counts from 0; those under `openCases` are open today. */
export function caseOf(
  number: number,
  openCases: number,
  today: LocalDate,
  given: { referred: Referred; officers: readonly Officer[]; places: readonly Place[]; id: MakeId },
): MadeCase {
  const { referred, officers, places, id } = given
  const chance = new Chance(21, number)
  const end: End = number < openCases ? chance.weighted(open) : chance.is(0.1) ? 'declined' : 'closed'
  const isNew = end === 'received' || end === 'more'
  const length = isNew
    ? chance.below(4)
    : end === 'closed' || end === 'declined'
      ? chance.between(20, 90)
      : chance.between(6, 120)
  const since = end === 'closed' || end === 'declined' ? chance.between(0, 1500) : 0
  const openedOn = addDays(today, -length - since)
  // The steps lie between the first day and the last; the last was some days ago, never after today.
  const idle = isNew ? 0 : chance.below(Math.min(9, length))
  const owner = chance.pick(officers)
  const caseId = id(0x50, number)
  const referralId = id(0x51, number)
  const offerId = id(0x52, number)
  const level = chance.weighted([
    [levels[0], 8],
    [levels[1], 52],
    [levels[2], 40],
  ] as const)
  const startCode = chance.pick(kinds).code
  const place = chance.pick(places)

  const steps: Happened[] = [
    {
      type: 'received',
      how: 'referral',
      referralId,
      schoolId: referred.schoolId,
      school: referred.school,
      startCode,
      level,
      pathway: pathwayOf(startCode),
      says: `${referred.school} referred the child`,
    },
  ]
  const answer = 'The register and the lists we hold show nothing after the last day attended.'
  const check = (code: string, found = false) => {
    steps.push({
      type: 'check-asked',
      check: code,
      says: 'Asked by secure mail, with the reference.',
      due: addDays(openedOn, 10),
    })
    steps.push({
      type: 'check-answered',
      check: code,
      result: found ? 'something found' : 'nothing found',
      says: answer,
    })
  }
  const offer = () => {
    const startsOn = addDays(openedOn, Math.max(1, length - idle))
    steps.push({ type: 'place-offered', offerId, schoolId: place.id, school: place.name, startsOn })
    return startsOn
  }
  const locate = () =>
    steps.push({
      type: 'located',
      proof: 'confirmed by an organisation',
      where: 'this area',
      says: 'Confirmed by the housing service.',
    })
  const confirm = () => {
    const attendedOn = offer()
    steps.push({ type: 'attendance-confirmed', offerId, schoolId: place.id, school: place.name, attendedOn })
  }

  if (end === 'more')
    steps.push({ type: 'more-asked', what: 'Who saw the child last, and when?', due: addDays(today, 3) })
  else if (end === 'declined') {
    steps.push({
      type: 'declined',
      because: 'not CME',
      says: 'The child is at school again: the school has told us.',
    })
  } else if (end !== 'received') {
    steps.push({ type: 'accepted', level, ownerId: owner.id, ownerName: owner.name })
    if (end !== 'accepted') {
      steps.push({
        type: 'contact',
        who: 'Contact 1, mother',
        method: 'phone',
        result: 'no answer',
        says: 'Rang out, no voicemail.',
      })
      check('RL01')
      if (end === 'not located') for (const { code } of requiredChecks) if (code !== 'RL01') check(code)
      if (chance.is(0.5))
        steps.push({ type: 'note', fact: 'The class teacher heard of a move in summer.', opinion: '' })
      if (chance.is(0.5)) check(chance.pick(authorityChecks).code, true)
      if (chance.is(0.3))
        steps.push({
          type: 'contact',
          who: 'Contact 2, father',
          method: 'phone',
          result: 'message left',
          says: 'Asked him to ring back.',
        })
    }
    if (end === 'not located')
      steps.push({ type: 'not-located', says: 'All checks are back.', safeguardingLead: owner.name })
    if (
      end === 'located' ||
      end === 'place' ||
      end === 'starting' ||
      end === 'monitoring' ||
      end === 'closed'
    )
      locate()
    if (end === 'place' || end === 'starting') offer()
    if (end === 'starting')
      steps.push({
        type: 'started-claimed',
        startedOn: addDays(today, -1),
        says: 'By telephone.',
        from: 'The mother',
      })
    if (end === 'monitoring' || end === 'closed') confirm()
    if (end === 'closed')
      steps.push({ type: 'closed', outcome: 'O01', says: 'The school has confirmed the first day attended.' })
  }

  const span = Math.max(0, length - idle)
  const events: CaseEvent[] = steps.map((step, i) => {
    const on = addDays(openedOn, steps.length === 1 ? 0 : Math.floor((span * i) / (steps.length - 1)))
    const isSchool = step.type === 'received' || step.type === 'attendance-confirmed'
    return {
      ...step,
      id: id(0x53, number * 64 + i),
      on,
      ...(isSchool
        ? {
            by: `${referred.dsl}, ${step.type === 'received' ? referred.school : place.name}`,
            role: 'dsl',
            side: 'school' as const,
          }
        : { byId: owner.id, by: owner.name, role: 'cme-officer', side: 'authority' as const }),
    }
  })

  const referral: MadeCase['referral'] = {
    id: referralId,
    outcome: 'received',
    says: undefined,
    on: openedOn,
    by: referred.dsl,
    sentOn: openedOn,
  }
  const shared: MadeCase['shared'] = []
  const offers: MadeCase['offers'] = []
  events.forEach((event, i) => {
    const told = sharedOf(event, caseFrom(events.slice(0, Math.max(1, i))), false)
    if (told.category) Object.assign(referral, { outcome: told.category, says: told.answer, on: event.on })
    if (told.says) shared.push({ on: event.on, by: event.by, says: told.says })
    if (event.type === 'place-offered') {
      offers.push({
        id: offerId,
        schoolId: event.schoolId,
        startsOn: event.startsOn,
        madeOn: event.on,
        by: event.by,
        state: 'asked',
      })
    }
    if (event.type === 'attendance-confirmed')
      Object.assign(offers[0]!, { state: 'started', attendedOn: event.attendedOn })
  })
  return {
    id: caseId,
    reference: `C-${1001 + number}`,
    childId: referred.childId,
    schoolId: referred.schoolId,
    columns: columnsOf(caseFrom(events)),
    events,
    shared,
    referral,
    offers,
  }
}
