// Whole registers made up at once: many enrolments with their marks, leave, entries and removals, as schools might have
// them and as they hardly ever would, put into a database with a few statements.
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { type TermDate, yearGroupCalendars } from '../../calendar/school-calendar.ts'
import { stripWidth } from '../../calendar/strip-days.ts'
import type { Sql } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'
import type { EnrolmentFacts } from '../register-findings.ts'
import { asStrip } from '../store.ts'

export const la = '001'
export const years = [2024, 2025] as const

const term = (name: string, startsOn: string, endsOn: string): TermDate => ({
  kind: 'HALF_TERM',
  name,
  startsOn: localDate(startsOn),
  endsOn: localDate(endsOn),
})
export const termDates: readonly TermDate[] = [
  term('Autumn', '2024-09-02', '2024-12-20'),
  term('Spring', '2025-01-06', '2025-04-04'),
  term('Summer', '2025-04-22', '2025-07-22'),
  term('Autumn', '2025-09-01', '2025-12-19'),
  term('Spring', '2026-01-05', '2026-03-27'),
  term('Summer', '2026-04-13', '2026-07-21'),
  {
    kind: 'BANK_HOLIDAY',
    name: 'May',
    startsOn: localDate('2026-05-04'),
    endsOn: localDate('2026-05-04'),
  },
  {
    kind: 'CLOSURE',
    name: 'Heating',
    startsOn: localDate('2026-02-02'),
    endsOn: localDate('2026-02-06'),
    yearGroups: [1, 2],
  },
]

/** By year group and the school year in which it is theirs, as every school here has it. */
export const calendarOf = yearGroupCalendars(termDates)

export type Made = {
  id: string
  childId: string
  schoolId: string
  dob: LocalDate | undefined
  entry: LocalDate
  leaving: LocalDate | undefined
  junior: boolean | undefined
  senior: boolean | undefined
  /** As the school writes it. */
  ncYear: string | null
  leaves: { startsOn: LocalDate; endsOn: LocalDate }[]
  /** By school year. */
  marks: Map<number, string>
}

const pairs = [
  '//',
  '//',
  'OO',
  'GG',
  'NN',
  'UU',
  'II',
  'O/',
  '/N',
  'CC',
  '..',
  'O.',
  '##',
  'YY',
  'I/',
  'L/',
  'ZZ',
]
const spell = fc.record({
  from: fc.nat(261),
  length: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 8, max: 45 })),
  marks: fc.constantFrom(...pairs),
})
const marksOf = (year: number) =>
  fc
    .record({
      whole: fc.constantFrom('//', '//', '//', '..', '##', 'OO'),
      spells: fc.array(spell, { maxLength: 9 }),
      cut: fc.constantFrom(0, 0, 0, 2, 61),
    })
    .map(({ whole, spells, cut }) => {
      const days = Array.from<string>({ length: stripWidth(year) / 2 }).fill(whole)
      for (const { from, length, marks } of spells) days.fill(marks, from, from + length)
      return days.join('').slice(0, stripWidth(year) - cut)
    })
const someDay = fc.integer({ min: 0, max: 690 }).map(days => addDays(localDate('2024-08-30'), days))

/** What one enrolment is made from. */
export const facts = fc.record({
  dob: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 4300 }).map(d => addDays(localDate('2008-06-01'), d)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  entry: fc.oneof(fc.constant(localDate('2023-09-01')), fc.constant(localDate('2025-09-01')), someDay),
  leaving: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: someDay }),
  ncYear: fc.constantFrom(null, 'R', '1', 'Year 2', '3', 'mixed'),
  junior: fc.constantFrom(undefined, true, false),
  senior: fc.constantFrom(undefined, true, false),
  leaves: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Made['leaves']>([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({ startsOn: someDay, days: fc.nat(20) }).map(({ startsOn, days }) => ({
          startsOn,
          endsOn: addDays(startsOn, days),
        })),
        { maxLength: 3 },
      ),
    },
  ),
  held: fc.constantFrom<readonly number[]>([2024, 2025], [2025], [2024, 2025], [2024], []),
  first: marksOf(2024),
  second: marksOf(2025),
})

/** So many enrolments at these schools in turn, the same for the same seed. */
export function enrolments(count: number, schoolIds: readonly string[], seed: number): Made[] {
  return fc.sample(facts, { numRuns: count, seed }).map(({ held, first, second, ...made }, i) => ({
    ...made,
    id: newId(),
    childId: newId(),
    schoolId: schoolIds[i % schoolIds.length]!,
    // Told again from the same day, a leave has a new end: one of each beginning here.
    leaves: [...new Map(made.leaves.map(leave => [leave.startsOn, leave])).values()],
    marks: new Map(held.map(year => [year, year === 2024 ? first : second])),
  }))
}

