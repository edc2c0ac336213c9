// Everything a DSL's pages about one child need beyond the child's work: read once a request.

import type { Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { nthSchoolDayInclusive } from '../../calendar/school-calendar.ts'
import { londonTime } from '../../children/pages/pupil-form.ts'
import { isContact, type Work } from '../../children/pages/pupil-work.ts'
import { nextAfter } from '../../enquiries/enquiry.ts'
import type { Judgement } from '../../enquiries/levels/level.ts'
import { type LevelNow, levelNow } from '../../enquiries/levels/level.ts'
import { judgementsOf } from '../../enquiries/levels/store.ts'
import { isOld } from '../../enquiries/screening.ts'
import { type ScreenRow, screensOf } from '../../enquiries/store.ts'
import { inAList } from '../../law/answering.ts'
import { londonDay } from '../../platform/clock.ts'
import { together } from '../../platform/db.ts'
import { handedToDsl } from '../../today/store.ts'
import { stateOf } from '../actions.ts'
import { concernState } from '../concern.ts'
import { noContactSince } from '../contact-state.ts'
import { type DslFacts, type DslStep, nextDslStep } from '../next-step.ts'
import { type NoticeState, noticeStates, noticesFor, toldInWords } from '../notices.ts'
import { policeKindInWords, policeState } from '../police.ts'
import { firstOf, type RouteDone, type RouteState, routesFor } from '../routes.ts'
import { toWhomInWords } from '../social-care.ts'
import {
  type CareRow,
  type ConcernRow,
  careReferralsOf,
  concernsOf,
  type NoticeRow,
  noticesOf,
  type PoliceRow,
  policeAsksOf,
} from '../store.ts'

export type SafeguardingRecord = {
  /** The first day of this absence; the day that counts where the child is not away. */
  since: LocalDate
  screen: ScreenRow | undefined
  level: LevelNow | undefined
  judgements: readonly Judgement[]
  noticeRows: readonly NoticeRow[]
  notices: readonly NoticeState[]
  police: readonly PoliceRow[]
  care: readonly CareRow[]
  concerns: readonly ConcernRow[]
  routes: readonly RouteState[]
  next: DslStep
}

/** Reads it all for the child whose work this is. */
export async function recordOf(request: Request, work: Work): Promise<SafeguardingRecord> {
  const { db, viewer } = request
  const today = work.today
  const ids = [work.child.id]
  const { screens, noticeRows, police, care, concerns, handed } = await together(
    db,
    {
      screens: screensOf(db, viewer, work.child.id),
      noticeRows: noticesOf(db, viewer, ids),
      police: policeAsksOf(db, viewer, ids),
      care: careReferralsOf(db, viewer, ids),
      concerns: concernsOf(db, viewer, ids),
      handed: handedToDsl(db, viewer),
    },
    ['recorded_at', 'handed_at', 'took_at', 'assessed_at'],
  )
  const judged = await judgementsOf(db, viewer, ids)
  const judgements = judged.get(work.child.id) ?? []
  const level = levelNow(judgements)
  const away = work.absentNow || work.run.since !== undefined
  const since = work.run.since ?? work.lastDay?.on ?? today
  const noContactOn = noContactSince(work.enquiries.filter(isContact))
  const due = away ? noticesFor({ about: 'absence', on: since, flags: work.flags, noContactOn }) : []
  const ofThis = noticeRows.filter(
    row => row.about === 'absence' && (row.arose_on >= since || row.told_on >= since),
  )
  const { states: notices } = noticeStates(due, ofThis, today)
  // A screen that waits for a second person takes nothing back: until then what was known stands beside it.
  const waiting = level?.waiting && screens.find(one => one.id === level.waiting?.screenId)
  const screen = screens.find(one => one.id !== waiting?.id) ?? screens[0]
  const screensOfThis = [waiting, screen].filter(one => one !== undefined && one.signed_on >= since)
  const screenOfThis = screensOfThis.at(-1)
  const inThis = <T>(rows: readonly T[], on: (row: T) => string) => rows.filter(row => on(row) >= since)
  const careNow = inThis(care, row => row.made_on)
  const policeNow = inThis(police, row => row.asked_on)
  const referred = work.referrals.filter(row => row.sent_on >= since).at(-1)
  const firstCare = careNow.at(-1)
  const firstPolice = policeNow.at(-1)
  const told = (who: string) => {
    const row = ofThis.findLast(one => one.told === who)
    return row && { on: row.told_on, says: `${row.person_told}, ${row.how.toLowerCase()}` }
  }
  const toCare = firstCare && { on: firstCare.made_on, says: toWhomInWords(firstCare.to_whom) }
  const toPolice = firstPolice && { on: firstPolice.asked_on, says: policeKindInWords[firstPolice.kind] }
  const dayTwenty =
    work.run.days >= 20 && work.run.since
      ? nthSchoolDayInclusive(work.calendar, work.run.since, 20)
      : undefined
  const review = dayTwenty
    ? work.enquiries.find(
        one => one.check_code === 'RS21' && one.done_on >= dayTwenty && one.result !== 'not needed',
      )
    : undefined
  const done: RouteDone = {
    'social worker': told('social worker'),
    'SEN officer': told('SEN officer'),
    'social care': toCare,
    'social care or police': firstOf(toCare, toPolice),
    referred: referred && { on: referred.sent_on as LocalDate, says: referred.reference },
    'joint review': review && {
      on: review.done_on as LocalDate,
      says: 'Talked over with the authority',
    },
  } as RouteDone
  const routes = routesFor(
    {
      since,
      flags: away ? work.flags.map(flag => flag.flag) : [],
      noContactOn: away ? noContactOn : undefined,
      yes: screensOfThis.flatMap(one =>
        Object.entries(one?.answers ?? {})
          .filter(([, answer]) => answer.answer === 'yes')
          .map(([id]) => id),
      ),
      screenedOn: screenOfThis?.signed_on as LocalDate | undefined,
      dayTwenty,
    },
    done,
    today,
  )
  const handedAt = handed.find(row => row.child_id === work.child.id)?.handed_at
  const next = nextDslStep(
    dslFacts({
      request,
      since,
      level,
      screenedOn: screenOfThis?.signed_on as LocalDate | undefined,
      notices,
      police,
      care,
      concerns,
      referred: work.openReferral !== undefined,
      contact: work.lastContact,
      handedAt,
      assessmentHours: work.settings['assessment-hours'],
    }),
  )
  return { since, screen, level, judgements, noticeRows, notices, police, care, concerns, routes, next }
}

/** What the next step follows from: the same for the list and for the child's own page. */
export function dslFacts(of: {
  request: Request
  since: LocalDate
  level: LevelNow | undefined
  screenedOn: LocalDate | undefined
  notices: readonly NoticeState[]
  police: readonly PoliceRow[]
  care: readonly CareRow[]
  concerns: readonly ConcernRow[]
  referred: boolean
  contact: { done_on: string; done_at: string | null; result: string } | undefined
  handedAt: Date | undefined
  assessmentHours: number
}): DslFacts {
  const today = of.request.viewer.today as LocalDate
  const waiting = of.notices.filter(notice => !notice.done)
  const open = of.care
    .map(row => stateOf(row, today))
    .find(state => state.answer === undefined && state.due !== undefined)
  const reviews = of.concerns
    .map(row => concernState(row.review_on, row.steps, today))
    .flatMap(state => (state.reviewOn ? [state.reviewOn] : []))
    .sort()
  const worries = of.contact !== undefined && nextAfter(of.contact.result)?.urgent === true
  return {
    today,
    now: londonTime(of.request.now),
    level: of.level?.level,
    lowerWaits: of.level?.waiting !== undefined,
    screened: of.screenedOn !== undefined,
    screenOld:
      of.screenedOn !== undefined && of.level !== undefined && isOld(of.screenedOn, of.level.level, today),
    worry: worries
      ? { on: of.contact!.done_on as LocalDate, at: of.contact!.done_at ?? undefined }
      : undefined,
    handedAt: of.handedAt && londonDay(of.handedAt) === today ? londonTime(of.handedAt) : undefined,
    assessmentHours: of.assessmentHours,
    notices:
      waiting.length > 0
        ? {
            words: inAList(waiting.map(notice => toldInWords[notice.told])),
            due: waiting.map(notice => notice.due).sort()[0]!,
          }
        : undefined,
    policeOpen: of.police.some(row => policeState(row.reference, row.steps).open),
    care: open && { due: open.due!, takeHigher: open.takeHigher },
    told: of.care.some(row => row.made_on >= of.since) || of.police.some(row => row.asked_on >= of.since),
    referred: of.referred,
    contactToday: of.contact?.done_on === today,
    reviewOn: reviews[0],
  }
}

/** Where each next step is taken, and whether by the DSL alone. */
export const stepPlaces: Readonly<Record<DslStep['id'], string>> = {
  tell: '/safeguarding/social-care',
  screen: '/screen',
  notice: '/safeguarding/notice',
  care: '/safeguarding/social-care-answer',
  police: '/safeguarding/police-answer',
  second: '/safeguarding/second',
  refer: '/safeguarding/refer-now',
  review: '/safeguarding/concern-review',
  contact: '/contact',
  look: '/safeguarding',
}
