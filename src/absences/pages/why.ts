// Why does a rule say this of a child? Its days one by one, what would change it, its law, how corrections changed it; and
// the same as it was known on a past day.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate, laterOf } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { dayInWords, dueInWords } from '../../children/pages/pupil-work.ts'
import { childByToken } from '../../children/store.ts'
import { schoolRule } from '../../law/school-rules.ts'
import { citationInWords, markInWords } from '../../law/source.ts'
import { londonDay, momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes } from '../../platform/web/date-boxes.ts'
import type { ChildView } from '../../platform/web/page.ts'
import { dueAsRead } from '../../rulebook/due-as-read.ts'
import { readingsFor } from '../../rulebook/store.ts'
import type { CountLine } from '../count-lines.ts'
import { type Explanation, explanation } from '../explain.ts'
import { type Finding, ruleInWords } from '../finding.ts'
import {
  calendarVersionById,
  findingsOfRule,
  type RecordedEnrolment,
  recordedEnrolments,
} from '../known/store.ts'
import type { PastFindingRow } from '../store.ts'
import {
  type Asked,
  asked,
  dayAsked,
  dayInAddress,
  findingFrom,
  findingKey,
  findingsUpTo,
  readFindingKey,
  registersAsked,
} from './asked.ts'

/** The school's page, and the authority's. */
export const whyPages: readonly Page[] = [
  {
    path: '/pupils/:child/why/:finding',
    allow: 'pupil.see',
    shows: 'one child',
    section: 'Pupils',
    get: request => view(request, 'pupils'),
  },
  {
    path: '/children/:child/why/:finding',
    allow: 'child.see',
    shows: 'one child',
    section: 'Children',
    get: request => view(request, 'children'),
  },
]

async function view(request: Request, side: 'pupils' | 'children'): Promise<ChildView> {
  const { db, viewer, params } = request
  const today = viewer.today as LocalDate
  const key = readFindingKey(params.finding!)
  if (!key || key.on > today) throw new NotFound('finding')
  const child = await childByToken(db, viewer, params.child!)
  const [enrolments, history] = await Promise.all([
    recordedEnrolments(db, viewer, child.id),
    findingsOfRule(db, viewer, child.id, key.rule),
  ])
  const { day: knownOn, errors } = dayAsked(request, 'known')
  const found = await findingAsked(request, enrolments, history, key, knownOn)
  const past = knownOn && (await askedBefore(request, found, knownOn))
  const shown = past ?? found.now
  const at = `/${side}/${child.token}`
  const version = shown?.why.calendarVersion
  const stricter = shown && (await stricterDue(request, shown))
  return {
    template: 'absences/pages/why.njk',
    child: child.id,
    errors,
    data: {
      heading: `Why? ${ruleInWords[key.rule]}`,
      pageTitle: 'Why a rule says this',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      back: { href: at, text: side === 'pupils' ? 'Back to the pupil' : 'Back to the child' },
      at: `${at}/why/${findingKey(key)}`,
      said: `${at}/said`,
      ruleHref: `/rules/${key.rule}`,
      rule: key.rule,
      school: found.enrolment.school,
      standing: found.row && !past ? standingInWords(found.row, at) : undefined,
      knownOn: past && inWords(past.knownOn),
      nothingThen: knownOn && !past?.why ? nothingThen(key.rule, knownOn) : undefined,
      notKept: past?.asked.notKept ?? [],
      because: shown?.why.because,
      due: shown && dueInWords(stricter ?? shown.why.due ?? null, today),
      stricter: stricter !== undefined,
      warn: shown?.why.warnFrom && `Warned of from ${inWords(shown.why.warnFrom)}.`,
      days: shown ? linesInWords(shown.why.days) : [],
      dueDays: shown ? linesInWords(shown.why.dueDays) : [],
      wouldChange: shown?.why.wouldChange ?? [],
      law: shown && lawOf(shown.why),
      calendar: version && (await calendarInWords(request, version)),
      inputs: shown && inputsInWords(shown.why),
      chain: chainOf(history, found.row).map(row => shownRow(row, at, found.row)),
      boxes: dateBoxes('known', errors.length > 0 ? { body: request.query } : { day: knownOn }),
    },
  }
}

