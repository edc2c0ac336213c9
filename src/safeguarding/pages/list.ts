// Vulnerable and absent: who is away today without a known reason and would be hurt most by waiting, the most pressing first.

import { asStrip, type TodayRow, todayList } from '../../absences/store.ts'
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, laterOf, schoolYearOf } from '../../calendar/local-date.ts'
import { flagInWords, mayStandInList, urgentFlags } from '../../children/flags.ts'
import { yearInWords } from '../../children/pages/pupil.ts'
import { londonTime } from '../../children/pages/pupil-form.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayAndWeekday, dayInWords, daysBack } from '../../children/pages/pupil-work.ts'
import { flagsOfChildren } from '../../children/store.ts'
import { inWordsOfResult, nextAfter } from '../../enquiries/enquiry.ts'
import { levelNow } from '../../enquiries/levels/level.ts'
import { judgementsOf } from '../../enquiries/levels/store.ts'
import { levelInWords, levels } from '../../enquiries/screening.ts'
import { latestContacts } from '../../enquiries/store.ts'
import { together } from '../../platform/db.ts'
import { openReferrals } from '../../referrals/store.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { type HandedRow, handedToDsl } from '../../today/store.ts'
import { isNoContact } from '../contact-state.ts'
import { agoInWords, hoursBetween, latest, type Moment, sessionEnds } from '../last-seen.ts'
import { type DslStep, nextDslStep } from '../next-step.ts'
import { noticeStates, noticesFor } from '../notices.ts'
import {
  careReferralsOf,
  concernsOf,
  lastSeenOf,
  noticesOf,
  policeAsksOf,
  stripsOf,
  unansweredSince,
} from '../store.ts'
import { clockInWords, mayTake } from './child.ts'
import { dslFacts, stepPlaces } from './record.ts'

/** So many children stand on the page; a list that is longer is worked from the top. */
const most = 60

export const vulnerableAbsentPage: Page = {
  path: '/vulnerable-absent',
  allow: 'safeguarding.see',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { viewer } = request
    const { shown, more, elsewhere, day } = await listOf(request)
    const isDsl = viewer.role === 'dsl'
    return {
      template: 'safeguarding/pages/list.njk',
      children: [...shown.map(one => one.row.child_id), ...elsewhere.map(row => row.child_id)],
      data: {
        heading: 'Vulnerable and absent',
        back: { href: '/today', text: 'Today' },
        about: day,
        several: viewer.schools.length > 1,
        isDsl,
        more,
        children: shown.map(one => ({
          name: `${one.row.forename} ${one.row.surname}`,
          row: one.row.token,
          href: `/pupils/${one.row.token}/safeguarding`,
          year: [one.row.nc_year && yearInWords(one.row.nc_year), one.row.registration_group]
            .filter(Boolean)
            .join(', '),
          school: one.row.school,
          level: one.level && {
            says: levelInWords[one.level],
            urgent: one.level === 'act today',
          },
          why: one.why,
          seen: one.seen,
          contact: one.contact,
          next: one.next.says,
          due: clockInWords(one.next, viewer.today as LocalDate),
          late: one.next.late,
          nextHref: mayTake(one.next, isDsl)
            ? `/pupils/${one.row.token}${stepPlaces[one.next.id]}`
            : undefined,
          refer: isDsl ? `/pupils/${one.row.token}/safeguarding/refer-now` : undefined,
          referred: one.referred,
        })),
        elsewhere: elsewhere.map(row => ({
          name: `${row.forename} ${row.surname}`,
          href: `/pupils/${row.token}/safeguarding`,
          at: timeInWords(londonTime(row.handed_at)),
        })),
      },
    }
  },
}

type Listed = {
  row: TodayRow
  level: (typeof levels)[number] | undefined
  why: string[]
  seen: { says: string; when: string }
  hours: number
  contact: string
  next: DslStep
  referred: string | undefined
}

