import {
  addDays,
  dateOf,
  dayNumber,
  fromDayNumber,
  type LocalDate,
  schoolYearOf,
  weekdayOfNumber,
} from '../calendar/local-date.ts'
import { type SchoolCalendar, schoolCalendars } from '../calendar/school-calendar.ts'
import { type CellValue, csvRow } from '../formats/csv-out.ts'
import { Chance } from './chance.ts'
import { codes, type Marks, offRoll, type SchoolDays, schoolDaysFrom, usualMarks } from './marks.ts'
import { type Enrolment, type EntryDays, type Home, People, yearCode } from './people.ts'
import { type Area, areas, type DemoSchool, demoAuthority } from './schools.ts'
import { type Plot, plant, type Story } from './stories.ts'
import { type TermDateRow, termDates } from './term-dates.ts'

/**
 * A made-up authority: schools, families and a school year and more of registers, the same every time for
 * the same seed and day. Comes a piece of a file at a time, so that the largest authority there could be
 * needs no more memory than ten schools.
 */

export type DemoOptions = {
  seed: number
  schools: number
  pupils: number
  /** The last day of the registers, usually yesterday. */
  on: LocalDate
  /** Registers as one string a pupil, with the later corrections in `attendance.csv`. */
  marks?: boolean
}

export const usualOptions = { seed: 1, schools: 30, pupils: 9_000 } as const

/** There are 999 invented URNs; and UPNs have three digits for a school's year. */
export const schoolsMax = 998
export const pupilsOfSchoolMax = 1_500

export const fileNames = [
  'schools.csv',
  'term-dates.csv',
  'pupils.csv',
  'contacts.csv',
  'attendance-marks.csv',
  'attendance.csv',
  'leave.csv',
] as const
export type FileName = (typeof fileNames)[number]

/** The next piece of one of the files. Pieces of different files come in turn. */
export type Piece = { file: FileName; text: string }

export type Demonstration = {
  /** Every file, piece by piece. `schools.csv` is to be written in Windows-1252, the others in UTF-8. */
  pieces: () => Generator<Piece>
  /** The planted children, by key. */
  stories: () => readonly Story[]
  schools: () => Generator<DemoSchool>
  termDates: readonly TermDateRow[]
  /** The last day on which most schools were open. */
  lastSchoolDay: LocalDate
}

/** Says what is wrong with the options; undefined when a made-up authority can be made from them. */
export function problemWith({
  schools,
  pupils,
}: Pick<DemoOptions, 'schools' | 'pupils'>): string | undefined {
  if (!Number.isInteger(schools) || schools < 1 || schools > schoolsMax)
    return `from 1 to ${schoolsMax} schools`
  if (!Number.isInteger(pupils) || pupils < schools * 50) return 'at least 50 pupils a school'
  if (pupils > schools * pupilsOfSchoolMax) return `at most ${pupilsOfSchoolMax} pupils a school`
  return undefined
}

/** Makes a made-up authority. Throws for options that `problemWith` objects to. */
export function demonstration(options: DemoOptions): Demonstration {
  const problem = problemWith(options)
  if (problem !== undefined) throw new Error(`A made-up authority has ${problem}`)
  const world = new World(options)
  return {
    pieces: () => world.pieces(),
    stories: () => world.stories(),
    schools: () => world.schools(),
    termDates: world.termDates,
    lastSchoolDay: world.lastSchoolDay,
  }
}

