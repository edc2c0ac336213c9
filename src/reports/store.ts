// All the SQL of reports: numbers of schools. No query here gives a child.
import { schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { type LocalDate, schoolYearOf, schoolYearStart } from '../calendar/local-date.ts'
import { waitsForHead } from '../leavers/store.ts'
import type { Tx } from '../platform/db.ts'
import { placeOf } from '../registers/sheet.ts'
import { isTenDayOwed, tenDayAnswers } from '../returns/store.ts'
import type { Counts } from './measures.ts'

/**
 * Is the next place of this leaver still unconfirmed? No register here has the child, and nobody there has said so. A protected
 * child is never counted: a number that falls would say that a register has the child.
 */
const unconfirmed = (tx: Tx, by: LocalDate) => tx`
  not exists (select 1 from protections p where p.la_code = e.la_code and p.child_id = e.child_id) and
  not exists (select 1 from enrolments o where o.la_code = e.la_code and o.child_id = e.child_id and o.id <> e.id
                and (o.leaving_date is null or o.leaving_date > ${by}))
  and not exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id
                    and d.type = 'confirmed')`

/** Counts every school of the authority as it stands now. As the system: one pass over each table, for the jobs process. */
export async function countSchools(tx: Tx, system: Viewer): Promise<{ schoolId: string; counts: Counts }[]> {
  const la = system.la
  const today = system.today as LocalDate
  const place = placeOf(today)
  const yearStart = schoolYearStart(schoolYearOf(today))
  // On a Saturday no register stands at any place: nobody is absent.
  const noReason = place
    ? tx`select e.school_id, count(*)::int as n from enrolments e
         join strips y on y.la_code = e.la_code and y.enrolment_id = e.id and y.school_year = ${place.schoolYear}
         where e.la_code = ${la} and e.entry_date <= ${today} and (e.leaving_date is null or e.leaving_date >= ${today})
           and substr(y.marks, ${place.at + 1}, 2) ~ '[NO]' group by 1`
    : tx`select null::uuid as school_id, 0 as n where false`
  const standing = (rule: string) => tx`
    select f.school_id, count(distinct f.enrolment_id)::int as n from findings f
    join enrolments e on e.la_code = f.la_code and e.id = f.enrolment_id
    where f.la_code = ${la} and f.rule = ${rule} and f.on_date >= ${yearStart}
      and (e.leaving_date is null or e.leaving_date > ${today})
      and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id) group by 1`
  const rows = await tx<(Counts & { school_id: string })[]>`
    with
      roll as (select school_id, count(*)::int as n from enrolments where la_code = ${la} and entry_date <= ${today}
               and (leaving_date is null or leaving_date > ${today}) group by 1),
      taken as (select distinct school_id, 1 as n from sheets where la_code = ${la} and day = ${today}),
      no_reason as (${noReason}),
      ten as (${standing('T-07')}), twenty as (${standing('T-15')}),
      persistent as (${standing('PA')}), severe as (${standing('SA')}),
      late as (select f.school_id, count(*)::int as n from findings f
               where f.la_code = ${la} and ${isTenDayOwed(tx)} and f.on_date >= ${today}::date - 30
                 and coalesce(f.due_on, f.on_date) < ${today} group by 1),
      referred as (select school_id, count(*)::int as n from referrals where la_code = ${la}
                   and outcome in ('received', 'accepted', 'more asked', 'working') group by 1),
      waiting as (select r.school_id, count(*)::int as n from removals r
                  where r.la_code = ${la} and ${waitsForHead(tx)} and r.on_date >= ${yearStart} group by 1),
      to_explain as (select r.school_id, count(*)::int as n from removals r
                     where r.la_code = ${la} and r.kind = 'already made' and r.decision = 'flagged' and r.on_date >= ${yearStart}
                       and not exists (select 1 from removal_answers a where a.la_code = r.la_code and a.removal_id = r.id)
                     group by 1),
      unconfirmed as (select e.school_id, count(*)::int as n from enrolments e
                      where e.la_code = ${la} and e.leaving_date between ${yearStart} and ${today}
                        and ${unconfirmed(tx, today)}
                      group by 1)
    select s.id as school_id, coalesce(roll.n, 0) as "onRoll", coalesce(taken.n, 0) as "registerTaken",
           coalesce(no_reason.n, 0) as "noReason", coalesce(ten.n, 0) as "tenDays", coalesce(twenty.n, 0) as "twentyDays",
           coalesce(late.n, 0) as "returnsLate", coalesce(referred.n, 0) as "referralsOpen",
           coalesce(waiting.n, 0) as "removalsWaiting", coalesce(to_explain.n, 0) as "removalsToExplain",
           coalesce(unconfirmed.n, 0) as "leaversUnconfirmed", coalesce(persistent.n, 0) as persistent,
           coalesce(severe.n, 0) as severe
    from schools s
    left join roll on roll.school_id = s.id left join taken on taken.school_id = s.id
    left join no_reason on no_reason.school_id = s.id left join ten on ten.school_id = s.id
    left join twenty on twenty.school_id = s.id left join late on late.school_id = s.id
    left join referred on referred.school_id = s.id left join waiting on waiting.school_id = s.id
    left join to_explain on to_explain.school_id = s.id left join unconfirmed on unconfirmed.school_id = s.id
    left join persistent on persistent.school_id = s.id left join severe on severe.school_id = s.id
    where s.la_code = ${la} and (s.closed_on is null or s.closed_on > ${today})`
  return rows.map(({ school_id, ...counts }) => ({ schoolId: school_id, counts }))
}

/** Keeps the counts of a day: a later taking of the same day replaces the earlier. */
export async function keepCounts(
  tx: Tx,
  system: Viewer,
  taken: readonly { schoolId: string; counts: Counts }[],
  now: Date,
): Promise<void> {
  await tx`
    insert into school_counts (la_code, school_id, on_date, counts, taken_at)
    select ${system.la}, (t.one ->> 'schoolId')::uuid, ${system.today}, t.one -> 'counts', ${now}
    from jsonb_array_elements(${tx.json([...taken])}) as t(one)
    on conflict (la_code, school_id, on_date) do update set counts = excluded.counts, taken_at = excluded.taken_at`
}

export type CountsRow = {
  name: string
  on_date: LocalDate | null
  taken_at: Date | null
  counts: Record<string, unknown> | null
}

/** The newest counts of each school of the viewer's trust, by name: at most 200 schools, each with the last of 14 days. */
export function trustCounts(tx: Tx, viewer: Viewer): Promise<CountsRow[]> {
  return tx<CountsRow[]>`
    select s.name, n.on_date, n.taken_at, n.counts
    from schools s
    left join lateral (select on_date, taken_at, counts from school_counts k
                       where k.la_code = s.la_code and k.school_id = s.id and k.on_date between ${viewer.today}::date - 14 and ${viewer.today}
                       order by k.on_date desc limit 1) n on true
    where s.la_code = ${viewer.la} and s.id = any (${viewer.schools as string[]}::uuid[])
    order by s.name limit 200`
}

/** What happened at one school from one day to another, and what stands there now. */
export type TermFacts = {
  onRoll: number
  entered: number
  left: number
  removalsRefused: number
  removalsFlagged: number
  tenDayFound: number
  tenDaySent: number
  tenDaySentLate: number
  referrals: number
  referralsUrgent: number
  referralsFound: number
  screens: number
  persistent: number
  severe: number
  leaversUnconfirmed: number
  daysClosed: number
  daysClosedWhole: number
  partTime: number
}

export async function termFacts(
  tx: Tx,
  viewer: Viewer,
  given: { schoolId: string; from: LocalDate; to: LocalDate },
): Promise<TermFacts> {
  const { schoolId, from, to } = given
  const la = viewer.la
  const own = (column: string) =>
    tx`${tx(column)} = ${schoolId} and ${schoolInScope(tx, viewer, tx`${tx(column)}`)}`
  const stands = tx`not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)`
  const [row] = await tx<TermFacts[]>`
    select
      (select count(*)::int from enrolments e where e.la_code = ${la} and ${own('e.school_id')} and e.entry_date <= ${to}
         and (e.leaving_date is null or e.leaving_date > ${to})) as "onRoll",
      (select count(*)::int from enrolments e where e.la_code = ${la} and ${own('e.school_id')}
         and e.entry_date between ${from} and ${to}) as entered,
      (select count(*)::int from enrolments e where e.la_code = ${la} and ${own('e.school_id')}
         and e.leaving_date between ${from} and ${to}) as "left",
      r.refused as "removalsRefused", r.flagged as "removalsFlagged",
      t.found as "tenDayFound", t.sent as "tenDaySent", t.late as "tenDaySentLate",
      q.all as referrals, q.urgent as "referralsUrgent", q.found as "referralsFound",
      (select count(*)::int from screens n where n.la_code = ${la} and ${own('n.school_id')}
         and n.signed_on between ${from} and ${to}) as screens,
      p.persistent, p.severe,
      (select count(*)::int from enrolments e where e.la_code = ${la} and ${own('e.school_id')}
         and e.leaving_date between ${from} and ${to}
         and ${unconfirmed(tx, to)}) as "leaversUnconfirmed",
      b.closed as "daysClosed", b.whole as "daysClosedWhole",
      (select count(*)::int from arrangements g where g.la_code = ${la} and ${own('g.school_id')}
         and g.kind = 'part-time timetable' and g.starts_on <= ${to}
         and not exists (select 1 from arrangement_endings h where h.la_code = g.la_code and h.arrangement_id = g.id
                           and h.on_date <= ${to})) as "partTime"
    from
      (select count(*) filter (where kind = 'asked for here' and decision = 'refused')::int as refused,
              count(*) filter (where kind = 'already made' and decision = 'flagged')::int as flagged
       from removals m where m.la_code = ${la} and ${own('m.school_id')} and m.on_date between ${from} and ${to}) r,
      (select count(*)::int as found, count(a.sent_on)::int as sent,
              count(*) filter (where a.sent_on > coalesce(f.due_on, f.on_date))::int as late
       from findings f
       -- The first that answered it: one that was sent again is not another.
       left join lateral (select min(sent_on) as sent_on from (${tenDayAnswers(tx)}) answers) a on true
       where f.la_code = ${la} and ${own('f.school_id')} and f.rule = 'T-07' and f.on_date between ${from} and ${to}
         and ${stands}) t,
      (select count(*)::int as all, count(*) filter (where urgent)::int as urgent,
              count(*) filter (where outcome = 'found in education')::int as found
       from referrals k where k.la_code = ${la} and ${own('k.school_id')} and k.sent_on between ${from} and ${to}) q,
      (select count(distinct f.enrolment_id) filter (where f.rule = 'PA')::int as persistent,
              count(distinct f.enrolment_id) filter (where f.rule = 'SA')::int as severe
       from findings f join enrolments e on e.la_code = f.la_code and e.id = f.enrolment_id
       where f.la_code = ${la} and ${own('f.school_id')} and f.rule in ('PA', 'SA')
         and f.on_date between ${schoolYearStart(schoolYearOf(from))} and ${to} and ${stands}
         and (e.leaving_date is null or e.leaving_date > ${to})) p,
      (select count(distinct day)::int as closed, count(distinct day) filter (where not_taken = 0)::int as whole
       from day_closings c where c.la_code = ${la} and ${own('c.school_id')} and c.day between ${from} and ${to}) b`
  return row!
}

/** What waits for the head: removals to decide on. (Leave, days and letters are asked of their own nouns.) */
export async function removalsToDecide(
  tx: Tx,
  viewer: Viewer,
): Promise<
  {
    token: string
    child_id: string
    name: string
    school: string
    ground: string | null
    on_date: LocalDate
  }[]
> {
  return tx`
    select r.token, r.child_id, c.forename || ' ' || c.surname as name, s.name as school, r.ground, r.on_date
    from removals r
    join children c on c.la_code = r.la_code and c.id = r.child_id
    join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and ${waitsForHead(tx)}
      and ${schoolInScope(tx, viewer, tx`r.school_id`)}
      and exists (select 1 from enrolments e where e.la_code = r.la_code and e.id = r.enrolment_id
                    and (e.leaving_date is null or e.leaving_date > ${viewer.today}))
    order by r.on_date, r.id limit 50`
}
