// A child whose register shows an absence, with the findings that the rules make of it: the real rules, over real strips.
import { absenceFindings, type Leave } from '../../absences/register-findings.ts'
import { asStrip } from '../../absences/store.ts'
import { makeChild, type TestChild, type TestPeople, type TestSchool } from '../../access/testing/people.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween, type TermDate } from '../../calendar/school-calendar.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { emptyStrip, placeOf, withMarks } from '../../registers/sheet.ts'

export const today = localDate('2026-11-20')

const terms: TermDate[] = [
  { kind: 'HALF_TERM', name: 'Autumn 1', startsOn: localDate('2026-09-03'), endsOn: localDate('2026-10-23') },
  { kind: 'HALF_TERM', name: 'Autumn 2', startsOn: localDate('2026-11-02'), endsOn: localDate('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: localDate('2027-01-04'), endsOn: localDate('2027-03-25') },
]
export const calendar = schoolCalendar(terms)

/** Gives the authority of the people its term dates. */
export async function makeCalendar(owner: Sql, people: TestPeople): Promise<void> {
  const version = newId()
  await owner`insert into calendar_versions (la_code, id, academic_year, by_name) values (${people.la}, ${version}, '2026/27', 'A test')`
  for (const [line, term] of terms.entries()) {
    await owner`
      insert into term_dates (la_code, version_id, line, kind, name, starts_on, ends_on)
      values (${people.la}, ${version}, ${line + 1}, ${term.kind}, ${term.name}, ${term.startsOn}, ${term.endsOn})`
  }
}

/** A child present until the absence, then away with this code for so many school days up to today. */
export async function makeAbsentChild(
  owner: Sql,
  given: {
    school: TestSchool
    days: number
    code?: string
    leaves?: readonly Leave[]
    bornOn?: string
  } & Partial<Parameters<typeof makeChild>[1]>,
): Promise<TestChild> {
  const child = await makeChild(owner, given)
  await makeAbsent(owner, child, given.days, given.code ?? 'O', given)
  return child
}

/** Gives a child marks of this school year, and the findings that the rules make of them. */
export async function makeAbsent(
  owner: Sql,
  child: TestChild,
  days: number,
  code: string,
  given: { leaves?: readonly Leave[]; bornOn?: string } = {},
): Promise<void> {
  const schoolDays = schoolDaysBetween(calendar, localDate('2026-09-03'), today)
  const away = schoolDays.slice(schoolDays.length - days)
  const marks = (day: LocalDate) => (away.includes(day) ? code.repeat(2) : '//')
  const strip = withMarks(
    emptyStrip(2026),
    schoolDays.map(day => ({ at: placeOf(day)!.at, marks: marks(day) })),
  )
  const la = child.school.la
  await owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    values (${la}, ${child.enrolmentId}, 2026, ${child.school.id}, ${strip})`
  for (const day of schoolDays.slice(-30)) await addSheet(owner, child, day, marks(day))
  const run = newId()
  await owner`insert into detect_runs (la_code, id, on_date, started_at, finished_at, pupils, found, withdrawn)
    values (${la}, ${run}, ${today}, now(), now(), 1, 1, 0)`
  const found = absenceFindings(
    calendar,
    {
      dob: localDate(given.bornOn ?? '2017-03-14'),
      entryDate: localDate('2024-09-03'),
      leaves: given.leaves ?? [],
      strips: [asStrip({ school_year: 2026, marks: strip })],
    },
    today,
  )
  for (const f of found) {
    await owner`
      insert into findings (la_code, id, enrolment_id, child_id, school_id, rule, rule_version, on_date, due_on, since_on,
                            because, cites, inputs, run_id)
      values (${la}, ${newId()}, ${child.enrolmentId}, ${child.id}, ${child.school.id}, ${f.rule}, ${f.ruleVersion},
              ${f.on}, ${f.due ?? null}, ${f.since ?? null}, ${f.because}, ${f.cites},
              ${owner.json(f.leaveEndedOn ? { leaveEndedOn: f.leaveEndedOn } : {})}, ${run})`
  }
}

/** One more version of a school's day, holding this child alone. */
export async function addSheet(owner: Sql, child: TestChild, day: LocalDate, marks: string): Promise<void> {
  const { la, id: school } = child.school
  await owner`
    insert into sheets (la_code, school_id, day, version, received_at, enrolments, marks)
    select ${la}, ${school}, ${day}, coalesce(max(version), 0) + 1, now(), array[${child.enrolmentId}]::uuid[], ${marks}
    from sheets where la_code = ${la} and school_id = ${school} and day = ${day}`
}
