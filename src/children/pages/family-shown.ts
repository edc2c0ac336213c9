// A family as pages show it: each person with where they are now, what is shared with dates, and what people answered.
import type { Viewer } from '../../access/viewer.ts'
import { ageOn } from '../../calendar/age.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { codeOfByte } from '../../law/attendance-codes.ts'
import type { HomeHeld, Tie } from '../../matching/family.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { placeOf } from '../../registers/sheet.ts'
import { type Family, familyNow, type Relative } from '../family/actions.ts'
import { type DecidedRow, type WhereNow, whereNow } from '../family/store.ts'
import { dayInWords } from './protected-parts.ts'
import { yearInWords } from './pupil.ts'

/** How many of each kind a page names. */
const namedAtMost = 20
const littleAtMost = 10

/** The register's last word about a child: in school or not, on the last day of that register. */
export function registerSays(row: WhereNow, today: string): { says: string; away: boolean } {
  if (row.school === null) return { says: 'On no register here', away: true }
  const left = row.leaving_date !== null && row.leaving_date < today ? row.leaving_date : undefined
  if (left !== undefined) {
    return { says: `Left ${row.school} on ${dayInWords(left)}; on no register here now`, away: true }
  }
  const where = [row.school, row.nc_year && yearInWords(row.nc_year)].filter(Boolean).join(', ')
  const place = row.day ? placeOf(row.day) : undefined
  const codes =
    place && row.marks ? [0, 1].map(half => codeOfByte(row.marks!.charCodeAt(place.at + half))) : []
  const taken = codes.filter(code => code !== undefined)
  if (!row.day || taken.length === 0) return { says: `On roll at ${where}; no mark taken yet`, away: false }
  const day = dayInWords(row.day)
  if (taken.some(code => code.inSchool))
    return { says: `On roll at ${where}; in school on ${day}`, away: false }
  const why = taken.at(-1)!
  return { says: `On roll at ${where}; not in school on ${day} (${why.code}: ${why.label})`, away: true }
}

/** "Since 3 September 2024", "From 3 September 2024 to 6 January 2025", and when it was written down. */
export function datesOf(held: {
  from?: LocalDate | undefined
  until?: LocalDate | undefined
  recordedOn: LocalDate
}): string {
  const { from, until, recordedOn } = held
  const time = from
    ? until
      ? `From ${dayInWords(from)} to ${dayInWords(until)}`
      : `Since ${dayInWords(from)}`
    : until
      ? `Until ${dayInWords(until)}`
      : 'Dates not known'
  return from === recordedOn
    ? `${time}, when it was recorded`
    : `${time}; recorded on ${dayInWords(recordedOn)}`
}

const strengthInWords = {
  likely: 'Likely to be one family',
  possible: 'Possibly one family',
  little: 'Little to go on',
} as const

type Shown = ReturnType<typeof personShown>

function personShown(
  row: WhereNow,
  viewer: Viewer,
  relative: Relative | undefined,
  answer: DecidedRow | undefined,
) {
  const now = registerSays(row, viewer.today)
  const prefix = viewer.side === 'school' ? 'pupils' : 'children'
  return {
    id: row.child_id,
    token: row.token,
    href: `/${prefix}/${row.token}`,
    name: `${row.preferred_forename ?? row.forename} ${row.surname}`,
    born: row.date_of_birth
      ? `${dayInWords(row.date_of_birth)}, ${ageOn(localDate(row.date_of_birth), localDate(viewer.today))} years old`
      : 'Not known',
    now: now.says,
    away: now.away,
    caseHref: row.case_token ? `/cases/${row.case_token}` : undefined,
    caseText: row.case_reference ?? '',
    strength: relative ? strengthInWords[relative.strength] : 'Nothing on record ties them now',
    ties: (relative?.ties ?? []).map(tieShown),
    notes: relative?.notes ?? [],
    twins: relative?.twins ?? false,
    perhapsOneChild: relative?.perhapsOneChild ?? false,
    answered: answer
      ? `${answerInWords[answer.decision]}, said ${answer.decided_name} on ${dayInWords(londonDay(answer.decided_at))}`
      : undefined,
    isNew: relative?.isNew ?? false,
  }
}

const answerInWords: Readonly<Record<DecidedRow['decision'], string>> = {
  'same family': 'Same family',
  'not family': 'Not family',
  'not sure': 'Not sure',
  'taken back': 'Taken back',
  'one child': 'One child',
}

const tieShown = (tie: Tie) => ({ says: tie.says, shows: tie.shows, dates: datesOf(tie) })