const columns: Record<FileName, readonly string[]> = {
  'schools.csv': [
    ...['URN', 'LA (code)', 'LA (name)', 'EstablishmentNumber', 'EstablishmentName'],
    ...['TypeOfEstablishment (code)', 'TypeOfEstablishment (name)', 'EstablishmentTypeGroup (code)'],
    ...['EstablishmentStatus (code)', 'OpenDate', 'ReasonEstablishmentClosed (code)', 'CloseDate'],
    ...['PhaseOfEducation (code)', 'PhaseOfEducation (name)', 'StatutoryLowAge', 'StatutoryHighAge'],
    ...[
      'OfficialSixthForm (code)',
      'Gender (code)',
      'NumberOfPupils',
      'LastChangedDate',
      'Street',
      'Town',
      'Postcode',
    ],
    ...['SchoolWebsite', 'TelephoneNum'],
  ],
  'term-dates.csv': [
    'la_code',
    'academic_year',
    'kind',
    'name',
    'start_date',
    'end_date',
    'pupil_days',
    'school_urn',
  ],
  'pupils.csv': [
    ...['school_urn', 'mis_id', 'upn', 'admission_number', 'legal_surname', 'legal_forename', 'middle_names'],
    ...[
      'preferred_forename',
      'former_surname',
      'date_of_birth',
      'sex',
      'nc_year',
      'registration_group',
      'enrol_status',
    ],
    ...['entry_date', 'leaving_date', 'leaving_reason', 'deletion_ground', 'destination_school_urn'],
    ...['destination_school_name', 'destination_start_date', 'ethnicity', 'first_language', 'sen_provision'],
    ...[
      'sen_primary_need',
      'fsm_eligible',
      'in_care',
      'child_in_need',
      'child_protection_plan',
      'service_child',
    ],
    ...[
      'young_carer',
      'most_junior_class',
      'most_senior_class',
      'paon',
      'street',
      'town',
      'county',
      'postcode',
    ],
  ],
  'contacts.csv': [
    ...['school_urn', 'mis_id', 'contact_order', 'title', 'surname', 'forename', 'relationship'],
    ...[
      'parental_responsibility',
      'lives_with_pupil',
      'phone_1',
      'phone_1_type',
      'phone_2',
      'phone_2_type',
      'email',
    ],
    ...['same_address_as_pupil', 'paon', 'street', 'town', 'postcode', 'court_order_restriction'],
  ],
  'attendance-marks.csv': ['school_urn', 'mis_id', 'start_date', 'basis', 'encoding', 'marks'],
  'attendance.csv': ['school_urn', 'mis_id', 'date', 'am_code', 'pm_code'],
  'leave.csv': ['school_urn', 'mis_id', 'start_date', 'end_date'],
}

/** The types of school, by phase: code, name and group of the national register. */
const types = {
  community: ['01', 'Community school', '4'],
  academy: ['34', 'Academy converter', '10'],
  special: ['07', 'Community special school', '5'],
} as const

class World {
  readonly #options: DemoOptions
  readonly #schoolYear: number
  readonly #calendarOf: (urn: string) => SchoolCalendar
  readonly #daysByCalendar = new Map<SchoolCalendar, SchoolDays>()
  readonly #entryDays = new Map<number, LocalDate>()
  readonly termDates: readonly TermDateRow[]
  readonly lastSchoolDay: LocalDate