/** Reads the day's absences once, keeps those that matter, and reads what was done about these alone. */
async function listOf(
  request: Request,
): Promise<{ shown: Listed[]; more: number; elsewhere: HandedRow[]; day: string }> {
  const { db, viewer } = request
  const today = viewer.today as LocalDate
  const [all, handed] = await Promise.all([
    todayList(db, viewer, viewer.schools, today),
    handedToDsl(db, viewer),
  ])
  const allIds = all.map(row => row.child_id)
  const [flagRows, contactRows, judged] = await Promise.all([
    flagsOfChildren(db, viewer, allIds),
    latestContacts(db, viewer, allIds),
    judgementsOf(db, viewer, allIds),
  ])
  const flagsOf = Map.groupBy(flagRows, row => row.child_id)
  const contactOf = new Map(contactRows.map(row => [row.child_id, row]))
  const handedOf = new Map(handed.map(row => [row.child_id, row]))

  const matters = all.filter(row => {
    const contact = contactOf.get(row.child_id)
    const isHanded = handedOf.has(row.child_id)
    // Somebody who was told why, today, has accounted for the child; whoever was handed over stays until the DSL is done.
    if (!isHanded && contact?.done_on === today && contact.result === 'child safe') return false
    const flags = flagsOf.get(row.child_id) ?? []
    return (
      isHanded ||
      nextAfter(contact?.result ?? '')?.urgent === true ||
      flags.some(flag => urgentFlags.includes(flag.flag)) ||
      // What a person recorded counts; heritage, health and immigration alone never bring a child here.
      flags.some(flag => flag.recorded_name !== null && mayStandInList(flag.flag)) ||
      levelNow(judged.get(row.child_id) ?? [])?.level === 'act today'
    )
  })
  const ids = matters.map(row => row.child_id)
  const enrolments = matters.map(row => row.enrolment_id)
  const [{ notices, triedRows, police, care, concerns, seenRows }, referred, strips, calendars, settings] =
    await Promise.all([
      together(
        db,
        {
          notices: noticesOf(db, viewer, ids),
          triedRows: unansweredSince(db, viewer, ids),
          police: policeAsksOf(db, viewer, ids),
          care: careReferralsOf(db, viewer, ids),
          concerns: concernsOf(db, viewer, ids),
          seenRows: lastSeenOf(db, viewer, ids),
        },
        ['recorded_at'],
      ),
      openReferrals(db, viewer, ids),
      stripsOf(db, viewer, enrolments, schoolYearOf(today)),
      calendarsOfSchools(request, [...new Set(matters.map(row => row.school_id))]),
      settingsFor(db, viewer, today),
    ])
  const tried = new Map(triedRows.map(row => [row.child_id, row.since]))
  const noticesOfChild = Map.groupBy(notices, row => row.child_id)
  const policeOf = Map.groupBy(police, row => row.child_id)
  const careOf = Map.groupBy(care, row => row.child_id)
  const concernsOfChild = Map.groupBy(concerns, row => row.child_id)
  const referralOf = new Map(referred.map(row => [row.child_id, row]))
  const stripsOfChild = Map.groupBy(strips, row => row.enrolment_id)
  const seenOf = new Map(seenRows.map(row => [row.child_id, row]))
  const now: Moment = { on: today, at: londonTime(request.now) }

  const listed = matters.map((row): Listed => {
    const id = row.child_id
    const flags = flagsOf.get(id) ?? []
    const contact = contactOf.get(id)
    const since = row.run_since ?? row.day
    const judgements = judged.get(id) ?? []
    const level = levelNow(judgements)
    const screen = judgements.findLast(one => one.kind === 'screen')
    const worries = nextAfter(contact?.result ?? '')?.urgent === true
    // Of this absence alone: an answer in an earlier one says nothing of today.
    const ofThis = contact && contact.done_on >= since ? contact : undefined
    const noContactOn = isNoContact(ofThis?.result) ? laterOf(since, tried.get(id) ?? since) : undefined
    const due = noticesFor({ about: 'absence', on: since, flags, noContactOn })
    const told = (noticesOfChild.get(id) ?? []).filter(
      one => one.about === 'absence' && (one.arose_on >= since || one.told_on >= since),
    )
    const calendar = calendars.get(row.school_id)
    const days = calendar
      ? daysBack(
          calendar,
          (stripsOfChild.get(row.enrolment_id) ?? []).map(asStrip),
          today,
          '2000-01-01' as LocalDate,
          400,
        )
      : []
    const inSchool = days.find(one => one.inSchool)
    const seenRow = seenOf.get(id)
    const seen = latest([
      inSchool && { on: inSchool.on, at: wasThere(inSchool.pm) ? sessionEnds.pm : sessionEnds.am },
      seenRow && { on: seenRow.done_on, at: seenRow.done_at ?? undefined },
    ])
    const hours = seen ? hoursBetween(seen, now) : Number.POSITIVE_INFINITY
    const referral = referralOf.get(id)
    return {
      row,
      level: level?.level,
      why: [
        ...(handedOf.has(id)
          ? [`Handed to you at ${timeInWords(londonTime(handedOf.get(id)!.handed_at))}`]
          : []),
        ...(worries ? ['The last contact worries'] : []),
        ...flags
          .filter(flag => mayStandInList(flag.flag))
          .map(
            flag =>
              `${flagInWords(flag.flag)}${flag.from_on ? ` since ${dayInWords(flag.from_on)}` : ''} (${flag.source})`,
          ),
      ],
      seen: {
        says: seen ? agoInWords(hours) : 'Not known',
        when: seen
          ? `${seen.on === inSchool?.on && seenRow?.done_on !== seen.on ? 'In school' : 'Seen'} on ${dayAndWeekday(seen.on)}`
          : 'No register shows the child in school',
      },
      hours,
      contact: contact
        ? `${inWordsOfResult(contact.result)} ${contact.done_on === today ? 'Today' : dayInWords(contact.done_on)}${contact.done_at ? `, ${timeInWords(contact.done_at)}` : ''}`
        : 'None recorded',
      next: nextDslStep(
        dslFacts({
          request,
          since,
          level,
          screenedOn: screen && screen.on >= since ? (screen.on as LocalDate) : undefined,
          notices: noticeStates(due, told, today).states,
          police: policeOf.get(id) ?? [],
          care: careOf.get(id) ?? [],
          concerns: concernsOfChild.get(id) ?? [],
          referred: referral !== undefined,
          contact: ofThis,
          handedAt: handedOf.get(id)?.handed_at,
          assessmentHours: settings['assessment-hours'],
        }),
      ),
      referred: referral?.reference,
    }
  })
  listed.sort(mostPressingFirst)
  const shownIds = new Set(ids)
  return {
    shown: listed.slice(0, most),
    more: Math.max(0, listed.length - most),
    elsewhere: handed.filter(row => !shownIds.has(row.child_id)).slice(0, 20),
    day: dayLine(all, today),
  }
}