/** The working, and what it was made of. */
type Explained = { why: Explanation; finding: Finding; calendar: SchoolCalendar }

/** The day it is due where the authority has chosen a stricter reading of the law by then, and nothing where it has not. */
async function stricterDue({ db, viewer }: Request, { finding, calendar }: Explained) {
  const { rule, on, due } = finding
  const read = dueAsRead({ rule, on, due }, calendar, await readingsFor(db, viewer, on))
  return read === due ? undefined : read
}

type Found = {
  enrolment: RecordedEnrolment
  /** As the nightly run kept it, where it did. */
  row: PastFindingRow | undefined
  finding: Finding
  now: Explained | undefined
}

/**
 * The finding of the address: the one that stands, else the last that did, else what the rules say without a record, now or with
 * what was known on the past day that is asked about.
 */
async function findingAsked(
  request: Request,
  enrolments: readonly RecordedEnrolment[],
  history: readonly PastFindingRow[],
  key: { rule: string; on: LocalDate },
  knownOn: LocalDate | undefined,
): Promise<Found> {
  const rows = history.filter(row => row.on_date === key.on)
  const row = rows.find(one => one.ended_at === null) ?? rows.at(-1)
  const enrolment = row && enrolments.find(one => one.id === row.enrolment_id)
  if (row && enrolment) {
    const finding = findingFrom(row)
    const now = await asked(request, enrolment)
    return { enrolment, row, finding, now: explained(now, finding, request.viewer.today as LocalDate) }
  }
  for (const one of enrolments.slice(0, registersAsked)) {
    const now = await asked(request, one)
    const isIt = (f: Finding) => f.rule === key.rule && f.on === key.on
    const finding = findingsUpTo(now, key.on).find(isIt)
    if (finding) return { enrolment: one, row: undefined, finding, now: explained(now, finding, key.on) }
    if (knownOn === undefined) continue
    const then = await asked(request, one, { knownOn, on: laterOf(knownOn, key.on) })
    const known = findingsUpTo(then, laterOf(knownOn, key.on)).find(isIt)
    if (known) return { enrolment: one, row: undefined, finding: known, now: explained(now, known, key.on) }
  }
  throw new NotFound('finding')
}

const explained = (
  { calendar, facts, calendarVersion }: Asked,
  finding: Finding,
  asOf: LocalDate,
): Explained | undefined =>
  facts && { finding, calendar, why: explanation(calendar, facts, finding, asOf, calendarVersion) }

/** What the same rule said of the same absence on a past day, with what was known then; nothing where it said nothing. */
async function askedBefore(
  request: Request,
  { enrolment, finding }: Found,
  knownOn: LocalDate,
): Promise<(Explained & { knownOn: LocalDate; asked: Asked }) | undefined> {
  const then = await asked(request, enrolment, { knownOn, on: knownOn })
  const same = findingsUpTo(then, knownOn).filter(one => one.rule === finding.rule)
  const isTheSame = (one: Finding) =>
    one.leaveEndedOn !== undefined || finding.leaveEndedOn !== undefined
      ? one.leaveEndedOn === finding.leaveEndedOn
      : (one.since ?? one.on) <= finding.on && (finding.since ?? finding.on) <= one.on
  const one = same.find(isTheSame) ?? (finding.rule === 'PA' || finding.rule === 'SA' ? same[0] : undefined)
  const why = one && explained(then, one, knownOn)
  return why && { knownOn, asked: then, ...why }
}

const nothingThen = (rule: string, knownOn: LocalDate): string =>
  `With what was known at the end of ${inWords(knownOn)}, rule ${rule} said nothing of this yet.`

function standingInWords(row: PastFindingRow, at: string) {
  if (!row.ended_at) return undefined
  const foundOn = londonDay(row.found_at)
  return {
    text: `This no longer stands. ${row.ended_because} It is kept as it was found. The days below are as the register stands now.`,
    href: `${at}/why/${findingKey({ rule: row.rule, on: row.on_date })}?${dayInAddress('known', foundOn)}`,
    link: `See the days as known on ${dateInWords(foundOn)}, when it was found`,
  }
}

