// A school's day: who is not accounted for, most pressing first, and what waits for an answer.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { offersTo } from '../../cases/store.ts'
import { flagInWords, urgentFlags } from '../../children/flags.ts'
import { yearInWords } from '../../children/pages/pupil.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayAndWeekday, dayInWords, dueInWords } from '../../children/pages/pupil-work.ts'
import { inWordsOfResult, nextAfter } from '../../enquiries/enquiry.ts'
import { countReasonsToSettle, latestContacts, reasonsToSettle } from '../../enquiries/store.ts'
import { removalsFor } from '../../leavers/store.ts'
import { openReferrals } from '../../referrals/store.ts'
import { returnsDue } from '../../returns/store.ts'
import { openHits } from '../../triggers/store.ts'
import { stepInWords } from '../../triggers/trigger.ts'
import { type RuleId, ruleInWords } from '../finding.ts'
import { type TodayRow, todayList } from '../store.ts'
import { findingKey } from './asked.ts'
import { shownReason } from './reasons.ts'

/** So many reasons to settle stand on the page itself; the others are behind a link. */
const reasonsShown = 10
/** And so many local steps. */
const stepsShown = 5

export const todayPage: Page = {
  path: '/today',
  allow: 'school.day',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { db, viewer } = request
    const { today } = viewer
    const [rows, due, reasons, reasonCount, offers, removals, steps] = await Promise.all([
      todayList(db, viewer, viewer.schools, today),
      returnsDue(db, viewer),
      reasonsToSettle(db, viewer, reasonsShown),
      countReasonsToSettle(db, viewer),
      offersTo(db, viewer),
      removalsFor(db, viewer, 'waiting'),
      openHits(db, viewer, stepsShown),
    ])
    const ids = rows.map(row => row.child_id)
    const [contacts, referred] = await Promise.all([
      latestContacts(db, viewer, ids),
      openReferrals(db, viewer, ids),
    ])
    const contactOf = new Map(contacts.map(contact => [contact.child_id, contact]))
    const referralOf = new Map(referred.map(referral => [referral.child_id, referral]))

    // Someone who said today that the child is safe, and why, has accounted for the child today.
    const isSafe = (row: TodayRow) => {
      const contact = contactOf.get(row.child_id)
      return contact?.done_on === today && contact.result === 'child safe'
    }
    const worries = (row: TodayRow) => nextAfter(contactOf.get(row.child_id)?.result ?? '')?.urgent === true
    const notSafe = rows.filter(row => !isSafe(row))
    const open = [...notSafe.filter(worries), ...notSafe.filter(row => !worries(row))]
    const safe = rows.filter(isSafe)
    const overruns = rows.filter(row =>
      row.findings.some(f => f.rule === 'T-14' && f.on >= (row.run_since ?? f.on)),
    )
    const triedToday = open.filter(row => contactOf.get(row.child_id)?.done_on === today).length
    const several = viewer.schools.length > 1

    return {
      template: 'absences/pages/today.njk',
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
        about: aboutDay(rows, today),
        summary: [
          open.length === 1
            ? '1 child is not accounted for.'
            : `${open.length || 'No'} children are not accounted for.`,
          ...(open.length > 0
            ? [
                triedToday === 1
                  ? 'You tried to reach 1 family today.'
                  : `You tried to reach ${triedToday || 'no'} families today.`,
              ]
            : []),
          ...(safe.length > 0
            ? [
                safe.length === 1
                  ? '1 family gave the reason today.'
                  : `${safe.length} families gave the reason today.`,
              ]
            : []),
        ].join(' '),
        several,
        absent: open.map(row => {
          const contact = contactOf.get(row.child_id)
          const referral = referralOf.get(row.child_id)
          const urgent = row.flags.filter(flag => urgentFlags.includes(flag))
          return {
            row: row.token,
            name: `${row.forename} ${row.surname}`,
            href: `/pupils/${row.token}`,
            year: [row.nc_year && yearInWords(row.nc_year), row.registration_group]
              .filter(Boolean)
              .join(', '),
            school: several ? row.school : undefined,
            why: whyHere(row),
            because: becauseOf(row),
            flags: [...(worries(row) ? ['Tell the DSL now'] : []), ...urgent.map(flagInWords)],
            run: awayInWords(row.run_days),
            since: row.run_since ? `since ${dayInWords(row.run_since)}` : undefined,
            contact: contact
              ? `${inWordsOfResult(contact.result)} ${whenInWords(contact.done_on, contact.done_at, today)}`
              : 'None recorded',
            referred: referral ? `Referred: ${referral.reference}` : undefined,
            action: `/pupils/${row.token}/contact?from=today`,
          }
        }),
        returns: due.map(d => ({
          name: `${d.forename} ${d.surname}`,
          href: `/pupils/${d.token}/return`,
          since: dayInWords(d.since_on),
          due: dueInWords(d.due_on ?? d.on_date, today),
        })),
        reasons: reasons.map(r => shownReason(r, today)),
        reasonsCount: countLine(reasonCount),
        moreReasons: reasonCount.children > reasons.length,
        overruns: overruns.map(row => ({
          name: `${row.forename} ${row.surname}`,
          href: `/pupils/${row.token}`,
        })),
        offers: offers
          .filter(offer => offer.state === 'asked')
          .map(offer => ({
            href: `/offers/${offer.token}`,
            text: `Asked about a place from ${dayInWords(offer.starts_on)}`,
          })),
        removals: removals.length,
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

function countLine({ children, late }: { children: number; late: number }): string {
  const all = children === 1 ? '1 child has a day' : `${children} children have days`
  const of = late === 0 ? '' : ` For ${late === children ? 'all' : late} of them the reason is late.`
  return `${all} with code N.${children === 1 && late === 1 ? ' The reason is late.' : of}`
}

/** Which day's register the list is about: the person must see when a file has not come. */
function aboutDay(rows: readonly TodayRow[], today: string): string {
  const days = [...new Set(rows.map(row => row.day))].sort()
  const last = days.at(-1)
  if (last === undefined)
    return `No absence without a reason in the last register we hold. Today is ${dayAndWeekday(today)}.`
  const words = dayAndWeekday(last)
  if (last === today) return `From today’s register, ${words}.`
  return `From the last register we hold, of ${words}. Today is ${dayAndWeekday(today)}: send today’s register when it is taken.`
}

const whyByRule: readonly [rule: RuleId, why: string][] = [
  ['T-14', 'Not back after leave'],
  ['T-15', '20 school days or more without leave'],
  ['T-07', '10 school days or more without leave'],
]

/** The finding of this absence that presses most, and why it brings the child here. */
function pressing(row: TodayRow) {
  const since = row.run_since
  for (const [rule, why] of whyByRule) {
    const finding = row.findings.findLast(f => f.rule === rule && since !== undefined && f.on >= since)
    if (finding) return { why, rule, on: finding.on }
  }
  return undefined
}

/** Where the working of that finding is shown, and what the link says. */
function becauseOf(row: TodayRow) {
  const finding = pressing(row)
  return (
    finding && {
      href: `/pupils/${row.token}/why/${findingKey(finding)}`,
      text: `Why? ${ruleInWords[finding.rule]}`,
      about: `${row.forename} ${row.surname}`,
    }
  )
}

/** Why a child is on the list, in a phrase: what presses most. */
function whyHere(row: TodayRow): string {
  const finding = pressing(row)
  if (finding) return finding.why
  const codes = [row.am, row.pm]
  if (codes.includes('N')) return 'Absent without a reason'
  if (codes.includes('G')) return 'Holiday that was not granted'
  return codes.includes('O') ? 'Absent, reason unknown' : 'Came after the register closed'
}

function whenInWords(on: string, at: string | null, today: string): string {
  if (on !== today) return dayInWords(on as LocalDate)
  return at ? `Today, ${timeInWords(at)}` : 'Today'
}

/** A part of a day counts for nothing towards a run, and is still a child not accounted for. */
function awayInWords(days: number): string {
  if (days === 0) return 'Part of a day'
  return days === 1 ? '1 school day' : `${days} school days`
}