/** A head of several schools has a few of them; nobody has many. */
async function calendarsOfSchools({ db, viewer }: Request, ids: readonly string[]) {
  const made = await Promise.all(
    ids.slice(0, 20).map(async id => [id, await calendarFor(db, viewer, id)] as const),
  )
  return new Map(made)
}

/** Marks of a session in which the pupil was there. */
const wasThere = (code: string): boolean => ['/', '\\', 'L', 'P', 'V', 'W', 'B', 'K'].includes(code)

const levelOrder = (level: Listed['level']): number => (level ? levels.indexOf(level) : 1)
function mostPressingFirst(a: Listed, b: Listed): number {
  return (
    Number(b.next.late) - Number(a.next.late) ||
    levelOrder(a.level) - levelOrder(b.level) ||
    b.hours - a.hours ||
    a.row.surname.localeCompare(b.row.surname, 'en') ||
    a.row.forename.localeCompare(b.row.forename, 'en')
  )
}

function dayLine(rows: readonly TodayRow[], today: LocalDate): string {
  const last = rows
    .map(row => row.day)
    .sort()
    .at(-1)
  if (last === undefined)
    return `No absence without a reason in the last register we hold. Today is ${dayAndWeekday(today)}.`
  if (last === today) return `From today’s register, ${dayAndWeekday(today)}.`
  return `From the last register we hold, of ${dayAndWeekday(last)}. Today is ${dayAndWeekday(today)}.`
}
