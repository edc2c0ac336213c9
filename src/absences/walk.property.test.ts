/**
 * The walk over bytes against a slow reading of the contract, written apart from it: days as objects, codes as text,
 * every rule in its own words. They must find the same things in any register and any calendar.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { csaEnd, csaStart } from '../calendar/age.ts'
import { addDays, type LocalDate, localDate, schoolYearOf, weekday } from '../calendar/local-date.ts'
import { schoolCalendar, type TermDate } from '../calendar/school-calendar.ts'
import { stripWidth, weekdayIndex } from '../calendar/strip-days.ts'
import { codeToByte, notTaken } from '../law/attendance-codes.ts'
import { explain } from './explain.ts'
import { type EnrolmentFacts, type Leave, registerFindings } from './register-findings.ts'
import { casesWanted } from './testing/generated.ts'
import type { Strip } from './walk.ts'

type Mark = string | undefined
type Found = { rule: string; on: string; since?: string; due?: string; missed?: number; possible?: number }
type Case = {
  open: LocalDate[]
  terms: TermDate[]
  marks: Map<LocalDate, [Mark, Mark]>
  dob: LocalDate
  entry: LocalDate
  leaving: LocalDate | undefined
  leaves: Leave[]
  on: LocalDate
}

const inSchool = new Set(['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B', 'U', 'D'])
const notASession = new Set(['#', 'Z'])
const notPossible = new Set(['D', 'X', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7', 'Z', '#'])
const present = new Set(['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B'])

/** The contract, read slowly. */
function slowly(facts: Case): Found[] {
  const { open, dob, entry, leaving, on } = facts
  const isOfAge = (date: LocalDate) => csaStart(dob) <= date && date <= csaEnd(dob)
  const isOnRoll = (date: LocalDate) => date >= entry && (!leaving || date <= leaving) && date <= on
  const sessionsOf = (date: LocalDate): Mark[] =>
    (isOnRoll(date) && facts.marks.get(date)) || [undefined, undefined]
  const ownSessions = (date: LocalDate) =>
    sessionsOf(date).filter(code => code === undefined || !notASession.has(code))
  const taken = (date: LocalDate) => ownSessions(date).filter(code => code !== undefined)
  const due = (date: LocalDate, n: number) => open.filter(other => other > date)[n - 1]
  const found: Found[] = []
  const days = open.filter(isOnRoll)

  for (const date of days) {
    const by = due(date, 5)
    if (sessionsOf(date).includes('N')) found.push({ rule: 'T-04', on: date, ...(by && { due: by }) })
  }

  const runs = (rule: string, length: number, set: Set<string>, untakenEnds: boolean) => {
    let run: LocalDate[] = []
    let isFound = false
    for (const date of days) {
      const own = ownSessions(date)
      if (own.length === 0) continue
      const codes = sessionsOf(date)
      if (codes.every(code => code !== undefined && set.has(code))) {
        run.push(date)
        if (!isFound && run.length >= length && isOfAge(date)) {
          isFound = true
          found.push({ rule, on: date, since: run[0]! })
        }
      } else if (taken(date).some(code => !set.has(code)) || (untakenEnds && own.includes(undefined))) {
        run = []
        isFound = false
      }
    }
  }
  runs('T-07', 10, new Set(['G', 'N', 'O', 'U']), false)
  runs('T-15', 20, new Set(['G', 'N', 'O']), true)

  let joined: Leave[] = []
  for (const leave of [...facts.leaves].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))) {
    const before = joined.at(-1)
    const isApart = before && open.some(date => date > before.endsOn && date < leave.startsOn)
    if (!before || isApart) joined.push(leave)
    else {
      const endsOn = before.endsOn > leave.endsOn ? before.endsOn : leave.endsOn
      joined = [...joined.slice(0, -1), { startsOn: before.startsOn, endsOn }]
    }
  }
  for (const { endsOn } of joined) {
    const after = open.filter(date => date > endsOn)
    const first = after.find(date => taken(date).length > 0)
    if (first && !taken(first).some(code => inSchool.has(code))) found.push({ rule: 'T-14', on: first })
    const ten = after.filter(date => ownSessions(date).length > 0).slice(0, 10)
    const away = ten.every(date => ownSessions(date).every(code => code !== undefined && !inSchool.has(code)))
    if (ten.length === 10 && away) found.push({ rule: 'H-10', on: ten[9]! })
  }

  for (const year of new Set(open.map(schoolYearOf))) {
    let sessions = 0
    for (const date of days.filter(one => schoolYearOf(one) === year)) {
      const ill = sessionsOf(date).filter(code => code === 'I').length
      sessions += ill
      if (ill > 0 && sessions >= 30 && isOfAge(date)) {
        found.push({ rule: 'T-09', on: date })
        break
      }
    }
  }

  const counted = days
    .filter(date => schoolYearOf(date) === schoolYearOf(on))
    .flatMap(date => sessionsOf(date))
    .filter(code => code !== undefined && !notPossible.has(code))
  const missed = counted.filter(code => !present.has(code!)).length
  const possible = counted.length
  if (missed > 0 && missed / possible >= 0.1)
    found.push({ rule: missed / possible >= 0.5 ? 'SA' : 'PA', on, missed, possible })
  return found
}

