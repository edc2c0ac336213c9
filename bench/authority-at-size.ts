// An authority as large as the largest: 800 schools, 250,000 children, a year of registers, 15,000 cases. It is made in
// a database that is thrown away, with few large statements, always the same from the same day. Only made-up people:
// authority 001, postcodes ZZ99, telephone numbers 07700 900000 to 900999, addresses at example.org.
//
// What a rule says comes from the rules themselves, and what a case is from its events by the same functions as
// everywhere, so that the pages read what they would read in earnest.

import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, type LocalDate, schoolYearInWords, schoolYearOf } from '../src/calendar/local-date.ts'
import { schoolCalendar } from '../src/calendar/school-calendar.ts'
import { Chance } from '../src/demo/chance.ts'
import { origins, schoolNames, streets, townNames } from '../src/demo/names.ts'
import { termDates } from '../src/demo/term-dates.ts'
import { keepWaitingKeys } from '../src/matching/kept/jobs.ts'
import { forenameKey, surnameKey } from '../src/matching/name-keys.ts'
import { checkout } from '../src/platform/database.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../src/platform/embedded-postgres.ts'
import { digestOf } from '../src/platform/ids.ts'
import { migrate } from '../src/platform/migrate.ts'
import { placeOf } from '../src/registers/sheet.ts'
import { caseOf, type MadeCase } from './cases-at-size.ts'
import { say } from './machine.ts'
import { patterns } from './registers-at-size.ts'

export const size = {
  schools: 800,
  primaries: 660,
  children: 250_000,
  openCases: 3000,
  closedCases: 12_000,
  looks: 1_000_000,
}
const la = '001'
const patternCount = 6000
/** Of every school the registers of these last days; of the schools whose pages are measured, all. */
const sheetDays = 10
/** A primary and a secondary school: their places among the schools. */
export const measuredSchools = { primary: 7, secondary: 700 } as const

/** A folder of its own that nobody else has, for a database that is thrown away. */
export const throwAwayFolder = (name: string): string => join(tmpdir(), `onroll-bench-${process.pid}-${name}`)

export type ThrowAway = { embedded: Embedded; dataDir: string; remove(): Promise<void> }

/** A new database with every migration, which forces its writes to disk unless told otherwise. */
export async function throwAwayDatabase(
  name: string,
  {
    dataDir = throwAwayFolder(name),
    ...options
  }: Pick<EmbeddedOptions, 'durable' | 'settings'> & { dataDir?: string | undefined } = {},
): Promise<ThrowAway> {
  const embedded = await startEmbedded({ checkout, dataDir, purpose: 'bench', ...options })
  const sql = connect(embedded.owner, { max: 1 })
  await migrate(sql, { appRole: embedded.app.username, appPassword: embedded.app.password })
  await sql`insert into installation (demonstration) values (false) on conflict do nothing`
  await sql.end()
  return { embedded, dataDir, remove: () => removeWhole(embedded, dataDir) }
}

async function removeWhole(embedded: Embedded, dataDir: string): Promise<void> {
  await embedded.stop({ remove: true })
  if (existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true })
}

/**
 * So many children with their registers, and nothing that anybody found or did: for the rules. Made in a folder that is kept
 * where one is given, and used again from there, with nothing found: making it takes longer than measuring.
 */
export type RegistersOnly = { readonly children: number; readonly folder?: string | undefined }

/**
 * Another number of children in all; of them, so many in the secondary school whose pages are measured; and of closed cases, where
 * many years of them have gathered.
 */
export type WholeSize = {
  readonly children?: number
  readonly inSecondary?: number
  readonly closedCases?: number
}

/**
 * The authority in a database of its own that runs and forces its writes to disk. Takes today, to which its registers
 * lead up. Whoever asks must `remove` it.
 */
export async function authorityAtSize(
  today: LocalDate,
  only?: RegistersOnly,
  whole: WholeSize = {},
): Promise<ThrowAway> {
  const folder = only?.folder
  if (folder !== undefined && existsSync(folder)) return keptAuthority(folder)
  // Nothing is worth forcing to disk while it is made; it is stopped in order before it is used in earnest.
  const making = await throwAwayDatabase('authority', {
    durable: false,
    settings: { max_wal_size: '8GB' },
    dataDir: folder,
  })
  const sql = connect(making.embedded.owner, { max: 1 })
  try {
    await fill(sql, today, only, whole)
  } catch (error) {
    await sql.end({ timeout: 1 })
    await making.remove()
    throw error
  }
  await sql.end()
  await making.embedded.stop()
  if (folder !== undefined) return keptAuthority(folder)
  const embedded = await startEmbedded({ checkout, dataDir: making.dataDir, purpose: 'bench' })
  return { embedded, dataDir: making.dataDir, remove: () => removeWhole(embedded, making.dataDir) }
}