/** The facts as the rules take them; nothing where the day of birth is not known. */
export function asFacts(made: Made): EnrolmentFacts | undefined {
  if (!made.dob) return undefined
  return {
    dob: made.dob,
    entryDate: made.entry,
    leavingDate: made.leaving,
    mostJuniorClass: made.junior,
    mostSeniorClass: made.senior,
    leaves: made.leaves,
    strips: [...made.marks].map(([school_year, marks]) => asStrip({ school_year, marks })),
  }
}

/** Schools with the term dates above, and nobody on their registers. */
export async function insertSchools(owner: Sql, count: number): Promise<string[]> {
  await owner`insert into authorities (la_code, name) values (${la}, 'Exampleshire Council') on conflict do nothing`
  for (const year of years) {
    const version = newId()
    await owner`
      insert into calendar_versions (la_code, id, academic_year, by_name)
      values (${la}, ${version}, ${`${year}/${year - 1999}`}, 'Onroll')`
    const rows = termDates
      .filter(row => row.startsOn >= `${year}-09` && row.startsOn < `${year + 1}-09`)
      .map((row, line) => ({
        la_code: la,
        version_id: version,
        line: line + 1,
        kind: row.kind,
        name: row.name,
        starts_on: row.startsOn,
        ends_on: row.endsOn,
        year_groups: row.yearGroups ? [...row.yearGroups] : null,
      }))
    await owner`insert into term_dates ${owner(rows)}`
  }
  const schools = Array.from({ length: count }, (_, i) => ({
    la_code: la,
    id: newId(),
    token: newToken(),
    urn: String(999_100 + i),
    dfe_number: `${la}/${2000 + i}`,
    name: `Example School ${i}`,
    phase: 'primary',
  }))
  await owner`insert into schools ${owner(schools)}`
  return schools.map(school => school.id)
}

/** Puts enrolments into the database, or what has become of them. */
export async function putEnrolments(owner: Sql, all: readonly Made[]): Promise<void> {
  const insert = (statement: string, rows: readonly Record<string, unknown>[]) =>
    owner.unsafe(statement, [JSON.stringify(rows)])
  await insert(
    `insert into children (la_code, id, token, surname, forename, date_of_birth, sex, surname_key, forename_key)
     select '001', id, token, 'Example', 'Ada', dob, 'F', 'example', 'ada'
     from jsonb_to_recordset($1::text::jsonb) as r(id uuid, token text, dob date)
     on conflict (la_code, id) do update set date_of_birth = excluded.date_of_birth`,
    all.map(m => ({ id: m.childId, token: newToken(), dob: m.dob ?? null })),
  )
  await insert(
    `insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date, leaving_date, seen_until,
                             most_junior_class, most_senior_class, nc_year)
     select '001', id, child_id, school_id, id::text, entry, leaving, leaving, junior, senior, nc_year
     from jsonb_to_recordset($1::text::jsonb)
       as r(id uuid, child_id uuid, school_id uuid, entry date, leaving date, junior boolean, senior boolean,
               nc_year text)
     on conflict (la_code, id) do update set entry_date = excluded.entry_date, leaving_date = excluded.leaving_date,
       seen_until = excluded.seen_until, most_junior_class = excluded.most_junior_class,
       most_senior_class = excluded.most_senior_class, nc_year = excluded.nc_year`,
    all.map(m => ({
      id: m.id,
      child_id: m.childId,
      school_id: m.schoolId,
      entry: m.entry,
      leaving: m.leaving ?? null,
      junior: m.junior ?? null,
      senior: m.senior ?? null,
      nc_year: m.ncYear,
    })),
  )
  await insert(
    `insert into strips (la_code, enrolment_id, school_year, school_id, marks)
     select '001', id, year, school_id, marks
     from jsonb_to_recordset($1::text::jsonb) as r(id uuid, year int, school_id uuid, marks text)
     on conflict (la_code, enrolment_id, school_year) do update set marks = excluded.marks`,
    all.flatMap(m => [...m.marks].map(([year, marks]) => ({ id: m.id, year, school_id: m.schoolId, marks }))),
  )
  await insert(
    `insert into leaves (la_code, id, enrolment_id, child_id, school_id, starts_on, ends_on, by_name)
     select '001', id, enrolment_id, child_id, school_id, starts_on, ends_on, 'Onroll'
     from jsonb_to_recordset($1::text::jsonb)
       as r(id uuid, enrolment_id uuid, child_id uuid, school_id uuid, starts_on date, ends_on date)`,
    all.flatMap(m =>
      m.leaves.map(leave => ({
        id: newId(),
        enrolment_id: m.id,
        child_id: m.childId,
        school_id: m.schoolId,
        starts_on: leave.startsOn,
        ends_on: leave.endsOn,
      })),
    ),
  )
}