export type FamilyShown = {
  /** Answered: one family. */
  same: readonly Shown[]
  /** Proposed, and not answered yet or not surely. */
  proposed: readonly Shown[]
  not: readonly Shown[]
  little: readonly Shown[]
  /** How many more there are who are not named: of a home or a number that very many share. */
  littleMore: number
  homes: readonly { shows: string; dates: string; who: string }[]
  /** Everyone named, so that each look is written down. */
  children: readonly string[]
}

/** The whole family view. Undefined where the child is protected: then nothing is drawn, for anyone. */
export async function familyShown(db: Tx, viewer: Viewer, childId: string): Promise<FamilyShown | undefined> {
  const family = await familyNow(db, viewer, childId)
  if (!family) return undefined
  const { relatives } = family
  const answered = (answer: DecidedRow['decision']) =>
    relatives.filter(one => one.answer?.decision === answer)
  const open = relatives.filter(one => one.answer === undefined || one.answer.decision === 'not sure')
  const proposed = open.filter(one => one.strength !== 'little' || one.answer).slice(0, namedAtMost)
  const little = open.filter(one => one.strength === 'little' && !one.answer)
  // Whoever shares no more than a hostel is not named: there may be a hundred, and none of them family.
  const littleNamed = little.filter(one => !one.ties.every(tie => tie.crowd)).slice(0, littleAtMost)
  const named = [
    ...answered('same family'),
    ...proposed,
    ...answered('not family').slice(0, namedAtMost),
    ...littleNamed,
  ]
  const alone = family.byAnswerAlone.slice(0, namedAtMost)
  const ids = [...named.map(one => one.id), ...alone.map(row => row.other)]
  const rows = new Map((ids.length ? await whereNow(db, viewer, ids) : []).map(row => [row.child_id, row]))
  const shown = (some: readonly Relative[]) =>
    some.flatMap(one => {
      const row = rows.get(one.id)
      return row ? [personShown(row, viewer, one, one.answer)] : []
    })
  const same = [
    ...shown(answered('same family')),
    ...alone.flatMap(answer => {
      const row = rows.get(answer.other)
      return row ? [personShown(row, viewer, undefined, answer)] : []
    }),
  ]
  return {
    same,
    proposed: shown(proposed),
    not: shown(answered('not family').slice(0, namedAtMost)),
    little: shown(littleNamed),
    littleMore: little.length - littleNamed.length,
    homes: family.child.homes.map(home => ({ ...homeShown(home), who: whoElse(family, home, rows) })),
    children: [...rows.keys()],
  }
}

const homeShown = (home: HomeHeld) => ({
  shows: [home.lines, home.postcode].filter(Boolean).join(', '),
  dates: datesOf({ ...home, from: home.from ?? home.recordedOn }),
})

/** Those named on the page who lived in this home at the same time. */
function whoElse(family: Family, home: HomeHeld, rows: ReadonlyMap<string, WhereNow>): string {
  const address = homeShown(home).shows
  return family.relatives
    .filter(one =>
      one.ties.some(tie => tie.kind === 'home' && tie.shows === address && tie.from && !tie.crowd),
    )
    .flatMap(one => {
      const row = rows.get(one.id)
      return row && one.answer?.decision !== 'not family'
        ? [`${row.preferred_forename ?? row.forename} ${row.surname}`]
        : []
    })
    .join(', ')
}

export type Beside = {
  people: readonly Shown[]
  /** Has one of them an open case too? */
  alsoMissing: boolean
  children: readonly string[]
}

const besideAtMost = 8

/** Brothers and sisters as they stand beside a case: those answered as one family, and those proposed. None of a protected child. */
export async function familyBeside(db: Tx, viewer: Viewer, childId: string): Promise<Beside> {
  const family = await familyNow(db, viewer, childId)
  const beside = (family?.relatives ?? [])
    .filter(one =>
      one.answer ? one.answer.decision !== 'not family' : one.strength !== 'little' && !one.perhapsOneChild,
    )
    .sort(
      (a, b) => Number(b.answer?.decision === 'same family') - Number(a.answer?.decision === 'same family'),
    )
    .slice(0, besideAtMost)
  const answers = new Map((family?.byAnswerAlone ?? []).map(row => [row.other, row]))
  const ids = [...beside.map(one => one.id), ...answers.keys()].slice(0, besideAtMost)
  if (ids.length === 0) return { people: [], alsoMissing: false, children: [] }
  const rows = new Map((await whereNow(db, viewer, ids)).map(row => [row.child_id, row]))
  const people = ids.flatMap(id => {
    const row = rows.get(id)
    const relative = beside.find(one => one.id === id)
    return row ? [personShown(row, viewer, relative, relative?.answer ?? answers.get(id))] : []
  })
  return { people, alsoMissing: people.some(one => one.caseHref), children: people.map(one => one.id) }
}
