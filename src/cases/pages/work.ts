// My work: what to do now, in the order it should be done, each with why and by when.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { addDays, localDate } from '../../calendar/local-date.ts'
import { waitingInRooms } from '../../caseload/waiting/store.ts'
import { openingsToReview } from '../../children/store.ts'
import { questionsForAuthority } from '../../enquiries/siblings/store.ts'
import { repliesOwed } from '../../intake/store.ts'
import { daysBack } from '../../joiners/pages/found.ts'
import { removalsFor } from '../../leavers/store.ts'
import { countWaiting } from '../../matching/proposals/store.ts'
import { countOpenHits } from '../../triggers/store.ts'
import { countedAtMost, waitingElsewhere } from '../elsewhere/store.ts'
import { returnsToReceive, workOf } from '../store.ts'
import { dueInWords, levelsInWords } from '../words.ts'
import { inOrder, weekFrom, workGroupOf, workGroups } from '../work-groups.ts'
import { mainAction, nameOf } from './case-work.ts'

const shownAtMost = 30

export const workPage: Page = {
  path: '/work',
  allow: 'authority.work',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer, query }) {
    const today = localDate(viewer.today)
    const whose = query.whose === 'everyone' ? 'everyone' : 'mine'
    const rows = await workOf(db, viewer, whose, weekFrom(today))
    const returns = await returnsToReceive(db, viewer)
    const removals = (await removalsFor(db, viewer, 'waiting')).length
    const localSteps = await countOpenHits(db, viewer)
    const openings = may(viewer, 'break-glass.review') ? (await openingsToReview(db, viewer)).length : 0
    const matches = may(viewer, 'match.decide') ? (await countWaiting(db, viewer, 1000)).all : 0
    const siblings = may(viewer, 'case.decide')
      ? (await questionsForAuthority(db, viewer)).filter(one => one.settled === null).length
      : 0
    const rooms = await waitingInRooms(db, viewer)
    const replies = (await repliesOwed(db, viewer)).length
    const elsewhere = await waitingElsewhere(db, viewer, addDays(today, -daysBack))
    const groups = workGroups
      .map(group => ({ ...group, all: inOrder(rows.filter(row => workGroupOf(row, today) === group.id)) }))
      .filter(group => group.all.length > 0)
    const shown = groups.flatMap(group => group.all.slice(0, shownAtMost))
    return {
      template: 'cases/pages/work.njk',
      children: shown.map(row => row.child_id),
      data: {
        heading: 'My work',
        everyone: whose === 'everyone',
        groups: groups.map(group => ({
          id: group.id,
          title: group.title,
          says: group.says,
          count: group.all.length,
          more: Math.max(0, group.all.length - shownAtMost),
          rows: group.all.slice(0, shownAtMost).map(row => ({
            name: nameOf(row),
            reference: row.reference,
            level: levelsInWords[row.level],
            urgent: row.level === 'act today',
            why: row.next_step,
            school: row.school,
            owner: row.owner_id === viewer.personId ? 'You' : (row.owner_name ?? 'Nobody yet'),
            due: dueInWords(localDate(row.next_due!), today),
            late: row.next_due! < viewer.today,
            ...mainAction(
              { state: row.state as Parameters<typeof mainAction>[0]['state'] },
              row.token,
              viewer,
            ),
          })),
        })),
        others: [
          {
            count: rooms.reports,
            one: `report from outside to deal with${rooms.reportsLate ? ', late' : ''}`,
            many: `reports from outside to deal with${rooms.reportsLate ? `, ${numberOf(rooms.reportsLate)} late` : ''}`,
            href: '/reports-in',
          },
          {
            count: rooms.askedOfUs,
            one: 'question of another authority to answer',
            many: 'questions of other authorities to answer',
            href: '/authority-requests',
          },
          {
            count: rooms.lowerings,
            one: 'lowering of “act today” waits for a second person',
            many: 'lowerings of “act today” wait for a second person',
            href: '/cases?level=act+today',
          },
          {
            count: rooms.visitsToDecide,
            one: 'visit found nobody twice: decide what comes next',
            many: 'visits found nobody twice: decide what comes next',
            href: '/visits/out',
          },
          {
            count: rooms.visitsToPlan,
            one: 'visit to plan',
            many: 'visits to plan',
            href: '/visits/out',
          },
          {
            count: rooms.told,
            one: 'call or letter written down and not ended',
            many: 'calls and letters written down and not ended',
            href: '/told',
          },
          {
            count: rooms.checkReplies,
            one: 'answer to a check came by a link: take it into the case',
            many: 'answers to checks came by links: take them into their cases',
            href: '/checks-late#by-link',
          },
          {
            count: rooms.checksLate,
            one: 'answer to a check is late',
            many: 'answers to checks are late',
            href: '/checks-late',
          },
          {
            count: rooms.askedAndLate,
            one: 'answer of another authority is late',
            many: 'answers of other authorities are late',
            href: '/authority-requests',
          },
          {
            count: replies,
            one: 'person who told us waits to hear from us',
            many: 'people who told us wait to hear from us',
            href: '/replies',
          },
          {
            count: rooms.panels,
            one: 'panel has met and is not closed',
            many: 'panels have met and are not closed',
            href: '/panels',
          },
          {
            count: returns,
            one: 'return has not been received yet',
            many: 'returns have not been received yet',
            href: '/returns',
          },
          {
            count: removals,
            one: 'removal was flagged and has no answer',
            many: 'removals were flagged and have no answer',
            href: '/leavers',
          },
          {
            count: matches,
            one: 'possible match to decide on',
            many: 'possible matches to decide on',
            href: '/matches',
          },
          {
            count: siblings,
            one: 'question about a protected child’s brothers and sisters',
            many: 'questions about protected children’s brothers and sisters',
            href: '/authority/sibling-questions',
          },
          {
            count: elsewhere.joiners,
            one: 'child with an open case is on a register now',
            many: 'children with an open case are on a register now',
            href: '/joiners-found',
          },
          ...(may(viewer, 'case.decide')
            ? elsewhere.abroad.map(({ token, reference }) => ({
                count: 1,
                one: `school asks about a child abroad without leave: ${reference}`,
                many: '',
                href: `/cases/${token}/abroad`,
              }))
            : []),
          {
            count: elsewhere.homeEducation,
            one: 'notice of home education has not been opened',
            many: 'notices of home education have not been opened',
            href: '/home-education',
          },
          {
            count: elsewhere.destinations,
            one: 'leaver’s next place is not confirmed',
            many: 'leavers’ next places are not confirmed',
            href: '/destinations',
          },
          {
            count: elsewhere.reviews,
            one: 'review of a part-time timetable or education off site is late',
            many: 'reviews of part-time timetables and education off site are late',
            href: '/provision',
          },
          {
            count: localSteps,
            one: 'local step to take',
            many: 'local steps to take',
            href: '/local-steps',
          },
          {
            count: openings,
            one: 'opening of protected details to review',
            many: 'openings of protected details to review',
            href: '/break-glass',
          },
        ]
          .filter(other => other.count > 0)
          .map(other => ({
            href: other.href,
            text: `${numberOf(other.count)} ${other.count === 1 ? other.one : other.many}`,
          })),
      },
    }
  },
}

const numberOf = (count: number): string =>
  count < countedAtMost ? String(count) : `More than ${countedAtMost - 1}`