async function keptAuthority(dataDir: string): Promise<ThrowAway> {
  const embedded = await startEmbedded({ checkout, dataDir, purpose: 'bench' })
  const sql = connect(embedded.owner, { max: 1 })
  await migrate(sql, { appRole: embedded.app.username, appPassword: embedded.app.password })
  await sql`truncate findings, finding_endings, detect_runs, nightly_runs cascade`
  await sql`vacuum (analyze) findings, finding_endings, detect_runs`
  await sql.end()
  return { embedded, dataDir, remove: () => embedded.stop() }
}

/** The id of a thing by its kind and number, the same as the database's bench.id. Sorts as they were made. */
export function madeId(kind: number, number: number): string {
  const tail = createHash('md5').update(`${kind}.${number}`).digest('hex')
  const hex = `${kind.toString(16).padStart(2, '0')}${number.toString(16).padStart(10, '0')}7${tail.slice(0, 3)}8${tail.slice(3, 18)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
const kindOf = {
  school: 0x10,
  child: 0x11,
  enrolment: 0x12,
  earlier: 0x13,
  officer: 0x20,
  staff: 0x21,
  run: 0x22,
}

async function fill(
  sql: Sql,
  today: LocalDate,
  only: RegistersOnly | undefined,
  whole: WholeSize,
): Promise<void> {
  const started = performance.now()
  let since = started
  const done = (what: string) => {
    const now = performance.now()
    say(`  ${what}: ${((now - since) / 1000).toFixed(1)} s`)
    since = now
  }
  await sql`set synchronous_commit = off`
  await sql`set maintenance_work_mem = '512MB'`
  await sql`set work_mem = '128MB'`
  await sql.unsafe(functions)

  const year = schoolYearOf(today)
  const last = addDays(today, -1)
  const rows = [...termDates(year - 1), ...termDates(year)]
  const calendar = schoolCalendar(rows)
  const held = calendar.days.filter(day => day <= last)
  await sql`insert into authorities (la_code, name) values (${la}, 'Exampleshire Council')`
  for (const schoolYear of [year - 1, year]) {
    const version = madeId(0x23, schoolYear)
    await sql`
      insert into calendar_versions (la_code, id, academic_year, by_name)
      values (${la}, ${version}, ${schoolYearInWords(schoolYear)}, 'Onroll')`
    await sql`
      insert into term_dates ${sql(
        termDates(schoolYear).map((row, line) => ({
          la_code: la,
          version_id: version,
          line: line + 1,
          kind: row.kind,
          name: row.name,
          starts_on: row.startsOn,
          ends_on: row.endsOn,
        })),
      )}`
  }
  const schools = await makeSchools(sql, only?.children ?? whole.children ?? size.children, whole.inSecondary)
  await makePeople(sql, today)
  done('schools and people')
  await makeChildren(sql, today, year)
  done('children, enrolments, addresses, contacts')
  if (only === undefined) {
    await keepWaitingKeys(sql, la, today)
    done('the keys under which children are found')
  }
  const made = patterns(calendar, last, patternCount)
  await sql`
    create table bench.patterns (number int, school_year int, marks text, primary key (number, school_year))`
  await sql`
    insert into bench.patterns
    select * from unnest(${made.flatMap((p, i) => p.strips.map(() => i))}::int[],
      ${made.flatMap(p => p.strips.map(s => s.schoolYear))}::int[],
      ${made.flatMap(p => p.strips.map(s => s.marks))}::text[])`
  await sql`
    create table bench.found (number int, rule text, rule_version date, on_date date, due_on date, since_on date,
                              because text, cites text, inputs text)`
  await sql`
    insert into bench.found
    select * from jsonb_to_recordset(${sql.json(
      made.flatMap((p, number) =>
        p.findings.map(f => ({
          number,
          rule: f.rule,
          rule_version: f.ruleVersion,
          on_date: f.on,
          due_on: f.due ?? null,
          since_on: f.since ?? null,
          because: f.because,
          cites: f.cites,
          inputs: JSON.stringify({ calendar: madeId(0x23, year), leaveEndedOn: f.leaveEndedOn ?? null }),
        })),
      ),
    )}) as f(number int, rule text, rule_version date, on_date date, due_on date, since_on date, because text,
             cites text, inputs text)`
  await sql`create table bench.leaves (number int, starts_on date, ends_on date)`
  const withLeave = made.flatMap((p, i) => (p.leave ? [{ i, ...p.leave }] : []))
  await sql`
    insert into bench.leaves
    select * from unnest(${withLeave.map(l => l.i)}::int[], ${withLeave.map(l => l.startsOn)}::date[],
                         ${withLeave.map(l => l.endsOn)}::date[])`
  await sql`analyze bench.patterns, bench.found, bench.leaves`
  done(`${patternCount} years of marks`)
  await makeStrips(sql, year)
  done('strips')
  if (!only) {
    await makeFindingsAndSheets(sql, held)
    done('sheets, findings')
    await makeCases(sql, today, schools, whole)
    done('cases and what schools did')
    await makeLooks(sql)
    done('looks')
  }
  await sql`drop schema bench cascade`
  await sql`vacuum (freeze, analyze)`
  done('vacuum and statistics')
  say(`  whole: ${((performance.now() - started) / 1000).toFixed(0)} s`)
}

const functions = `
create schema bench;
create function bench.id(kind int, n bigint) returns uuid language sql immutable as $$
  select (lpad(to_hex(kind), 2, '0') || lpad(to_hex(n), 10, '0') || '7' || substr(t, 1, 3) || '8' || substr(t, 4, 15))::uuid
  from (select md5(kind || '.' || n) as t) m $$;
create function bench.token(n bigint, salt text) returns text language sql immutable as $$
  select translate(rtrim(encode(decode(md5(salt || n), 'hex'), 'base64'), '='), '+/', '-_') $$;
create function bench.below(n bigint, salt int, top int) returns int language sql immutable as $$
  select ((hashint8extended(n, salt) & 9007199254740991) % top)::int $$;
create function bench.upn(n bigint) returns text language sql immutable as $$
  select substr('ABCDEFGHJKLMNPQRTUVWXYZ', 1 + (select sum(substr(t, i, 1)::int * (i + 1))::int % 23 from generate_series(1, 12) i), 1) || t
  from (select '001' || lpad((2000 + n / 100000)::text, 4, '0') || lpad((n % 100000)::text, 5, '0') as t) m $$;`

/** Which years a school has and how many children it teaches: 660 primaries of 210, 140 secondaries of 795 or 796. */
const primarySize = 210
const inPrimaries = size.primaries * primarySize

async function makeSchools(
  sql: Sql,
  children: number,
  inSecondary?: number,
): Promise<{ id: string; name: string }[]> {
  const secondaries = size.schools - size.primaries
  const measured = measuredSchools.secondary - size.primaries
  const others = secondaries - (inSecondary === undefined ? 0 : 1)
  const inOthers = children - inPrimaries - (inSecondary ?? 0)
  /** The first child of the secondary school at this place. */
  const firstOf = (place: number) => {
    const before = inSecondary !== undefined && place > measured ? place - 1 : place
    const ofMeasured = before === place ? 0 : inSecondary!
    return inPrimaries + Math.floor((inOthers * before) / others) + ofMeasured
  }
  const schools = Array.from({ length: size.schools }, (_, i) => {
    const chance = new Chance(22, i)
    const isPrimary = i < size.primaries
    const place = isPrimary ? i : i - size.primaries
    const first = isPrimary ? place * primarySize : firstOf(place)
    const next = isPrimary ? first + primarySize : firstOf(place + 1)
    return {
      id: madeId(kindOf.school, i),
      name: `${chance.pick(townNames)} ${schoolNames[i % schoolNames.length]} ${isPrimary ? 'Primary School' : 'Academy'}`,
      urn: String(999_001 + i),
      dfe_number: `001/${isPrimary ? 2000 + i : 4000 + place}`,
      phase: isPrimary ? 'primary' : 'secondary',
      low_age: isPrimary ? 4 : 11,
      high_age: isPrimary ? 11 : 16,
      telephone: `07700 900${String(i).padStart(3, '0')}`,
      first,
      next,
    }
  })
  await sql`
    insert into schools ${sql(
      schools.map(({ first: _first, next: _next, ...school }, i) => ({
        la_code: la,
        token: `bench-school-${String(i).padStart(9, '0')}`,
        ...school,
        opened_on: '1999-09-01',
      })),
    )}`
  await sql`create table bench.schools (number int primary key, id uuid, is_primary boolean, first int, next int)`
  await sql`
    insert into bench.schools
    select * from unnest(${schools.map((_, i) => i)}::int[], ${schools.map(s => s.id)}::uuid[],
      ${schools.map(s => String(s.phase === 'primary'))}::text[]::boolean[], ${schools.map(s => s.first)}::int[],
      ${schools.map(s => s.next)}::int[])`
  return schools
}

const officers = [
  'Nadia Rahman',
  'Tom Ashdown',
  'Ewa Nowak',
  'Grace Okafor',
  'Sam Kershaw',
  'Iqra Malik',
].concat(['Jo Barlow', 'Dan Hebden', 'Ama Balogun', 'Kit Fairhurst', 'Lena Mazur', 'Rob Garside'])
/** Staff of a school: three people each, in this order. */
const staffRoles = ['attendance-officer', 'dsl', 'headteacher'] as const

async function makePeople(sql: Sql, today: LocalDate): Promise<void> {
  await sql`
    insert into people (la_code, id, email, name)
    select ${la}, bench.id(${kindOf.officer}, n), 'officer' || n || '@example.org', name
    from unnest(${[...officers, 'Ruth Manager', 'Ben Assistant']}::text[]) with ordinality as o(name, n)`
  await sql`
    insert into grants (la_code, id, person_id, role, starts_on, given_name, why)
    select ${la}, bench.id(${0x24}, n), bench.id(${kindOf.officer}, n),
           case n when ${officers.length + 1} then 'manager' when ${officers.length + 2} then 'cme-assistant'
                  else 'cme-officer' end, '2024-09-01', 'Onroll', 'Made up'
    from generate_series(1, ${officers.length + 2}) n`
  await sql`
    insert into people (la_code, id, email, name)
    select ${la}, bench.id(${kindOf.staff}, s.number * 3 + r), 'staff' || (s.number * 3 + r) || '@example.org',
           'Staff ' || (s.number * 3 + r)
    from bench.schools s, generate_series(0, 2) r`
  await sql`
    insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
    select ${la}, bench.id(${0x25}, s.number * 3 + r), bench.id(${kindOf.staff}, s.number * 3 + r),
           (${staffRoles as unknown as string[]}::text[])[r + 1], s.id, ${addDays(today, -700)}, 'Onroll', 'Made up'
    from bench.schools s, generate_series(0, 2) r`
}

async function makeChildren(sql: Sql, today: LocalDate, year: number): Promise<void> {
  const chance = new Chance(23)
  const names = Array.from({ length: 40_000 }, () => {
    const origin = chance.weighted(origins.map(o => [o, o.share] as const))
    const sex = chance.is(0.5) ? 'F' : 'M'
    return {
      forename: chance.pick(sex === 'F' ? origin.girls : origin.boys),
      surname: chance.pick(origin.surnames),
      sex,
    }
  })
  await sql`
    create table bench.names (n int primary key, forename text, surname text, sex text, forename_key text, surname_key text)`
  await sql`
    insert into bench.names
    select * from unnest(${names.map((_, i) => i)}::int[], ${names.map(n => n.forename)}::text[],
      ${names.map(n => n.surname)}::text[], ${names.map(n => n.sex)}::text[],
      ${names.map(n => forenameKey(n.forename))}::text[], ${names.map(n => surnameKey(n.surname))}::text[])`
  // Year groups in turn within a school: 0 to 6 in a primary, 7 to 11 in a secondary.
  await sql`
    create table bench.children as
    select s.first + i as n, bench.id(${kindOf.child}, s.first + i) as id, s.id as school_id, s.number as school, s.is_primary,
           case when s.is_primary then i % 7 else 7 + i % 5 end as year_group,
           bench.below(s.first + i, 1, ${names.length}) as name
    from bench.schools s, lateral generate_series(0, s.next - s.first - 1) i
    order by 1`
  await sql`
    insert into children (la_code, id, token, surname, forename, date_of_birth, sex, upn, upn_checked, surname_key, forename_key)
    select ${la}, c.id, bench.token(c.n, 'child'), m.surname, m.forename,
           make_date(${year}::int - 5 - c.year_group, 9, 1) + bench.below(c.n, 2, 365), m.sex, bench.upn(c.n), true,
           m.surname_key, m.forename_key
    from bench.children c join bench.names m on m.n = c.name
    order by c.n`
  const entered = addDays(today, -80)
  await sql`
    insert into enrolments (la_code, id, child_id, school_id, mis_id, admission_number, nc_year, registration_group,
                            enrol_status, entry_date)
    select ${la}, bench.id(${kindOf.enrolment}, c.n), c.id, c.school_id, 'M' || c.n, 'A' || c.n,
           case when c.year_group = 0 then 'R' else c.year_group::text end,
           case when c.year_group = 0 then 'R' else c.year_group::text end || substr('ABCD', 1 + bench.below(c.n, 3, 4), 1),
           'C', make_date(${year}::int - case when c.is_primary then c.year_group else c.year_group - 7 end, 9, 2)
    from bench.children c
    order by c.n`
  // Year 7 came from a primary this summer, whose register still has their last year.
  await sql`
    insert into enrolments (la_code, id, child_id, school_id, mis_id, nc_year, enrol_status, entry_date, leaving_date,
                            leaving_reason, destination, seen_until)
    select ${la}, bench.id(${kindOf.earlier}, c.n), c.id, s.id, 'M' || c.n, '6', 'C', make_date(${year}::int - 7, 9, 2),
           make_date(${year}, 7, 20), 'Moved on', 'A secondary school', ${addDays(entered, 60)}
    from bench.children c join bench.schools s on s.number = bench.below(c.n, 4, ${size.primaries})
    where c.year_group = 7
    order by s.number, c.n`
  await sql`
    insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, at, by_name, type, data)
    select ${la}, bench.id(${0x14}, row_number() over (order by e.id)), e.id, e.child_id, e.school_id, e.entry_date, 'Onroll',
           'entered', '{}' from enrolments e where e.la_code = ${la}`
  // One child in eight hundred is protected: no ordinary address or contact of theirs.
  await sql`
    insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    select ${la}, bench.id(${0x15}, c.n), c.id, 'address', ${addDays(today, -100)}, 'Asked for by the school', 'Onroll'
    from bench.children c where c.n % 800 = 400`
  await sql`alter table child_addresses disable trigger not_of_protected`
  await sql`alter table contacts disable trigger not_of_protected`
  await sql`
    insert into child_addresses (la_code, id, child_id, school_id, lines, postcode)
    select ${la}, bench.id(${0x16}, c.n), c.id, c.school_id,
           (1 + bench.below(c.n, 5, 120)) || ' ' || (${streets as string[]}::text[])[1 + bench.below(c.n, 6, ${streets.length})] || ', '
             || (${townNames as string[]}::text[])[1 + bench.below(c.n, 7, ${townNames.length})],
           'ZZ99 ' || bench.below(c.n, 8, 10) || substr('ABDEFGHJLNPQRSTUWXYZ', 1 + bench.below(c.n, 9, 20), 1)
             || substr('ABDEFGHJLNPQRSTUWXYZ', 1 + bench.below(c.n, 10, 20), 1)
    from bench.children c where c.n % 800 <> 400 order by c.n`
  await sql`
    insert into contacts (la_code, id, child_id, school_id, contact_order, name, relationship, parental_responsibility,
                          lives_with, phone_1, email)
    select ${la}, bench.id(${0x17}, c.n * 2 + k), c.id, c.school_id, k + 1,
           case k when 0 then 'Mrs ' else 'Mr ' end || m.surname, case k when 0 then 'mother' else 'father' end, 'yes',
           case k when 0 then 'yes' else 'not known' end,
           '07700 900' || lpad(bench.below(c.n * 2 + k, 11, 1000)::text, 3, '0'), 'family' || c.n || '@example.org'
    from bench.children c join bench.names m on m.n = c.name, generate_series(0, 1) k
    where c.n % 800 <> 400 order by c.n, k`
  await sql`alter table child_addresses enable trigger not_of_protected`
  await sql`alter table contacts enable trigger not_of_protected`
  await sql`
    insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id)
    select ${la}, bench.id(${0x18}, c.n * 16 + f.k), c.id, f.flag, 'yes', ${addDays(today, -300)}, 'The school', c.school_id
    from bench.children c, (values (1, 'fsm_eligible', 240), (2, 'SEN_support', 140), (3, 'EHCP', 45), (4, 'child_in_need', 25),
      (5, 'child_protection_plan', 4), (6, 'in_care', 7)) as f(k, flag, thousandth)
    where bench.below(c.n, 12 + f.k, 1000) < f.thousandth order by c.n`
  // Without statistics the joins that follow would be looked up row by row.
  await sql`analyze`
}

async function makeStrips(sql: Sql, year: number): Promise<void> {
  await sql`
    insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    select ${la}, e.id, p.school_year, e.school_id, p.marks
    from bench.children c
    join enrolments e on e.la_code = ${la} and e.child_id = c.id
    join bench.patterns p on p.number = bench.below(c.n, 30, ${patternCount})
      and (case when e.leaving_date is null then p.school_year = ${year} or e.entry_date < make_date(${year}, 9, 1)
                else p.school_year = ${year - 1} end)
    order by e.id, p.school_year`
  await sql`
    insert into leaves (la_code, id, enrolment_id, child_id, school_id, starts_on, ends_on, by_name)
    select ${la}, bench.id(${0x19}, c.n), e.id, c.id, e.school_id, l.starts_on, l.ends_on, 'Onroll'
    from bench.children c
    join bench.leaves l on l.number = bench.below(c.n, 30, ${patternCount})
    join enrolments e on e.la_code = ${la} and e.child_id = c.id and e.leaving_date is null and e.entry_date <= l.starts_on`
  await sql`analyze strips`
}

async function makeFindingsAndSheets(sql: Sql, held: readonly LocalDate[]): Promise<void> {
  const run = madeId(kindOf.run, 1)
  await sql`
    insert into detect_runs (la_code, id, on_date, started_at, finished_at, pupils, found, withdrawn)
    values (${la}, ${run}, ${held.at(-1)!}, now(), now(), ${size.children}, 0, 0)`
  await sql`
    insert into findings (la_code, id, enrolment_id, child_id, school_id, rule, rule_version, on_date, due_on, since_on,
                          because, cites, inputs, run_id, found_at)
    select ${la}, bench.id(${0x1a}, row_number() over (order by f.on_date, c.n)), e.id, c.id, e.school_id, f.rule,
           f.rule_version, f.on_date, f.due_on, f.since_on, f.because, f.cites, f.inputs::jsonb, ${run}, f.on_date + 1
    from bench.children c
    join bench.found f on f.number = bench.below(c.n, 30, ${patternCount}) and (f.rule = 'T-04' or c.year_group > 0)
    join enrolments e on e.la_code = ${la} and e.child_id = c.id and e.entry_date <= f.on_date
      and (e.leaving_date is null or e.leaving_date >= f.on_date)`
  // A correction ended one in ten.
  await sql`
    insert into finding_endings (la_code, finding_id, school_id, run_id, because)
    select ${la}, f.id, f.school_id, ${run}, 'A later mark gave a reason'
    from findings f where f.la_code = ${la} and hashtext(f.id::text) % 10 = 0`
  const sheets = (days: readonly LocalDate[], which: readonly number[] | undefined) => sql`
    insert into sheets (la_code, school_id, day, version, received_at, enrolments, marks)
    select ${la}, e.school_id, d.day, 1, d.day + time '16:00', array_agg(e.id order by e.id),
           string_agg(substr(t.marks, d.at, 2), '' order by e.id)
    from unnest(${[...days]}::date[], ${days.map(day => schoolYearOf(day))}::int[],
                ${days.map(day => 1 + 2 * placeIn(day))}::int[]) as d(day, school_year, at)
    join strips t on t.la_code = ${la} and t.school_year = d.school_year
    join enrolments e on e.la_code = ${la} and e.id = t.enrolment_id and e.entry_date <= d.day
      and (e.leaving_date is null or e.leaving_date >= d.day)
    join bench.schools s on s.id = e.school_id and ${which ? sql`s.number = any (${which as number[]}::int[])` : sql`true`}
    group by e.school_id, d.day`
  await sheets(held.slice(-sheetDays), undefined)
  await sheets(held.slice(0, -sheetDays), Object.values(measuredSchools))
}

function placeIn(day: LocalDate): number {
  const place = placeOf(day)
  if (!place) throw new Error(`${day} is no weekday`)
  return place.at / 2
}

async function makeCases(
  sql: Sql,
  today: LocalDate,
  schools: readonly { id: string; name: string }[],
  whole: WholeSize,
): Promise<void> {
  const count = size.openCases + (whole.closedCases ?? size.closedCases)
  const spread = Math.floor((whole.children ?? size.children) / count)
  const referred = await sql<{ id: string; school: number }[]>`
    select id, school from bench.children where n % ${spread} = ${spread > 5 ? 5 : 0} order by n limit ${count}`
  // The open ones lie among all the schools, as the closed ones do.
  const order = referred
    .map((_, i) => i)
    .sort((a, b) => (madeId(1, a).slice(14) < madeId(1, b).slice(14) ? -1 : 1))
  const people = officers.map((name, i) => ({ id: madeId(kindOf.officer, i + 1), name }))
  const cases = order.map((at, number) => {
    const { id, school } = referred[at]!
    const { id: schoolId, name } = schools[school]!
    const child = { childId: id, schoolId, school: name, dsl: `Staff ${school * 3 + 1}` }
    return caseOf(number, size.openCases, today, {
      referred: child,
      officers: people,
      places: schools,
      id: madeId,
    })
  })
  for (let from = 0; from < cases.length; from += 3000)
    await insertCases(sql, cases.slice(from, from + 3000), from)
  await sql`insert into counters (la_code, name, value) values (${la}, 'case', ${1000 + count}), (${la}, 'referral', ${1000 + count})`
}

async function insertCases(sql: Sql, cases: readonly MadeCase[], from: number): Promise<void> {
  // One statement a table: rows go as JSON and come out as the table's own columns.
  const insert = (table: string, columns: string, rows: readonly Record<string, unknown>[]) =>
    sql.unsafe(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
      [JSON.stringify(rows)],
    )
  await insert(
    'cases',
    `la_code, id, token, reference, child_id, ${Object.keys(cases[0]!.columns).join(', ')}, changed_at`,
    cases.map(c => ({
      la_code: la,
      id: c.id,
      token: `bench-case-${c.reference}`,
      reference: c.reference,
      child_id: c.childId,
      ...c.columns,
      changed_at: `${c.events.at(-1)!.on}T12:00:00Z`,
    })),
  )
  await insert(
    'case_events',
    'la_code, case_id, id, child_id, at, on_date, by_person, by_name, by_role, side, type, data',
    cases.flatMap(c =>
      c.events.map(({ id, on, byId, by, role, side, type, ...data }) => ({
        la_code: la,
        case_id: c.id,
        id,
        child_id: c.childId,
        at: `${on}T12:00:00Z`,
        on_date: on,
        by_person: byId ?? null,
        by_name: by,
        by_role: role,
        side,
        type,
        data,
      })),
    ),
  )
  let step = from * 64
  await insert(
    'shared_steps',
    'la_code, id, child_id, school_id, case_id, at, on_date, by_name, says',
    cases.flatMap(c =>
      c.shared.map(({ on, by, says }) => ({
        la_code: la,
        id: madeId(0x54, step++),
        child_id: c.childId,
        school_id: c.schoolId,
        case_id: c.id,
        at: `${on}T12:00:00Z`,
        on_date: on,
        by_name: by,
        says,
      })),
    ),
  )
  await insert(
    'referrals',
    'la_code, id, token, reference, child_id, school_id, case_id, start_code, urgent, answers, missing, sent_name, sent_on, sent_at, outcome, outcome_says, outcome_on',
    cases.map(({ referral: r, ...c }) => ({
      la_code: la,
      id: r.id,
      token: `bench-referral-${c.reference}`,
      reference: c.reference.replace('C', 'R'),
      child_id: c.childId,
      school_id: c.schoolId,
      case_id: c.id,
      start_code: c.columns.start_code,
      urgent: false,
      answers: {
        kind: c.columns.start_code,
        'last-attended': r.sentOn,
        'last-seen': r.sentOn,
        'seen-where': 'At the gate, by the class teacher',
      },
      missing: [],
      sent_name: r.by,
      sent_on: r.sentOn,
      sent_at: `${r.sentOn}T10:00:00Z`,
      outcome: r.outcome,
      outcome_says: r.says ?? null,
      outcome_on: r.on,
    })),
  )
  await insert(
    'offers',
    'la_code, id, token, case_id, child_id, school_id, starts_on, state, made_on, made_name, attended_on, answered_on',
    cases.flatMap(c =>
      c.offers.map(o => ({
        la_code: la,
        id: o.id,
        token: `bench-offer-${c.reference}`,
        case_id: c.id,
        child_id: c.childId,
        school_id: o.schoolId,
        starts_on: o.startsOn,
        state: o.state,
        made_on: o.madeOn,
        made_name: o.by,
        attended_on: o.attendedOn ?? null,
        answered_on: o.attendedOn ?? null,
      })),
    ),
  )
  let enquiry = from * 64
  const did = [
    ['RS01', 'phone', 'no answer'],
    ['RS01', 'phone', 'message left'],
    ['RS02', 'text', 'no reply'],
    ['RS04', null, 'nothing known'],
    ['RS09', 'visit', 'no answer'],
  ] as const
  await insert(
    'enquiries',
    'la_code, id, child_id, school_id, side, check_code, method, asked, result, done_on, by_name, by_role, recorded_at',
    cases.flatMap(c =>
      did.map(([code, method, result], i) => {
        const on = addDays(c.referral.sentOn, i - did.length)
        return {
          la_code: la,
          id: madeId(0x55, enquiry++),
          child_id: c.childId,
          school_id: c.schoolId,
          side: 'school',
          check_code: code,
          method,
          asked: 'Contact 1, mother',
          result,
          done_on: on,
          by_name: c.referral.by,
          by_role: 'attendance-officer',
          recorded_at: `${on}T12:00:00Z`,
        }
      }),
    ),
  )
  await insert(
    'screens',
    'la_code, id, child_id, school_id, signed_name, signed_role, signed_at, signed_on, level, danger_now, answers, concerns',
    cases.map((c, i) => ({
      la_code: la,
      id: madeId(0x56, from + i),
      child_id: c.childId,
      school_id: c.schoolId,
      signed_name: c.referral.by,
      signed_role: 'dsl',
      signed_at: `${c.referral.sentOn}T09:00:00Z`,
      signed_on: c.referral.sentOn,
      level: c.columns.level,
      danger_now: false,
      answers: { danger: { answer: 'no' }, threat: { answer: 'not known' } },
      concerns: 'No word from the family since half term.',
    })),
  )
}

async function makeLooks(sql: Sql): Promise<void> {
  // Most are a school's at its own children, a sixth the authority's.
  await sql`
    insert into looks (la_code, id, at, person_id, by_name, role, organisation, schools, child_id, page)
    select ${la}, bench.id(${0x60}, l.n), now() - (${size.looks} - l.n) * interval '20 seconds',
           case when l.n % 6 = 0 then bench.id(${kindOf.officer}, 1 + l.n % 12) else bench.id(${kindOf.staff}, c.school * 3 + l.n % 3) end,
           case when l.n % 6 = 0 then 'An officer' else 'Staff ' || (c.school * 3 + l.n % 3) end,
           case when l.n % 6 = 0 then 'cme-officer' else 'attendance-officer' end,
           case when l.n % 6 = 0 then 'Exampleshire Council' else 'A school' end,
           case when l.n % 6 = 0 then '{}'::uuid[] else array[c.school_id] end, c.id, '/pupils/:child'
    from generate_series(1, ${size.looks}) as l(n)
    join bench.children c on c.n = bench.below(l.n, 40, ${size.children})`
}

/** Signs a person in as of now, without the page: a session as sign-in leaves it. Gives the cookie's value. */
export async function signedIn(sql: Sql, personId: string, hat: string): Promise<string> {
  const cookie = `bench-${personId}-${hat}`
  await sql`
    insert into sessions (la_code, token_hash, person_id, hat, started_at, last_seen_at, factor_at, device)
    values (${la}, ${digestOf(cookie)}, ${personId}, ${hat}, now(), now(), now(), 'bench')
    on conflict (la_code, token_hash) do update set last_seen_at = now()`
  return cookie
}

/** Someone in a role: at a school (its place among the schools), or in the authority. */
export function personOf(role: (typeof staffRoles)[number], school: number): string
export function personOf(role: 'cme-officer' | 'manager' | 'cme-assistant'): string
export function personOf(role: string, school = 0): string {
  const place = (staffRoles as readonly string[]).indexOf(role)
  if (place >= 0) return madeId(kindOf.staff, school * 3 + place)
  return madeId(kindOf.officer, role === 'cme-officer' ? 1 : officers.length + (role === 'manager' ? 1 : 2))
}

/** The id of a school by its place among the schools. */
export const schoolAt = (place: number): string => madeId(kindOf.school, place)
