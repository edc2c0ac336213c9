// A register, leave, enquiries and conclusions for a test, in the school year of the rule catalogue's worked examples.
import type { TestChild, TestPeople, TestPerson } from '../../access/testing/people.ts'
import { addDays, type LocalDate, localDate, schoolYearOf } from '../../calendar/local-date.ts'
import { isSchoolDay, schoolCalendar, type TermDate } from '../../calendar/school-calendar.ts'
import { codeToByte } from '../../law/attendance-codes.ts'
import type { Sql } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { emptyStrip, placeOf } from '../../registers/sheet.ts'
import { defaultSettings } from '../../schools/settings.ts'

const row = (kind: TermDate['kind'], startsOn: string, endsOn = startsOn): TermDate => ({
  kind,
  name: kind,
  startsOn: localDate(startsOn),
  endsOn: localDate(endsOn),
})

/** Section 10 of the rule catalogue: 190 pupil days. */
export const termDates: readonly TermDate[] = [
  row('HALF_TERM', '2025-09-02', '2025-10-24'),
  row('HALF_TERM', '2025-11-03', '2025-12-19'),
  row('HALF_TERM', '2026-01-05', '2026-02-13'),
  row('HALF_TERM', '2026-02-23', '2026-04-02'),
  row('HALF_TERM', '2026-04-20', '2026-05-22'),
  row('HALF_TERM', '2026-06-01', '2026-07-21'),
  row('INSET', '2025-11-03'),
  row('INSET', '2026-01-05'),
  row('INSET', '2026-06-01'),
  row('INSET', '2026-07-21'),
  row('BANK_HOLIDAY', '2026-05-04'),
]
export const calendar = schoolCalendar(termDates)

/** Keeps the term dates as the authority's own. */
export async function makeCalendar(owner: Sql, la = '001'): Promise<void> {
  const version = newId()
  await owner`
    insert into calendar_versions (la_code, id, academic_year, by_name)
    values (${la}, ${version}, '2025/26', 'A test')`
  for (const [line, { kind, name, startsOn, endsOn }] of termDates.entries()) {
    await owner`
      insert into term_dates (la_code, version_id, line, kind, name, starts_on, ends_on)
      values (${la}, ${version}, ${line}, ${kind}, ${name}, ${startsOn}, ${endsOn})`
  }
}

/** From a day on, this code for both sessions (or one for each). */
export type From = readonly [day: string, am: string, pm?: string]

/** The bytes of a register up to a day: present until something else is said. */
export function marksUpTo(last: string, ...froms: readonly From[]): string {
  const year = schoolYearOf(localDate(last))
  const bytes = Buffer.from(emptyStrip(year), 'latin1')
  const sorted = [...froms].sort(([a], [b]) => (a < b ? -1 : 1))
  for (let day = localDate(`${year}-09-01`); day <= last; day = addDays(day, 1)) {
    if (!isSchoolDay(calendar, day)) continue
    const [, am, pm] = sorted.findLast(([from]) => from <= day) ?? ['', '/']
    const at = placeOf(day)!.at
    if (am !== '') bytes[at] = codeToByte(am!)
    if ((pm ?? am) !== '') bytes[at + 1] = codeToByte(pm ?? am!)
  }
  return bytes.toString('latin1')
}

/** Keeps a child's register up to a day; what stood before goes. */
export async function makeRegister(
  owner: Sql,
  child: TestChild,
  last: string,
  ...froms: readonly From[]
): Promise<void> {
  const marks = marksUpTo(last, ...froms)
  await owner`
    insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    values (${child.la}, ${child.enrolmentId}, ${schoolYearOf(localDate(last))}, ${child.school.id}, ${marks})
    on conflict (la_code, enrolment_id, school_year) do update set marks = excluded.marks`
}

export async function makeLeave(owner: Sql, child: TestChild, from: string, to: string): Promise<void> {
  await owner`
    insert into leaves (la_code, id, enrolment_id, child_id, school_id, starts_on, ends_on, by_name)
    values (${child.la}, ${newId()}, ${child.enrolmentId}, ${child.id}, ${child.school.id}, ${from}, ${to}, 'A test')`
}

