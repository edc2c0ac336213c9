// A school's day: who is not accounted for, most pressing first, each with why, how it stands and the next step by the clock.
import { findingKey } from '../../absences/pages/asked.ts'
import { shownReason } from '../../absences/pages/reasons.ts'
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { isSchoolDay, nextSchoolDay } from '../../calendar/school-calendar.ts'
import { offersTo } from '../../cases/store.ts'
import { flagInWords, urgentFlags } from '../../children/flags.ts'
import { yearInWords } from '../../children/pages/pupil.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayAndWeekday, dayInWords, dueInWords } from '../../children/pages/pupil-work.ts'
import { inWordsOfResult } from '../../enquiries/enquiry.ts'
import { reasonsToSettle } from '../../enquiries/store.ts'
import { timeInWords as momentInWords } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { returnsDue } from '../../returns/store.ts'
import { calendarFor, calendarsOf } from '../../schools/store.ts'
import { openHits } from '../../triggers/store.ts'
import { stepInWords } from '../../triggers/trigger.ts'
import { pressing, stateOfBoard, whyHere } from '../board.ts'
import { clockOf, type Rung } from '../ladder.ts'
import { type BoardRow, boardNow, isContact, type WaitingElsewhere, waitingElsewhere } from '../store.ts'

/** So many reasons to settle stand on the page itself; the others are behind a link. */
const reasonsShown = 10
/** And so many local steps. */
const stepsShown = 5

export const boardPage: Page = {
  path: '/today',
  allow: 'school.day',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { db, viewer, now } = request
    const { today } = viewer
    const [board, due, unsettled, offers, steps, elsewhere, noSchool] = await Promise.all([
      boardNow(db, viewer, now),
      returnsDue(db, viewer),
      reasonsToSettle(db, viewer),
      offersTo(db, viewer),
      openHits(db, viewer, stepsShown),
      waitingElsewhere(db, viewer),
      withoutSchoolToday(db, viewer),
    ])
    const reasons = unsettled.slice(0, reasonsShown)
    const ids = board.rows.map(({ row }) => row.child_id)
    const open = board.rows.filter(({ standing }) => !standing.accounted)
    const accounted = board.rows.filter(({ standing }) => standing.accounted)
    const overruns = board.rows.filter(({ row }) =>
      row.findings.some(f => f.rule === 'T-14' && f.on >= (row.run_since ?? f.on)),
    )
    const triedToday = open.filter(({ done }) => done.calls.findLast(isContact)?.done_on === today).length
    const several = viewer.schools.length > 1

    return {
      template: 'today/pages/board.njk',
      children: [
        ...new Set([
          ...ids,
          ...due.map(d => d.child_id),
          ...reasons.map(r => r.child_id),
          ...steps.slice(0, stepsShown).map(s => s.child_id),
        ]),
      ],
      data: {
        heading: 'Today',
        about: aboutDay(board.rows, today, noSchool.size === viewer.schools.length),
        summary: [
          open.length === 1
            ? '1 child is not accounted for.'
            : `${open.length || 'No'} children are not accounted for.`,
          ...(open.some(({ row }) => !noSchool.has(row.school_id))
            ? [
                triedToday === 1
                  ? 'You tried to reach 1 family today.'
                  : `You tried to reach ${triedToday || 'no'} families today.`,
              ]
            : []),
          ...(accounted.length > 0
            ? [
                accounted.length === 1
                  ? '1 family gave the reason today.'
                  : `${accounted.length} families gave the reason today.`,
              ]
            : []),
        ].join(' '),
        closed: board.hours.map(({ schoolId, school, closings }) => {
          const rows = board.rows.filter(({ row }) => row.school_id === schoolId)
          const { is, last, since } = stateOfBoard(
            closings,
            rows.map(({ row, standing }) => ({ childId: row.child_id, standing })),
          )
          const at = last && `${momentInWords(last.at)} by ${last.by_name}`
          const where = several ? `${school}: ` : ''
          if (noSchool.has(schoolId)) return `${where}${noSchoolInWords(noSchool.get(schoolId))}`
          if (is === 'open') return `${where}The day is not closed yet.`
          if (is === 'closed') return `${where}The day was closed at ${at}.`
          return `${where}The day was closed at ${at}, and is open again: ${since === 1 ? '1 name' : `${since} names`} came or changed since.`
        }),
        several,
        seesSafeguarding: may(viewer, 'safeguarding.see'),
        isHead: may(viewer, 'today.assure'),
        absent: open.map(one => shown(one, today, several, noSchool)),
        accounted: accounted.map(({ row, standing }) => ({
          row: row.token,
          name: `${row.forename} ${row.surname}`,
          href: `/pupils/${row.token}/today`,
          state: standing.state,
          says: standing.accounted!.says,
          code: standing.accounted!.code,
        })),
        returns: due.map(d => ({
          name: `${d.forename} ${d.surname}`,
          href: `/pupils/${d.token}/return`,
          since: dayInWords(d.since_on),
          due: dueInWords(d.due_on ?? d.on_date, today),
        })),
        reasons: reasons.map(r => shownReason(r, today)),
        reasonsCount: countLine(
          unsettled.length,
          unsettled.filter(one => one.first_due !== null && one.first_due < today).length,
        ),
        moreReasons: unsettled.length > reasons.length,
        overruns: overruns.map(({ row }) => ({
          name: `${row.forename} ${row.surname}`,
          href: `/pupils/${row.token}`,
        })),
        offers: offers
          .filter(offer => offer.state === 'asked')
          .map(offer => ({
            href: `/offers/${offer.token}`,
            text: `Asked about a place from ${dayInWords(offer.starts_on)}`,
          })),
        elsewhere: elsewhereLines(elsewhere, viewer),
        steps: steps.slice(0, stepsShown).map(one => ({
          name: `${one.forename} ${one.surname}`,
          href: `/local-steps/${one.token}`,
          asks: stepInWords({ action: one.action, form: one.form ?? undefined }),
          since: dayInWords(one.reached_on),
        })),
        moreSteps: steps.length > stepsShown,
      },
    }
  },
}

