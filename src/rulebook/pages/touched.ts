// How many children is a rule touching now? Counted within what the viewer may see, and shown as a number without names.
//
// Findings, cases and removals belong to nouns that come after this one: a page may read them, and only pages do so here.
import { ruleInWords } from '../../absences/finding.ts'
import type { Request } from '../../access/page.ts'
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import {
  addDays,
  dateInWords,
  type LocalDate,
  schoolYearOf,
  schoolYearStart,
} from '../../calendar/local-date.ts'
import type { Rule } from '../../law/rule.ts'
import type { Fragment, Sql, Tx } from '../../platform/db.ts'
import { lowerFirst } from '../book.ts'

/** How far back "now" reaches: a finding is acted on within a month, or it is another list's. */
const recentDays = 30
/** Findings read for one count at most. Beyond it the page says "more than". */
const readAtMost = 50_000

/** The number of children, in words, with what was counted; or why nothing was. */
export type Touched = { readonly counted: boolean; readonly says: string }

/** Where a rule's children stand in the record; nothing where no list of them is kept. */
type CountedIn =
  | { readonly list: 'findings' }
  | { readonly list: 'removals'; readonly ground?: string; readonly what: string }
  | { readonly list: 'cases'; readonly states?: readonly string[]; readonly what: string }

function countedIn({ id, kind }: Rule): CountedIn | undefined {
  if (Object.hasOwn(ruleInWords, id)) return { list: 'findings' }
  if (kind === 'deletion ground') return { list: 'removals', ground: id, what: 'by this ground' }
  switch (id) {
    case 'T-12':
      return { list: 'removals', what: 'on any ground' }
    case 'T-16':
      return { list: 'removals', ground: 'R9-F', what: 'for home education' }
    case 'L-01':
      return { list: 'cases', what: 'open' }
    case 'L-02':
      return {
        list: 'cases',
        states: ['received', 'triage', 'needs information'],
        what: 'waiting for triage',
      }
    default:
      return undefined
  }
}

const children = (count: number): string =>
  count === 1 ? '1 child' : `${count === 0 ? 'No' : count.toLocaleString('en-GB')} children`

/** Whole authorities whose count was long: everyone of the authority reads the same numbers for a while. */
const kept = new WeakMap<Sql, Map<string, Kept>>()
type Kept = { at: Date; counts: ReadonlyMap<string, number> }
const keptMinutes = 10
/** So many children counted are worth keeping. */
const keptFrom = 20_000

/** The same as `touchedNow`, but a long count of a whole authority is kept for ten minutes; gives when it was made, where it was. */
export async function touchedLately(
  { db, viewer, now, services }: Pick<Request, 'db' | 'viewer' | 'now' | 'services'>,
  rules: readonly Rule[],
  from = keptFrom,
): Promise<{ counts: ReadonlyMap<string, number>; at: Date | undefined }> {
  const mayKeep = viewer.side === 'authority' && !viewer.unscoped
  const ofPool = kept.get(services.sql) ?? new Map<string, Kept>()
  const key = `${viewer.la} ${viewer.today}`
  const known = mayKeep ? ofPool.get(key) : undefined
  if (known && now.getTime() - known.at.getTime() < keptMinutes * 60_000) return known
  const counts = await touchedNow(db, viewer, rules)
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  // One day's count for each authority: what was kept before is of no use.
  for (const old of ofPool.keys()) if (old.startsWith(`${viewer.la} `)) ofPool.delete(old)
  if (mayKeep && total >= from) kept.set(services.sql, ofPool.set(key, { at: now, counts }))
  return { counts, at: undefined }
}

/**
 * For each rule that is counted: children with a finding that no correction has ended, or a removal, of the last 30 days, or with
 * an open case. A share of absence is of the school year, and its findings too. Three statements for the whole list.
 */
async function touchedNow(
  tx: Tx,
  viewer: Viewer,
  rules: readonly Rule[],
): Promise<ReadonlyMap<string, number>> {
  const shares = rules.filter(rule => rule.kind === 'measure').map(rule => rule.id)
  const others = Object.keys(ruleInWords).filter(id => !shares.includes(id))
  const yearFrom = schoolYearStart(schoolYearOf(viewer.today as LocalDate))
  const counted = (ids: readonly string[], from: LocalDate) => tx`
    select rule, count(*)::int as children from (
      select distinct f.rule, f.child_id from findings f
      where f.la_code = ${viewer.la} and f.rule = any (${[...ids]}::text[])
        and f.on_date >= ${from} and f.on_date <= ${viewer.today}
        and ${stands(tx)} and ${inScope(tx, viewer, tx`f.school_id`, tx`f.child_id`)}) one
    group by rule`
  const findings = await tx<{ rule: string; children: number }[]>`
    ${counted(others, addDays(viewer.today as LocalDate, 1 - recentDays))} union all ${counted(shares, yearFrom)}`
  const removals = await tx<{ ground: string | null; children: number }[]>`
    select r.ground, count(distinct r.child_id)::int as children from removals r
    where r.la_code = ${viewer.la} and r.at >= ${viewer.today}::date - ${recentDays - 1}::int
      and ${inScope(tx, viewer, tx`r.school_id`, tx`r.child_id`)}
    group by r.ground`
  // A child has one open case at most.
  const cases =
    viewer.side === 'school'
      ? undefined
      : await tx<{ state: string; children: number }[]>`
          select c.state, count(*)::int as children from cases c
          where c.la_code = ${viewer.la} and c.closed_on is null and ${childInScope(tx, viewer, tx`c.child_id`)}
          group by c.state`
  const sum = (rows: readonly { children: number }[]) => rows.reduce((total, row) => total + row.children, 0)
  const count = (where: CountedIn, id: string): number | undefined => {
    switch (where.list) {
      case 'findings':
        return sum(findings.filter(row => row.rule === id))
      case 'removals':
        return sum(removals.filter(row => where.ground === undefined || row.ground === where.ground))
      case 'cases':
        return cases && sum(cases.filter(row => where.states?.includes(row.state) ?? true))
      default:
        return where satisfies never
    }
  }
  return new Map(
    rules.flatMap(rule => {
      const where = countedIn(rule)
      const found = where && count(where, rule.id)
      return found === undefined ? [] : [[rule.id, found] as const]
    }),
  )
}