/** The findings that corrections made of each other, oldest first; none where there is only one that stands. */
function chainOf(history: readonly PastFindingRow[], row: PastFindingRow | undefined): PastFindingRow[] {
  if (!row) return []
  const ids = new Set([row.id])
  for (let size = 0; size !== ids.size; ) {
    size = ids.size
    for (const one of history) {
      if (ids.has(one.id) && one.replaced_by !== null) ids.add(one.replaced_by)
      if (one.replaced_by !== null && ids.has(one.replaced_by)) ids.add(one.id)
      if (one.on_date === row.on_date && one.enrolment_id === row.enrolment_id) ids.add(one.id)
    }
  }
  const chain = history.filter(one => ids.has(one.id))
  return chain.length === 1 && chain[0]!.ended_at === null ? [] : chain
}

function shownRow(row: PastFindingRow, at: string, here: PastFindingRow | undefined) {
  return {
    title: `${inWords(row.on_date)}${row.due_on ? `, due ${dayInWords(row.due_on)}` : ''}${row.since_on ? `, counted from ${dayInWords(row.since_on)}` : ''}`,
    href:
      row.id === here?.id || row.on_date === here?.on_date
        ? undefined
        : `${at}/why/${findingKey({ rule: row.rule, on: row.on_date })}`,
    found: `Found ${momentInWords(row.found_at)}.`,
    ended: row.ended_at ? `Ended ${momentInWords(row.ended_at)}. ${row.ended_because}` : 'It stands.',
  }
}

const didInWords = { counted: 'Counted', 'passed-over': 'Not counted', broke: 'Ends the count' } as const

/** The lines of a count as the table shows them. */
export function linesInWords(lines: readonly CountLine[]) {
  return lines.map((line, index) => ({
    day: line.to === undefined ? inWords(line.on) : `${inWords(line.on)} to ${inWords(line.to)}`,
    marks: line.am !== undefined,
    am: codeInWords(line.am),
    pm: codeInWords(line.pm),
    did: index === 0 && line.did === 'broke' ? 'Comes before the count' : didInWords[line.did],
    says: line.says.charAt(0).toUpperCase() + line.says.slice(1),
  }))
}

function codeInWords(code: string | undefined): string {
  if (!code) return 'Not taken'
  return code === '/' || code === '\\' ? 'Present' : code
}

function lawOf(why: Explanation) {
  const rule = schoolRule(why.rule)
  return {
    cites: why.cites.replace(/\.$/, ''),
    version: dateInWords(why.ruleVersion),
    mark: markInWords[why.mark],
    plain: rule.plain,
    sources: rule.cites.map(cite =>
      [`${citationInWords(cite)}. ${markInWords[cite.mark]}.`, cite.note].filter(Boolean).join(' '),
    ),
  }
}

async function calendarInWords(request: Request, id: string): Promise<string | undefined> {
  const version = await calendarVersionById(request.db, request.viewer, id)
  if (!version) return undefined
  const whose = version.school ? `${version.school}’s own term dates` : 'The authority’s term dates'
  return `${whose}, latest version recorded ${momentInWords(version.recorded_at)} by ${version.by_name}`
}

const inputNames: Readonly<Record<string, string>> = {
  school_days_limit: 'School days in the rule',
  calendar_days_limit: 'Days in the rule',
  percent_limit: 'Per cent in the rule',
  school_days_counted: 'School days counted',
  school_days_with_sickness: 'School days with sickness',
  date_of_birth: 'Date of birth',
  compulsory_age_from: 'Compulsory school age from',
  compulsory_age_to: 'Compulsory school age to',
  entry_date: 'On the register from',
  leaving_date: 'Off the register on',
  leave_ended_on: 'Leave ended on',
  missed: 'Sessions missed',
  possible: 'Sessions possible',
  school_year: 'School year',
  most_junior_class: 'In the most junior class',
  most_senior_class: 'In the most senior class',
  first_school_day: 'First school day of the year',
  last_term_ends_on: 'Last day of the last term',
}

function inputsInWords(why: Explanation) {
  return Object.entries(why.inputs).map(([name, value]) => ({
    key: inputNames[name] ?? name,
    value: inputInWords(value),
  }))
}

function inputInWords(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return dayInWords(value)
  const text = String(value)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