/** The same facts through the walk. */
function quickly(facts: Case): Found[] {
  const calendar = schoolCalendar(facts.terms)
  return registerFindings(calendar, enrolmentOf(facts), facts.on)
    .filter(one => !['T-10', 'T-11', 'T-21'].includes(one.rule))
    .map(({ rule, on, since, due, missed, possible }) => ({
      rule,
      on,
      ...(since && { since }),
      ...(due && { due }),
      ...(missed !== undefined && { missed }),
      ...(possible !== undefined && { possible }),
    }))
}

function enrolmentOf(facts: Case): EnrolmentFacts {
  const strips: Strip[] = []
  for (const [date, [am, pm]] of facts.marks) {
    const schoolYear = schoolYearOf(date)
    let strip = strips.find(one => one.schoolYear === schoolYear)
    if (!strip) {
      // Strips lie somewhere inside a larger buffer when they stream from the database.
      const length = stripWidth(schoolYear)
      const bytes = new Uint8Array(length + 20).fill('O'.charCodeAt(0)).fill(notTaken, 7, 7 + length)
      strip = { schoolYear, bytes, at: 7, length }
      strips.push(strip)
    }
    const place = strip.at + weekdayIndex(schoolYear, date) * 2
    strip.bytes[place] = am === undefined ? notTaken : codeToByte(am)
    strip.bytes[place + 1] = pm === undefined ? notTaken : codeToByte(pm)
  }
  const { dob, entry, leaving, leaves } = facts
  return { dob, entryDate: entry, leavingDate: leaving, leaves, strips }
}

const firstDay = localDate('2025-06-02')
const anyDay = fc.integer({ min: 0, max: 230 }).map(offset => addDays(firstDay, offset))
const anyCode = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Mark>('O') },
  { weight: 4, arbitrary: fc.constant<Mark>('I') },
  { weight: 3, arbitrary: fc.constantFrom<Mark>('G', 'N', 'U') },
  { weight: 3, arbitrary: fc.constantFrom<Mark>('#', 'Z', undefined) },
  { weight: 3, arbitrary: fc.constantFrom<Mark>('/', 'C', 'L', 'D', 'X', 'Y2', 'C2', 'E', 'V') },
)
/** Stretches of the same mark: runs are long in life, and random marks alone would never make one. */
const anyStretch = fc.record({
  length: fc.integer({ min: 1, max: 30 }),
  am: anyCode,
  pm: anyCode,
  isWhole: fc.boolean(),
  isHeld: fc.integer({ min: 0, max: 9 }).map(n => n > 0),
})
const anySpan = fc.record({ from: anyDay, length: fc.integer({ min: 0, max: 12 }) })