/** How many children one rule touches now. */
export async function touchedBy(tx: Tx, viewer: Viewer, rule: Rule): Promise<Touched> {
  const where = countedIn(rule)
  switch (where?.list) {
    case 'findings':
      return byFindings(tx, viewer, rule.id)
    case 'removals':
      return byRemovals(tx, viewer, where.ground ? tx`r.ground = ${where.ground}` : tx`true`, where.what)
    case 'cases':
      return byCases(
        tx,
        viewer,
        where.states ? tx`c.state = any (${[...where.states]})` : tx`true`,
        where.what,
      )
    default:
      return {
        counted: false,
        says: 'Not counted: Onroll keeps no list of the children whom this rule touches.',
      }
  }
}

/** In words: the last 30 days, and the school year. */
async function byFindings(tx: Tx, viewer: Viewer, id: string): Promise<Touched> {
  const today = viewer.today as LocalDate
  const recentFrom = addDays(today, 1 - recentDays)
  const yearFrom = schoolYearStart(schoolYearOf(today))
  const from = yearFrom < recentFrom ? yearFrom : recentFrom
  const [row] = await tx<{ recent: number; year: number; read: number }[]>`
    select count(distinct child_id) filter (where on_date >= ${recentFrom})::int as recent,
           count(distinct child_id) filter (where on_date >= ${yearFrom})::int as year, count(*)::int as read
    from (select f.child_id, f.on_date from findings f
          where f.la_code = ${viewer.la} and f.rule = ${id} and f.on_date >= ${from} and f.on_date <= ${today}
            and ${stands(tx)} and ${inScope(tx, viewer, tx`f.school_id`, tx`f.child_id`)}
          -- The newest first, so that what is left out of a long count is what is oldest.
          order by f.on_date desc limit ${readAtMost}) newest`
  const { recent, year, read } = row!
  const more = read === readAtMost ? 'more than ' : ''
  const where = whose(viewer)
  return {
    counted: true,
    says: `${children(recent)} ${where} with a finding by this rule in the last ${recentDays} days; ${more}${lowerFirst(children(year))} since ${dateInWords(yearFrom)}. Findings that a correction has ended are not counted.`,
  }
}

async function byRemovals(tx: Tx, viewer: Viewer, which: Fragment, what: string): Promise<Touched> {
  const yearFrom = schoolYearStart(schoolYearOf(viewer.today as LocalDate))
  const [row] = await tx<{ children: number }[]>`
    select count(distinct r.child_id)::int as children from removals r
    where r.la_code = ${viewer.la} and r.at >= ${yearFrom}::date and ${which}
      and ${inScope(tx, viewer, tx`r.school_id`, tx`r.child_id`)}`
  return {
    counted: true,
    says: `${children(row!.children)} ${whose(viewer)} for whom a removal ${what} was asked or recorded since ${dateInWords(yearFrom)}.`,
  }
}

async function byCases(tx: Tx, viewer: Viewer, which: Fragment, what: string): Promise<Touched> {
  if (viewer.side === 'school') {
    return { counted: false, says: 'Not counted here: the authority’s cases are not shown to schools.' }
  }
  const [row] = await tx<{ children: number }[]>`
    select count(distinct c.child_id)::int as children from cases c
    where c.la_code = ${viewer.la} and c.closed_on is null and ${which} and ${childInScope(tx, viewer, tx`c.child_id`)}`
  return { counted: true, says: `${children(row!.children)} ${whose(viewer)} with a case that is ${what}.` }
}

const stands = (tx: Tx): Fragment =>
  tx`not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)`

const inScope = (tx: Tx, viewer: Viewer, schoolId: Fragment, childId: Fragment): Fragment =>
  tx`${schoolInScope(tx, viewer, schoolId)} and ${childInScope(tx, viewer, childId)}`

const whose = (viewer: Viewer): string =>
  viewer.side !== 'school'
    ? 'in the authority'
    : viewer.schools.length > 1
      ? 'in your schools'
      : 'in your school'