/** One name as a line of the board. */
function shown(
  { row, done, ringing, standing }: BoardRow,
  today: string,
  several: boolean,
  noSchool: ReadonlyMap<string, LocalDate | undefined>,
) {
  // On a day without school no clock of the day runs. What worries somebody runs on every day.
  const rests = noSchool.has(row.school_id) && standing.branch === 'ordinary'
  const finding = pressing(row)
  const last = done.calls.findLast(isContact)
  const worry = standing.branch !== 'ordinary'
  const { next } = standing
  return {
    row: row.token,
    name: `${row.forename} ${row.surname}`,
    href: `/pupils/${row.token}`,
    year: [row.nc_year && yearInWords(row.nc_year), row.registration_group].filter(Boolean).join(', '),
    school: several ? row.school : undefined,
    why: whyHere(row),
    because: finding && {
      href: `/pupils/${row.token}/why/${findingKey(finding)}`,
      text: `Why? ${finding.says}`,
      about: `${row.forename} ${row.surname}`,
    },
    flags: [
      ...(worry ? ['Tell the DSL now'] : []),
      ...row.flags.filter(flag => urgentFlags.includes(flag)).map(flagInWords),
    ],
    run: awayInWords(row.run_days),
    since: row.run_since ? `since ${dayInWords(row.run_since)}` : undefined,
    state: standing.state,
    contact: last
      ? `${inWordsOfResult(last.result)} ${whenInWords(last.done_on, last.done_at, today)}`
      : 'None recorded',
    gaps: done.protected ? [] : ringing.gaps,
    referred: done.referral ? `Referred: ${done.referral}` : undefined,
    next: next && { says: next.says, clock: rests ? restsInWords(noSchool.get(row.school_id)) : next.clock },
    alsoLate: rests ? [] : lateInShort(standing.alsoLate),
    action: `/pupils/${row.token}/contact?from=today`,
    day: `/pupils/${row.token}/today`,
    hand: done.steps.some(
      step => step.day === today && (step.kind === 'handed to DSL' || step.kind === 'DSL took'),
    )
      ? undefined
      : `/pupils/${row.token}/today/step?from=today`,
  }
}

/** Of what is late too, the gravest, and how many more: the child's own page has them all. */
function lateInShort(late: readonly Rung[]): string[] {
  const gravest = late.find(rung => rung.kind === 'risk assessment') ?? late.at(-1)
  if (!gravest) return []
  return [clockOf(gravest), ...(late.length > 1 ? [`${late.length - 1} more late`] : [])]
}