const anyCase = fc
  .record({
    breaks: fc.array(anySpan, { maxLength: 6 }),
    /** Stretches in a row that are in school, between two that are as they come. */
    presences: fc.integer({ min: 0, max: 6 }),
    stretches: fc.array(anyStretch, { minLength: 4, maxLength: 30 }),
    leaves: fc.array(anySpan, { maxLength: 4 }),
    dob: fc.oneof(
      fc.constant(localDate('2014-01-15')),
      fc.constantFrom(
        ...['2020-08-31', '2020-09-01', '2020-12-31', '2021-01-01', '2009-07-01', '2009-09-01'].map(
          localDate,
        ),
      ),
    ),
    entry: fc.oneof(fc.constant(localDate('2021-09-01')), anyDay),
    leaving: fc.oneof(fc.constant(undefined), anyDay),
    on: fc.oneof(fc.constant(localDate('2026-01-31')), anyDay),
  })
  .map(({ breaks, presences, stretches, leaves, dob, entry, leaving, on }): Case => {
    const spans = breaks.map(({ from, length }) => ({ startsOn: from, endsOn: addDays(from, length) }))
    const terms: TermDate[] = [
      { kind: 'HALF_TERM', name: '', startsOn: firstDay, endsOn: localDate('2025-07-21') },
      { kind: 'HALF_TERM', name: '', startsOn: localDate('2025-09-02'), endsOn: localDate('2026-01-30') },
      ...spans.map((span): TermDate => ({ kind: 'CLOSURE', name: '', ...span })),
    ]
    const open: LocalDate[] = []
    const marks = new Map<LocalDate, [Mark, Mark]>()
    let stretch = 0
    let used = 0
    for (let date = firstDay; date <= '2026-01-30'; date = addDays(date, 1)) {
      if (weekday(date) > 5) continue
      const isTerm = terms.some(
        term => term.kind === 'HALF_TERM' && term.startsOn <= date && date <= term.endsOn,
      )
      if (isTerm && !spans.some(span => span.startsOn <= date && date <= span.endsOn)) open.push(date)
      const { am, pm, isWhole, isHeld, length } = stretches[stretch % stretches.length]!
      if (stretch % (presences + 1) !== 0) marks.set(date, ['/', '\\'])
      else if (isHeld) marks.set(date, [am, isWhole ? am : pm])
      if (++used >= length) {
        stretch++
        used = 0
      }
    }
    const given = leaves.map(({ from, length }) => ({ startsOn: from, endsOn: addDays(from, length) }))
    return { open, terms, marks, dob, entry, leaving, leaves: given, on }
  })
  .filter(({ open }) => open.length > 0)

const sorted = (found: Found[]) => found.map(one => JSON.stringify(one, Object.keys(one).sort())).sort()

describe('the walk over bytes', () => {
  test('finds what a slow reading of the contract finds', () => {
    const met = new Map<string, number>()
    fc.assert(
      fc.property(anyCase, facts => {
        const expected = slowly(facts)
        for (const { rule } of expected) met.set(rule, (met.get(rule) ?? 0) + 1)
        assert.deepEqual(sorted(quickly(facts)), sorted(expected))
      }),
      { numRuns: casesWanted(500) },
    )
    // A property that never meets a rule says nothing about it.
    for (const rule of ['T-04', 'T-07', 'T-09', 'T-14', 'T-15', 'H-10', 'PA', 'SA'])
      assert.ok((met.get(rule) ?? 0) > 3 || casesWanted(500) < 500, rule)
  })

  test('can be counted after, day by day', () => {
    fc.assert(
      fc.property(anyCase, facts => {
        const calendar = schoolCalendar(facts.terms)
        const enrolment = enrolmentOf(facts)
        for (const finding of registerFindings(calendar, enrolment, facts.on)) {
          const days = explain(calendar, enrolment, finding, facts.on)
          const onTheDay = days.find(one => one.on === finding.on)
          if (finding.rule === 'T-07') assert.ok(onTheDay!.count! >= 10)
          if (finding.rule === 'T-15') assert.ok(onTheDay!.count! >= 20)
          if (finding.rule === 'H-10') assert.equal(onTheDay!.count, 10)
          if (finding.rule === 'T-09') assert.ok(onTheDay!.count! >= 15)
          if (finding.missed !== undefined)
            assert.equal(days.findLast(one => one.did === 'counted')!.count, finding.missed)
          if (finding.since) assert.equal(days.find(one => one.did === 'counted')!.on, finding.since)
        }
      }),
      { numRuns: casesWanted(300) },
    )
  })
})