  constructor(options: DemoOptions) {
    this.#options = options
    this.#schoolYear = schoolYearOf(options.on)
    const years = [this.#schoolYear - 1, this.#schoolYear, this.#schoolYear + 1]
    const own = [...this.schools()].find(school => school.ownTermDates)
    this.termDates = [
      ...years.flatMap(year => termDates(year)),
      ...(own
        ? years.flatMap(year => termDates(year, { schoolUrn: own.urn, autumnBreakEarlierWeeks: 1 }))
        : []),
    ]
    this.#calendarOf = schoolCalendars(this.termDates)
    this.lastSchoolDay = this.#daysOf('').days.at(-1) ?? options.on
  }

  *schools(): Generator<DemoSchool> {
    for (const area of this.#areas()) yield* area.schools
  }

  #areas(): Generator<Area> {
    return areas(this.#options.seed, this.#options.schools, this.#options.pupils)
  }

  stories(): readonly Story[] {
    const first = this.#areas().next()
    return first.done ? [] : this.#plot(first.value, this.#people(first.value)).stories
  }

  *pieces(): Generator<Piece> {
    const { marks } = this.#options
    for (const file of fileNames)
      if (file !== 'attendance-marks.csv' || marks) {
        const extra = file === 'attendance.csv' && marks ? ['recorded_at'] : []
        yield { file, text: csvRow([...columns[file], ...extra]) }
      }
    yield { file: 'term-dates.csv', text: this.termDates.map(row => csvRow(termDateCells(row))).join('') }
    for (const area of this.#areas()) yield* this.#area(area)
  }

  #people(area: Area): People {
    return new People(this.#options.seed, area, this.#schoolYear)
  }

  #plot(area: Area, people: People): Plot {
    if (area.index > 0) return { stories: [], planted: [], forgotten: [] }
    return plant({
      area,
      people,
      daysOf: school => this.#daysOf(school.urn),
      usualEntry: (year, school) => this.#usualEntry(year, school),
    })
  }

  *#area(area: Area): Generator<Piece> {
    const people = this.#people(area)
    const plot = this.#plot(area, people)
    const entry: EntryDays = {
      usual: (year, school) => this.#usualEntry(year, school),
      schoolDayFrom: (date, school) => {
        const { days } = this.#calendarOf(school.urn)
        return date < days[0]! ? date : (days.find(day => day >= date) ?? date)
      },
    }
    const planted = new Map(plot.planted.map(({ enrolment, marks }) => [enrolment, marks]))
    const enrolments = people.fill([...planted.keys()], this.#options.on, entry)
    enrolments.push(...this.#moves(area, enrolments, planted))
    const bySchool = new Map<DemoSchool, Enrolment[]>(area.schools.map(school => [school, []]))
    for (const enrolment of enrolments) bySchool.get(enrolment.school)?.push(enrolment)
    // The schools with planted stories are those that people are shown.
    const told = new Map<DemoSchool, number>()
    for (const { school } of planted.keys()) told.set(school, (told.get(school) ?? 0) + 1)
    for (const [school, own] of bySchool) {
      const days = this.#daysOf(school.urn)
      yield { file: 'schools.csv', text: csvRow(schoolCells(school, own.length)) }
      yield { file: 'pupils.csv', text: own.map(enrolment => csvRow(pupilCells(enrolment))).join('') }
      yield { file: 'contacts.csv', text: own.map(contactRows).join('') }
      const isDemonstration = (told.get(school) ?? 0) > 4
      const marks = own.map(
        enrolment =>
          planted.get(enrolment) ?? usualMarks(this.#options.seed, enrolment, days, isDemonstration),
      )
      yield { file: 'leave.csv', text: leaveRows(own, marks, days) }
      const forgotten = new Set(plot.forgotten.flatMap(one => (one.school === school ? one.days : [])))
      yield* this.#options.marks
        ? markPieces(own, marks, days, forgotten)
        : registerPieces(school, own, marks, days, forgotten)
    }
  }

  /** Children who changed school this term, as they should: off one roll, onto another the next school day. */
  #moves(area: Area, enrolments: readonly Enrolment[], planted: ReadonlyMap<Enrolment, Marks>): Enrolment[] {
    const moves: Enrolment[] = []
    const chance = new Chance(this.#options.seed, 'moves', area.index)
    for (const enrolment of enrolments) {
      const { school, child } = enrolment
      if (!chance.is(0.004) || planted.has(enrolment) || school.phase === 'special') continue
      const others = area.schools.filter(
        other =>
          other !== school &&
          other.phase !== 'special' &&
          other.lowestYear <= child.year &&
          other.highestYear >= child.year,
      )
      if (others.length === 0) continue
      const from = chance.pick(others)
      const here = this.#daysOf(school.urn)
      const there = this.#daysOf(from.urn).days
      const usual = this.#usualEntry(child.year, from)
      const startsOn = here.days[here.days.length - chance.between(12, 40)]
      const leavingDate = there.findLast(day => startsOn !== undefined && day < startsOn)
      if (startsOn === undefined || leavingDate === undefined || leavingDate <= usual) continue
      moves.push({
        ...enrolment,
        school: from,
        misId: String(9000 + moves.length),
        group: '',
        entryDate: usual,
        inMostJunior: true,
        leavingDate,
        leavingReason: 'IM',
        ground: 'R9-A',
        destination: { urn: school.urn, name: school.name, startsOn },
      })
      enrolment.entryDate = startsOn
      enrolment.inMostJunior = false
    }
    return moves
  }

  /** The school's days of the file: from the first day of last school year to the last day there is. */
  #daysOf(urn: string): SchoolDays {
    const calendar = this.#calendarOf(urn)
    let days = this.#daysByCalendar.get(calendar)
    if (!days) {
      const from = dateOf(this.#schoolYear - 1, 9, 1)
      days = schoolDaysFrom(calendar.days.filter(day => day >= from && day <= this.#options.on))
      this.#daysByCalendar.set(calendar, days)
    }
    return days
  }

  #usualEntry(year: number, school: DemoSchool): LocalDate {
    // Nursery classes are left for Reception, which is joined anew.
    const began = year < 0 ? this.#schoolYear : this.#schoolYear - (year - Math.max(0, school.lowestYear))
    let day = this.#entryDays.get(began)
    if (day === undefined) {
      day = termDates(began).find(row => row.kind === 'HALF_TERM')!.startsOn
      this.#entryDays.set(began, day)
    }
    return day
  }
}

function termDateCells(row: TermDateRow): CellValue[] {
  const { academicYear, kind, name, startsOn, endsOn, pupilDays, schoolUrn } = row
  return [demoAuthority.laCode, academicYear, kind, name, startsOn, endsOn, pupilDays, schoolUrn]
}

const ukDate = (date: LocalDate): string => date.split('-').reverse().join('-')

function schoolCells(school: DemoSchool, pupils: number): CellValue[] {
  const kind =
    school.phase === 'special'
      ? 'special'
      : Number(school.urn) % 3 === 0 || school.phase === 'secondary'
        ? 'academy'
        : 'community'
  const [typeCode, typeName, group] = types[kind]
  const phase =
    school.phase === 'special'
      ? ['0', 'Not applicable']
      : school.phase === 'secondary'
        ? ['4', 'Secondary']
        : ['2', 'Primary']
  return [
    school.urn,
    demoAuthority.laCode,
    demoAuthority.name,
    school.establishmentNumber,
    school.name,
    typeCode,
    typeName,
    group,
    '1',
    ukDate(school.openedOn),
    '',
    '',
    phase[0],
    phase[1],
    school.lowestYear + 4,
    school.highestYear + 5,
    '2',
    '3',
    pupils,
    ukDate(school.openedOn),
    school.street,
    school.town,
    school.postcode,
    `https://${school.urn}.example.org`,
    school.telephone,
  ]
}

function pupilCells(enrolment: Enrolment): CellValue[] {
  const { school, child, destination } = enrolment
  const { home } = child.family
  return [
    school.urn,
    enrolment.misId,
    enrolment.withoutUpn ? undefined : child.upn,
    enrolment.misId.padStart(6, '0'),
    enrolment.as?.surname ?? child.surname,
    enrolment.as?.forename ?? child.forename,
    child.middleNames,
    child.preferredForename,
    child.formerSurname,
    child.dateOfBirth,
    child.sex,
    yearCode(child.year),
    enrolment.group,
    'C',
    enrolment.entryDate,
    enrolment.leavingDate,
    enrolment.leavingReason,
    enrolment.ground,
    destination?.urn,
    destination?.name,
    destination?.startsOn,
    child.ethnicity,
    child.language,
    child.senProvision,
    child.senNeed,
    child.freeMeals,
    child.inCare,
    child.inNeed,
    child.protectionPlan,
    child.service,
    child.youngCarer,
    enrolment.inMostJunior,
    child.year === school.highestYear,
    home.paon,
    home.street,
    home.town,
    demoAuthority.name,
    home.postcode,
  ]
}

function contactRows({ school, misId, child }: Enrolment): string {
  return child.family.parents
    .map((parent, i) => {
      const other: Home | undefined = parent.home
      return csvRow([
        school.urn,
        misId,
        i + 1,
        parent.title,
        parent.surname,
        parent.forename,
        parent.relationship,
        parent.hasResponsibility,
        parent.livesWithChild,
        parent.phone,
        'M',
        parent.secondPhone,
        parent.secondPhone && 'H',
        parent.email,
        parent.livesWithChild,
        other?.paon,
        other?.street,
        other?.town,
        other?.postcode,
        undefined,
      ])
    })
    .join('')
}

function leaveRows(enrolments: readonly Enrolment[], marks: readonly Marks[], { days }: SchoolDays): string {
  return enrolments
    .flatMap(({ school, misId }, i) =>
      marks[i]!.leaves.map(leave => csvRow([school.urn, misId, days[leave.from]!, days[leave.to]!])),
    )
    .join('')
}

const pieceOf = 1 << 16
const partsInPiece = 6_000

/** A school's registers, day by day. Written by hand: there are seventy million rows of a large authority. */
function* registerPieces(
  school: DemoSchool,
  enrolments: readonly Enrolment[],
  marks: readonly Marks[],
  { days }: SchoolDays,
  forgotten: ReadonlySet<number>,
): Generator<Piece> {
  const starts = enrolments.map(({ misId }) => `${school.urn},${misId},`)
  const pairs = Array.from(
    { length: codes.length ** 2 },
    (_, i) => `,${codes[Math.floor(i / codes.length)]},${codes[i % codes.length]}\n`,
  )
  // Gathered in one list that is used again: text added to text would leave memory to clear up for each row.
  const parts: string[] = []
  for (let day = 0; day < days.length; day++) {
    if (forgotten.has(day)) continue
    const date = days[day]!
    for (let i = 0; i < starts.length; i++) {
      const { at } = marks[i]!
      const am = at[2 * day]!
      if (am !== offRoll) parts.push(starts[i]!, date, pairs[am * codes.length + at[2 * day + 1]!]!)
    }
    if (parts.length > partsInPiece) {
      yield { file: 'attendance.csv', text: parts.join('') }
      parts.length = 0
    }
  }
  if (parts.length > 0) yield { file: 'attendance.csv', text: parts.join('') }
}

/** Corrections older than this had settled before the file was made. */
const correctionsWithinDays = 30

/** A school's registers as a string for each pupil, every weekday from the first, and what was put right later. */
function* markPieces(
  enrolments: readonly Enrolment[],
  marks: readonly Marks[],
  { days, index }: SchoolDays,
  forgotten: ReadonlySet<number>,
): Generator<Piece> {
  // Every weekday from the first school day to the last: which school day it is, or -1.
  const slots: number[] = []
  const lastDay = days.length > 0 ? dayNumber(days.at(-1)!) : 0
  for (let date = days.length > 0 ? dayNumber(days[0]!) : 1; date <= lastDay; date++)
    if (weekdayOfNumber(date) <= 5) slots.push(index.get(fromDayNumber(date)) ?? -1)
  const pairs = Array.from(
    { length: codes.length ** 2 },
    (_, i) => (codes[Math.floor(i / codes.length)] || '-') + (codes[i % codes.length] || '-'),
  )
  let text = ''
  let corrections = ''
  for (let i = 0; i < enrolments.length; i++) {
    const { school, misId } = enrolments[i]!
    const { at, from, to, corrections: all } = marks[i]!
    if (from >= to) continue
    const first = Uint8Array.from(at)
    for (const { day, session, was, daysLater } of all) {
      const place = 2 * day + session
      if (day < days.length - correctionsWithinDays || day >= to || at[place] !== codes.indexOf('I')) continue
      const recordedOn = addDays(days[day]!, daysLater)
      if (recordedOn > days.at(-1)!) continue
      first[place] = was
      corrections += csvRow([
        school.urn,
        misId,
        days[day],
        codes[at[2 * day]!],
        codes[at[2 * day + 1]!],
        `${recordedOn}T09:30:00`,
      ])
    }
    const string = slots
      .slice(slots.indexOf(from), slots.lastIndexOf(to - 1) + 1)
      .map(day =>
        day < 0
          ? '##'
          : forgotten.has(day)
            ? '--'
            : pairs[first[2 * day]! * codes.length + first[2 * day + 1]!]!,
      )
      .join('')
    text += csvRow([school.urn, misId, days[from], 'WEEKDAYS', 'GREEDY', string])
    if (text.length > pieceOf) {
      yield { file: 'attendance-marks.csv', text }
      text = ''
    }
  }
  if (text !== '') yield { file: 'attendance-marks.csv', text }
  if (corrections !== '') yield { file: 'attendance.csv', text: corrections }
}
