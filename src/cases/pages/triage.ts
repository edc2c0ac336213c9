// Referrals to decide on: the queue, and one referral with what was said on the left and what is known on the right.
import { may as mayDo } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, localDate, parseLocalDate } from '../../calendar/local-date.ts'
import { familyBeside } from '../../children/pages/family-shown.ts'
import { owed, stagesInWords } from '../../intake/replies.ts'
import { openCasesAmong, tellersOfCase, toldInCase, toldTogether } from '../../intake/store.ts'
import { hows, whoTold } from '../../intake/told/consultation.ts'
import { alsoKnown, nobodyElse } from '../../matching/pages/also-known.ts'
import { besideChild } from '../../matching/pages/beside.ts'
import { together as inOne } from '../../platform/db.ts'
import { answerInWords, questions } from '../../referrals/questions.ts'
import { routeQuestions } from '../../referrals/route.ts'
import { isDeciding, may } from '../case.ts'
import { clockAnswer } from '../clocks.ts'
import {
  aroundChild,
  type CaseListRow,
  casesOf,
  type ReferralRow,
  referralsIn,
  triageQueue,
} from '../store.ts'
import { dueInWords, eventInWords, levelsInWords, startInWords, stateLabel } from '../words.ts'
import { caseWork, day, headOf, moment, nameOf, weekday } from './case-work.ts'
import { matchesShown } from './matches-shown.ts'

/** The queue shows so many, the most urgent first. */
const queueAtMost = 100

/** By when it is decided, and why then; and what else it waits for before that day, such as a reply to whoever told us. */
function decisionOf(row: CaseListRow, today: LocalDate) {
  const next = localDate(row.next_due!)
  if (row.state === 'needs information')
    return {
      says: row.next_step,
      due: dueInWords(next, today),
      late: next < today,
      why: 'The day we asked for the answer by',
    }
  const clock = clockAnswer('triage', row.level, localDate(row.opened_on), 'receiving it')
  const waits = row.next_step?.startsWith('Decide on this referral') !== true
  return {
    says: 'Decide on it',
    due: dueInWords(clock.due, today),
    late: clock.due < today,
    why: clock.because,
    also: waits ? `${row.next_step}. ${dueInWords(next, today)}` : undefined,
  }
}

export const triageQueuePage: Page = {
  path: '/triage',
  allow: 'triage.see',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer }) {
    const today = localDate(viewer.today)
    const rows = await triageQueue(db, viewer)
    return {
      template: 'cases/pages/triage-queue.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'Referrals to decide on',
        back: { href: '/work', text: 'Back to my work' },
        rows: rows.map(row => ({
          href: `/triage/${row.token}`,
          reference: row.reference,
          name: nameOf(row),
          level: levelsInWords[row.level],
          urgent: row.level === 'act today',
          school: row.school ?? 'Told by others than a school',
          opened: weekday(row.opened_on),
          ...decisionOf(row, today),
        })),
        more: rows.length >= queueAtMost,
        doors: mayDo(viewer, 'intake.see')
          ? [
              { href: '/told', text: 'Told by telephone or in writing' },
              { href: '/reports-in', text: 'What the public and partners told' },
              { href: '/replies', text: 'Replies to those who told us' },
              { href: '/exclusions', text: 'Permanent exclusions' },
              { href: '/no-place', text: 'Reached school age on no roll' },
              { href: '/counts-now', text: 'How many, counted apart' },
            ]
          : [],
      },
    }
  },
}