/** What else waits, each a sentence that leads there; nothing where nothing does. */
function elsewhereLines(waiting: WaitingElsewhere, viewer: Viewer): { href: string; text: string }[] {
  const decidesLeave = may(viewer, 'leave.decide')
  const lines: readonly (readonly [n: number, href: string, one: string, many: string])[] = [
    [
      waiting.siblings,
      '/sibling-questions',
      'question about a brother or sister of your pupil',
      'questions about brothers or sisters of your pupils',
    ],
    [
      waiting.arrivals,
      '/arrivals',
      'child who is said to start with you: say whether they have',
      'children who are said to start with you: say whether they have',
    ],
    [
      waiting.removals,
      '/leavers?show=waiting',
      'question about a name taken off your register',
      'questions about names taken off your register',
    ],
    [waiting.filesLate, '/leavers/files', 'file of a leaver that is late', 'files of leavers that are late'],
    [
      waiting.leaveToDecide,
      '/leave',
      decidesLeave
        ? 'request for leave for you to decide'
        : 'request for leave that waits for the headteacher',
      decidesLeave
        ? 'requests for leave for you to decide'
        : 'requests for leave that wait for the headteacher',
    ],
    [
      may(viewer, 'outbox.see') ? waiting.lettersWaiting : 0,
      '/outbox',
      'letter about a protected child that waits for a person',
      'letters about protected children that wait for a person',
    ],
  ]
  return lines
    .filter(([n]) => n > 0)
    .map(([n, href, one, many]) => ({
      href,
      text: n === 1 ? `1 ${one}` : `${n > 50 ? 'More than 50' : n} ${many}`,
    }))
}

function countLine(children: number, late: number): string {
  const all =
    children === 1 ? '1 child has a day' : `${children > 50 ? 'More than 50' : children} children have days`
  const of =
    late === 0
      ? ''
      : ` For ${late === children ? 'all' : children > 50 ? 'some' : late} of them the reason is late.`
  return `${all} with code N.${children === 1 && late === 1 ? ' The reason is late.' : of}`
}

/** The schools of the viewer's that have no school today, each with its next school day. */
async function withoutSchoolToday(
  db: Tx,
  viewer: Viewer,
): Promise<ReadonlyMap<string, LocalDate | undefined>> {
  const today = viewer.today as LocalDate
  const [only, ...others] = viewer.schools
  if (only === undefined) return new Map()
  const one = others.length === 0 ? await calendarFor(db, viewer, only) : undefined
  const each = one ? undefined : await calendarsOf(db, viewer)
  return new Map(
    viewer.schools.flatMap((id): [string, LocalDate | undefined][] => {
      const calendar = one ?? each!(id).calendar
      // Without term dates nobody knows, and the day is taken for one of school: the more careful of the two.
      return calendar.days.length === 0 || isSchoolDay(calendar, today)
        ? []
        : [[id, nextSchoolDay(calendar, today)]]
    }),
  )
}

const noSchoolInWords = (next: LocalDate | undefined): string =>
  `There is no school today.${next ? ` The next school day is ${dayAndWeekday(next)}.` : ''} If you are worried about a child, act now all the same.`
const restsInWords = (next: LocalDate | undefined): string =>
  next
    ? `on ${dayAndWeekday(next)}, or now if you are worried`
    : 'on the next school day, or now if you are worried'

/** Which day's register the list is about: the person must see when a file has not come. */
function aboutDay(rows: readonly BoardRow[], today: string, isClosed: boolean): string {
  const days = [...new Set(rows.map(({ row }) => row.day))].sort()
  const last = days.at(-1)
  if (last === undefined)
    return `No absence without a reason in the last register we hold. Today is ${dayAndWeekday(today)}.`
  const words = dayAndWeekday(last)
  if (last === today) return `From today’s register, ${words}.`
  const held = `From the last register we hold, of ${words}. Today is ${dayAndWeekday(today)}`
  return isClosed ? `${held}.` : `${held}: send today’s register when it is taken.`
}

function whenInWords(on: string, at: string | null, today: string): string {
  if (on !== today) return dayInWords(on)
  return at ? `Today, ${timeInWords(at)}` : 'Today'
}

/** A part of a day counts for nothing towards a run, and is still a child not accounted for. */
function awayInWords(days: number): string {
  if (days === 0) return 'Part of a day'
  return days === 1 ? '1 school day' : `${days} school days`
}
