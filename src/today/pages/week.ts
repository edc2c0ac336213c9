// The weekly review: what a DSL and the office look over, each looked at with one press and a note.
import { asStrip } from '../../absences/store.ts'
import type { Page } from '../../access/page.ts'
import { addDays, type LocalDate, schoolYearOf } from '../../calendar/local-date.ts'
import { dayInWords, daysBack } from '../../children/pages/pupil-work.ts'
import { childByToken, enrolmentsOf } from '../../children/store.ts'
import { reasonsToSettle } from '../../enquiries/store.ts'
import { londonDay, timeInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { calendarsOf } from '../../schools/store.ts'
import { reviewWeek } from '../actions.ts'
import {
  isPartDay,
  type PatternDay,
  patternsOf,
  patternWindow,
  restsInWords,
  togetherWith,
} from '../patterns.ts'
import { boardNow, type LookedOver, lookedOver, reviewsOf } from '../store.ts'
import { holidaysOf } from '../terms.ts'
import {
  isReviewKind,
  partDaysLookedAt,
  partDayWindow,
  type ReviewKind,
  reviewInWords,
  reviewKinds,
  weekOf,
} from '../week.ts'

/** So many of each kind stand on the page: the most pressing. */
const shownAtMost = 25

type Item = {
  childId: string
  token: string
  name: string
  what: ReviewKind
  says: string
  rests?: string
  /** The brother or sister that it names too. */
  other?: string
}

export const weekPage: Page = {
  path: '/today/week',
  allow: 'school.day',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { db, viewer, now } = request
    const today = viewer.today as LocalDate
    const week = weekOf(today)
    const [board, pupils, calendars, reasons, reviews] = await Promise.all([
      boardNow(db, viewer, now),
      lookedOver(db, viewer, today, 13),
      calendarsOf(db, viewer),
      reasonsToSettle(db, viewer, 51),
      reviewsOf(db, viewer, week),
    ])
    const days = new Map(
      pupils.map(pupil => [
        pupil.child_id,
        daysBack(calendars(pupil.school_id).calendar, pupil.strips.map(asStrip), today, pupil.entry_date, 400)
          .filter(day => day.taken)
          .reverse(),
      ]),
    )
    const byPhone = new Map<string, LookedOver[]>()
    for (const pupil of pupils) {
      for (const phone of pupil.phones) byPhone.set(phone, [...(byPhone.get(phone) ?? []), pupil])
    }
    const items: Item[] = [
      ...board.rows
        .filter(({ standing }) => !standing.accounted)
        .map(({ row, standing }) => ({
          childId: row.child_id,
          token: row.token,
          name: `${row.forename} ${row.surname}`,
          what: 'unresolved' as const,
          says: `${row.run_days === 1 ? '1 school day' : `${row.run_days} school days`} away. ${standing.state}.`,
        })),
      ...pupils.flatMap(pupil => {
        const part = days.get(pupil.child_id)!.slice(-partDayWindow).filter(isPartDay)
        if (part.length < partDaysLookedAt) return []
        return [
          {
            ...named(pupil),
            what: 'part days' as const,
            says: `${part.length} part days in the last ${partDayWindow} school days.`,
            rests: restsInWords(part.map(day => day.on)),
          },
        ]
      }),
      ...reasons.map(row => ({
        childId: row.child_id,
        token: row.token,
        name: `${row.forename} ${row.surname}`,
        what: 'reasons' as const,
        says: `${row.days === 1 ? '1 day' : `${row.days} days`} with code N${row.first_due ? `, the first due ${dayInWords(row.first_due)}` : ''}.`,
      })),
      ...pupils.flatMap(pupil =>
        patternsFor(pupil, byPhone, days, calendars(pupil.school_id).calendar, today).map(pattern => ({
          ...named(pupil),
          what: 'pattern' as const,
          says: pattern.says,
          rests: restsInWords(pattern.rests),
          ...(pattern.other && { other: pattern.other }),
        })),
      ),
    ]
    const groups = reviewKinds.map(what => {
      const all = items.filter(item => item.what === what)
      const shown = all.slice(0, shownAtMost)
      return { what, ...reviewInWords[what], total: all.length, more: all.length - shown.length, shown }
    })
    return {
      template: 'today/pages/week.njk',
      children: [
        ...new Set(
          groups.flatMap(group =>
            group.shown.flatMap(item => (item.other ? [item.childId, item.other] : [item.childId])),
          ),
        ),
      ],
      data: {
        heading: 'Weekly review',
        week: `The week of ${dayInWords(week)}`,
        back: { href: '/today', text: 'Back to today' },
        groups: groups.map(group => ({
          ...group,
          shown: group.shown.map(item => ({
            ...item,
            href: `/pupils/${item.token}`,
            reviewed: reviews
              .filter(review => review.child_id === item.childId && review.what === item.what)
              .map(
                review =>
                  `Looked at by ${review.by_name}, ${dayInWords(londonDay(review.at))} at ${timeInWords(review.at)}${review.note ? `: ${review.note}` : ''}`,
              ),
          })),
        })),
      },
    }
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const child = await childByToken(db, viewer, text(body, 'child'))
    const enrolments = await enrolmentsOf(db, viewer, child.id)
    const school = enrolments.find(one => viewer.schools.includes(one.school_id))
    const what = text(body, 'what')
    if (!school || !isReviewKind(what)) throw new NotFound('child')
    const decision = await reviewWeek(
      db,
      viewer,
      { childId: child.id, schoolId: school.school_id },
      { weekOf: weekOf(viewer.today as LocalDate), what, note: text(body, 'note').slice(0, 500) },
      now,
    )
    const says =
      decision.allowed && decision.value.already
        ? 'You have looked at this already.'
        : 'Kept that you have looked.'
    return redirect(`/today/week#${what.replace(' ', '-')}-${child.token}`, says)
  },
}

const named = (pupil: LookedOver) => ({
  childId: pupil.child_id,
  token: pupil.token,
  name: `${pupil.forename} ${pupil.surname}`,
})

function patternsFor(
  pupil: LookedOver,
  byPhone: ReadonlyMap<string, readonly LookedOver[]>,
  days: ReadonlyMap<string, readonly PatternDay[]>,
  calendar: Parameters<typeof holidaysOf>[0],
  today: LocalDate,
) {
  const own = days.get(pupil.child_id)!
  const year = schoolYearOf(today)
  const thisYear = own.filter(day => schoolYearOf(day.on) === year)
  const since = addDays(today, -370)
  const found: readonly (ReturnType<typeof patternsOf>[number] & { other?: string })[] = patternsOf({
    thisYear,
    lastYear: own.filter(day => schoolYearOf(day.on) < year),
    holidays: holidaysOf(calendar).filter(one => one.after >= since && one.before <= today),
  })
  // A brother or sister of the same school: who shares a telephone number, and only where few do.
  const kin = [...new Set(pupil.phones.flatMap(phone => byPhone.get(phone) ?? []))].filter(
    other => other.child_id !== pupil.child_id,
  )
  const together =
    kin.length > 6
      ? []
      : kin.flatMap(other => {
          const pattern = togetherWith(
            `${other.forename} ${other.surname}`,
            own.slice(-patternWindow),
            days.get(other.child_id)!,
          )
          return pattern ? [{ ...pattern, other: other.child_id }] : []
        })
  return [...found, ...together]
}