/** Every check that is required of the school, done on a day and in vain; and the risk screen signed. */
export async function makeSchoolChecks(
  owner: Sql,
  child: TestChild,
  on: string,
  leaveOut: readonly string[] = [],
): Promise<void> {
  const codes = defaultSettings['required-school-checks'].filter(code => !leaveOut.includes(code))
  for (const code of codes.filter(one => one !== 'RS22')) {
    await owner`
      insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, result, done_on, by_name, by_role)
      values (${child.la}, ${newId()}, ${child.id}, ${child.school.id}, 'school', ${code}, 'phone', 'nothing known',
              ${on}, 'A test', 'attendance-officer')`
  }
  if (!codes.includes('RS22')) return
  await owner`
    insert into screens (la_code, id, child_id, school_id, signed_name, signed_role, signed_on, level, danger_now,
                         answers, concerns)
    values (${child.la}, ${newId()}, ${child.id}, ${child.school.id}, 'Alder dsl', 'dsl', ${on}, 'act this week', false,
            '{}', '')`
}

/** Every check that is required of the authority, answered on a day in the child's open case. */
export async function makeAuthorityChecks(
  owner: Sql,
  child: TestChild,
  caseId: string,
  on: string,
): Promise<void> {
  for (const check of defaultSettings['required-authority-checks']) {
    await owner`
      insert into case_events (la_code, case_id, id, child_id, on_date, by_name, by_role, side, type, data)
      values (${child.la}, ${caseId}, ${newId()}, ${child.id}, ${on}, 'A test', 'cme-officer', 'authority',
              'check-answered', ${owner.json({ check, result: 'nothing found', says: 'Nothing' })})`
  }
}

/** An open case of the authority about the child, as a removal opens one. Gives its id. */
export async function makeCase(owner: Sql, child: TestChild, on: string): Promise<string> {
  const id = newId()
  await owner`
    insert into cases (la_code, id, token, reference, child_id, school_id, start_code, state, pathway, standing, level,
                       opened_on, next_step, next_due, changed_at)
    values (${child.la}, ${id}, ${newToken()}, ${`C-${id.slice(-6)}`}, ${child.id}, ${child.school.id}, 'START-01',
            'received', 'A', 'possible CME', 'act this week', ${on}, 'Decide on it', ${on}, now())`
  await owner`
    insert into case_events (la_code, case_id, id, child_id, on_date, by_name, by_role, side, type, data)
    values (${child.la}, ${id}, ${newId()}, ${child.id}, ${on}, 'A test', 'attendance-officer', 'school', 'received',
            ${owner.json({
              how: 'referral',
              schoolId: child.school.id,
              school: child.school.name,
              startCode: 'START-01',
              level: 'act this week',
              pathway: 'A',
              says: 'A test',
            })})`
  return id
}

export type TestConclusion = {
  side: 'school' | 'authority'
  outcome: string
  unavoidable?: 'yes' | 'no' | 'not known'
  on: string
  reasons?: string
}

export async function makeConclusion(
  owner: Sql,
  child: TestChild,
  caseId: string,
  given: TestConclusion,
): Promise<void> {
  const name = given.side === 'school' ? 'Alder headteacher' : 'Alder cme-officer'
  await owner`
    insert into joint_conclusions (la_code, id, child_id, school_id, case_id, side, outcome, unavoidable, reasons,
                                   signed_name, signed_role, signed_on)
    values (${child.la}, ${newId()}, ${child.id}, ${child.school.id}, ${caseId}, ${given.side}, ${given.outcome},
            ${given.unavoidable ?? 'no'}, ${given.reasons ?? 'The landlord and an aunt say that the family lives abroad'},
            ${name}, ${given.side === 'school' ? 'headteacher' : 'cme-officer'}, ${given.on})`
}

/** Everything but the register: checks of both sides done, and both concluding alike on a day. Gives the case's id. */
export async function makeEverythingElse(
  owner: Sql,
  child: TestChild,
  on: string,
  outcome = 'LOCATED_AGREED_WILL_NOT_ATTEND',
): Promise<string> {
  const caseId = await makeCase(owner, child, on)
  await makeSchoolChecks(owner, child, on)
  await makeAuthorityChecks(owner, child, caseId, on)
  await makeConclusion(owner, child, caseId, { side: 'school', outcome, on })
  await makeConclusion(owner, child, caseId, { side: 'authority', outcome, on })
  return caseId
}

/** Whoever of the right school asks: the headteacher unless said otherwise. */
export const asking = (people: TestPeople, role: keyof TestPeople['right'] = 'headteacher'): TestPerson =>
  people.right[role]

export const day = (text: string): LocalDate => localDate(text)