export const triagePage: Page = {
  path: '/triage/:case',
  allow: 'triage.see',
  shows: 'children',
  section: 'My work',
  async get(request) {
    const { db, viewer } = request
    const work = await caseWork(request)
    const { row, child, c, history } = work
    const beside = await besideChild(db, viewer, child.id)
    const matches = matchesShown(beside, row.token, c, viewer)
    const also = beside.mayBeLinked ? await alsoKnown(db, viewer, child) : nobodyElse
    const referrals = await referralsIn(db, viewer, row.id)
    const { around, every, told, together, tellers } = await inOne(
      db,
      {
        around: aroundChild(db, viewer, child.id),
        every: casesOf(db, viewer, child.id),
        told: toldInCase(db, viewer, row.id),
        together: toldTogether(db, viewer, row.id),
        tellers: tellersOfCase(db, viewer, row.id),
      },
      ['at'],
    )
    const screen = around.find(one => one.kind === 'screen')
    const earlier = every.filter(one => one.token !== row.token)
    const family = await familyBeside(db, viewer, child.id)
    const decides = mayDo(viewer, 'triage.decide')
    const others = matches.children.filter(id => id !== child.id)
    const doubles = await openCasesAmong(db, viewer, others)
    const acknowledge = clockAnswer('acknowledge', c.level, c.episodeOn, 'receiving it')
    return {
      template: 'cases/pages/triage.njk',
      children: [
        ...matches.children,
        ...also.children,
        ...family.children,
        ...together.map(one => one.child_id),
      ],
      data: {
        heading: `Decide on ${row.reference}`,
        pageTitle: `Decide on ${row.reference}`,
        ...headOf(work, viewer.today),
        back: { href: '/triage', text: 'Back to referrals' },
        born: child.date_of_birth ? day(child.date_of_birth) : 'Not known',
        start: startInWords(c.startCode),
        deciding: isDeciding(c),
        said: history
          .filter(
            event =>
              event.type === 'received' ||
              event.type === 'more-asked' ||
              event.type === 'answered' ||
              event.type === 'referral-added' ||
              event.type === 'removal-added' ||
              event.type === 'told-again',
          )
          .map(event => ({
            ...eventInWords(event),
            who: event.by,
            when: moment(event.at, event.on),
            school: event.side === 'school',
          })),
        referrals: referrals.map(referralShown),
        screen: screen
          ? `${levelsInWords[screen.data.level as keyof typeof levelsInWords] ?? ''}, signed by ${screen.by_name} on ${weekday(screen.on_date)}${screen.data.danger === true ? '. Danger now' : ''}`
          : mayDo(viewer, 'screen.see')
            ? 'No risk screen is signed.'
            : undefined,
        told: told.map(one => ({
          href: `/told/${one.token}`,
          text: one.reference,
          said: one.said,
          says: `${hows[one.how]}, ${whoTold({ teller: one.teller, tellerName: one.teller_name, organisation: one.organisation })}, ${weekday(one.received_on)}`,
        })),
        together: together.map(one => ({
          href: isDeciding({ state: one.state }) ? `/triage/${one.case_token}` : `/cases/${one.case_token}`,
          text: `${nameOf(one)}, ${one.reference}`,
          says: stateLabel(one.state),
        })),
        tellers: tellers.map(one => {
          const stage = owed(one.state, one.done)
          return {
            href: `/replies/${one.token}`,
            text: one.reference,
            says: stage ? `To be told: ${stagesInWords[stage].toLowerCase()}` : 'Told what there is to tell',
            due:
              stage === 'acknowledgement' ? dueInWords(acknowledge.due, localDate(viewer.today)) : undefined,
          }
        }),
        acknowledge: acknowledge.because,
        doubles: doubles.map(one => ({
          href: isDeciding({ state: one.state }) ? `/triage/${one.token}` : `/cases/${one.token}`,
          text: `${nameOf(one)}, ${one.reference}`,
          says: stateLabel(one.state),
        })),
        earlier: earlier.map(one => ({
          href: `/cases/${one.token}`,
          text: one.reference,
          says: `${stateLabel(one.state)}, opened ${day(one.opened_on)}`,
        })),
        matches,
        also,
        family,
        familyHref: `/children/${child.token}/family`,
        caseHref: `/cases/${row.token}`,
        actions: decides
          ? {
              accept: may(c, 'accept') ? `/triage/${row.token}/accept` : undefined,
              ask: may(c, 'ask for more') ? `/triage/${row.token}/ask` : undefined,
              decline: may(c, 'decline') ? `/triage/${row.token}/decline` : undefined,
            }
          : undefined,
        answerHref: may(c, 'record answer') ? `/cases/${row.token}/answer` : undefined,
      },
    }
  },
}

/** What is asked of a school as "you" is about the school when the authority reads it. */
const forUs: Readonly<Record<string, string>> = {
  kind: 'Why they refer',
  'referrer-phone': 'The school’s phone and times',
}

/** All that a referral said, each question with its answer, and what its gate had found missing. */
function referralShown(row: ReferralRow) {
  const answers = (row.answers ?? {}) as Readonly<Record<string, string>>
  const missing: unknown[] = Array.isArray(row.missing) ? row.missing : []
  return {
    reference: row.reference,
    by: `${row.sent_name}, ${row.school}, ${weekday(row.sent_on)}`,
    urgent: row.urgent,
    passedWhy: row.passed_why,
    missing: missing.map(String),
    answers: [...routeQuestions, ...questions]
      .filter(question => (answers[question.id] ?? '') !== '')
      .map(question => {
        const words = answerInWords(question, answers[question.id]!)
        return {
          key: forUs[question.id] ?? question.short,
          value: parseLocalDate(words) ? weekday(words) : words,
        }
      }),
  }
}

export const matchesPage: Page = {
  path: '/cases/:case/matches',
  allow: 'case.see',
  shows: 'children',
  section: 'Cases',
  async get(request: Request) {
    const { db, viewer } = request
    const work = await caseWork(request)
    const { row, child, c } = work
    const beside = await besideChild(db, viewer, child.id)
    const matches = matchesShown(beside, row.token, c, viewer)
    const also = beside.mayBeLinked ? await alsoKnown(db, viewer, child) : nobodyElse
    return {
      template: 'cases/pages/matches-of.njk',
      children: [...matches.children, ...also.children],
      data: {
        heading: 'Is the child on a roll here?',
        pageTitle: 'Possible matches',
        ...headOf(work, viewer.today),
        back: { href: `/cases/${row.token}`, text: 'Back to the case' },
        matches,
        also,
      },
    }
  },
}
