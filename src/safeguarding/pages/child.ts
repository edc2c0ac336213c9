// One child as the safeguarding lead works: what to do next and by when, what is judged and on which facts, who knows, who has
// not answered, and the whole of it in order.

import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { flagInWords } from '../../children/flags.ts'
import { absenceLine } from '../../children/pages/pupil.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, dueInWords, frameOf, workOf } from '../../children/pages/pupil-work.ts'
import { shownScreen } from '../../enquiries/pages/screen.ts'
import { levelInWords } from '../../enquiries/screening.ts'
import { londonDay } from '../../platform/clock.ts'
import type { ReferralRow } from '../../referrals/store.ts'
import { stateOf } from '../actions.ts'
import { concernState } from '../concern.ts'
import type { DslStep } from '../next-step.ts'
import { toldInWords } from '../notices.ts'
import { policeKindInWords, policeResultInWords } from '../police.ts'
import { stepInWords, toWhomInWords } from '../social-care.ts'
import { safeguardingOf } from './form.ts'
import { rowOf } from './police.ts'
import { recordOf, type SafeguardingRecord, stepPlaces } from './record.ts'

export const safeguardingPage: Page = {
  path: '/pupils/:child/safeguarding',
  allow: 'safeguarding.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { viewer } = request
    const work = await workOf(request)
    const record = await recordOf(request, work)
    const today = work.today
    const isDsl = may(viewer, 'safeguarding.record')
    const at = safeguardingOf(work)
    const frame = frameOf(work, 'Safeguarding')
    const { level, screen } = record
    return {
      template: 'safeguarding/pages/child.njk',
      child: work.child.id,
      data: {
        ...frame,
        heading: 'Safeguarding',
        pageTitle: 'Safeguarding',
        back: { href: '/vulnerable-absent', text: 'Vulnerable and absent' },
        subnav: [
          ...(frame.subnav as { text: string; href: string; here: boolean }[]),
          { text: 'Safeguarding', href: at, here: true },
        ],
        isDsl,
        here: at,
        absence: absenceLine(work),
        next: {
          says: record.next.says,
          due: clockInWords(record.next, today),
          late: record.next.late,
          href: mayTake(record.next, isDsl)
            ? `/pupils/${work.child.token}${stepPlaces[record.next.id]}`
            : undefined,
        },
        level: level && {
          says: levelInWords[level.level],
          urgent: level.level === 'act today',
          by: `${level.how === 'raised' ? 'Raised by' : level.how === 'lowered' ? 'Lowered, with the word of' : 'Screen signed by'} ${level.by}, ${dayInWords(level.on)}.`,
          why: level.how === 'screen' ? undefined : level.why,
          waits: level.waiting && {
            says: `${level.waiting.by} would lower it to ${levelInWords[level.waiting.level].toLowerCase()}. It stays until a second person agrees.`,
            href: `${at}/second`,
          },
        },
        screen: screen && { ...shownScreen(screen, today), ofThis: screen.signed_on >= record.since },
        flags: work.flags.map(flag =>
          [
            flagInWords(flag.flag),
            flag.from_on ? ` since ${dayInWords(flag.from_on)}` : '',
            ` (${flag.source}${flag.recorded_name ? `, recorded by ${flag.recorded_name} on ${dayInWords(londonDay(flag.recorded_at))}` : ''})`,
          ].join(''),
        ),
        notices: record.notices.map(notice => ({
          who: notice.told,
          key: capital(toldInWords[notice.told]),
          says: notice.done
            ? `${notice.done.person_told}, ${dayInWords(notice.done.told_on)}, ${timeInWords(notice.done.told_at)}, ${notice.done.how.toLowerCase()}, by ${notice.done.by_name}`
            : 'Not told yet',
          due: dueInWords(notice.due, today),
          late: notice.late,
          lateWhy: notice.done?.late_why,
          done: notice.done !== undefined,
          cites: notice.cites,
        })),
        routes: record.routes.map(route => ({
          trigger: route.trigger,
          arose: dayInWords(route.arose),
          cites: route.cites,
          steps: route.steps.map(step => ({
            says: step.says,
            clock: step.clock,
            state: step.done
              ? `Done on ${dayInWords(step.done.on)}: ${step.done.says}${step.late ? '. That was late.' : ''}`
              : dueInWords(step.due, today),
            late: step.late && !step.done,
            done: step.done !== undefined,
          })),
        })),
        care: record.care.slice(0, 10).map(row => {
          const state = stateOf(row, today)
          return {
            key: `${toWhomInWords(row.to_whom)}, ${dayInWords(row.made_on)}`,
            reference: row.steps.findLast(step => step.kind === 'reference given')?.says ?? row.reference,
            parent: row.parent_told
              ? 'A parent was told.'
              : `No parent was told: ${asSentence(row.not_told_why ?? '')}`,
            answer: state.answer ? `${stepInWords[state.answer]}.` : undefined,
            due: state.answer ? undefined : `Answer asked for. ${dueInWords(state.due ?? null, today)}.`,
            late: state.late,
            next: state.next,
            facts: row.facts,
          }
        }),
        police: record.police.slice(0, 10).map(rowOf),
        concerns: record.concerns
          .map(row => ({ row, state: concernState(row.review_on, row.steps, today) }))
          .filter(({ state }) => state.open)
          .map(({ row, state }) => ({
            fact: row.fact,
            opinion: row.opinion,
            by: `${dayInWords(row.on_date)}, from ${row.told_by}, written by ${row.by_name}`,
            review: dueInWords(state.reviewOn ?? null, today),
            late: state.late,
          })),
        referred: work.openReferral?.reference,
        referredUrgent: work.openReferral?.urgent ?? false,
        story: storyOf(record, work.referrals),
      },
    }
  },
}

/** The head reads, tries the family and is the second person; the rest of the steps are the DSL's. */
export const mayTake = (step: DslStep, isDsl: boolean): boolean =>
  isDsl
    ? step.id !== 'second' && step.id !== 'look'
    : ['second', 'contact', 'notice', 'police'].includes(step.id)

/** "Due today by 11:30am", "Was due on Thursday 19 November 2026". */
export function clockInWords(step: DslStep, today: LocalDate): string {
  const by = step.by ? `, by ${timeInWords(step.by)}` : ''
  if (step.late && step.due === today) return `Was due today${by}`
  return `${dueInWords(step.due, today) ?? ''}${by}`
}

type Step = {
  on: string
  at: number
  title: string
  when: string
  who: string
  says: string
  school: boolean
}

/** Everything in order, newest first: the newest 150. */
function storyOf(record: SafeguardingRecord, referrals: readonly ReferralRow[]): Step[] {
  const step = (
    on: string,
    at: Date | number,
    title: string,
    who: string,
    says: string | null = null,
    time?: string | null,
  ): Step => ({
    on,
    at: typeof at === 'number' ? at : at.getTime(),
    title,
    when: [dayInWords(on), time && timeInWords(time)].filter(Boolean).join(', '),
    who,
    says: says ?? '',
    school: true,
  })
  const after = (row: { recorded_at: Date }, index: number) => row.recorded_at.getTime() + index + 1
  const story: Step[] = [
    ...record.judgements.map(one =>
      step(
        one.on,
        one.at,
        one.kind === 'screen'
          ? `Risk screen signed: ${levelInWords[one.level].toLowerCase()}`
          : one.kind === 'raised'
            ? `Level raised: ${levelInWords[one.level].toLowerCase()}`
            : one.kind === 'lowered'
              ? `A second person agreed: ${levelInWords[one.level].toLowerCase()}`
              : 'A second person kept the level',
        one.by,
        one.why,
      ),
    ),
    ...record.noticeRows.map(row =>
      step(
        row.told_on,
        row.recorded_at,
        `Told ${toldInWords[row.told] ?? row.told}${row.about === 'removal' ? ' that the name is to come off' : ''}`,
        row.by_name,
        `${row.person_told}, ${row.how.toLowerCase()}.${row.late_why ? ` Late: ${row.late_why}` : ''}`,
        row.told_at,
      ),
    ),
    ...record.police.flatMap(row => [
      step(
        row.asked_on,
        row.recorded_at,
        policeKindInWords[row.kind],
        row.by_name,
        row.reference ? `Reference ${row.reference}.` : null,
        row.asked_at,
      ),
      ...row.steps.map((one, index) =>
        step(
          one.on,
          after(row, index),
          `Police: ${policeResultInWords[one.result] ?? one.result}`,
          one.by,
          one.reference ? `Reference ${one.reference}.` : null,
          one.at,
        ),
      ),
    ]),
    ...record.care.flatMap(row => [
      step(
        row.made_on,
        row.recorded_at,
        `Told social care: ${toWhomInWords(row.to_whom)}`,
        row.by_name,
        [
          `${row.how}.`,
          row.person && `${row.person} took it.`,
          row.reference && `Reference ${row.reference}.`,
          row.parent_told
            ? 'A parent was told.'
            : `No parent was told: ${asSentence(row.not_told_why ?? '')}`,
        ]
          .filter(Boolean)
          .join(' '),
        row.made_at,
      ),
      ...row.steps.map((one, index) =>
        step(
          one.on,
          after(row, index),
          stepInWords[one.kind],
          one.by,
          [one.who, one.says].filter(Boolean).join(': '),
        ),
      ),
    ]),
    ...record.concerns.flatMap(row => [
      step(
        row.on_date,
        row.recorded_at,
        'Concern',
        `${row.by_name}, from ${row.told_by}`,
        row.opinion ? `${row.fact} Opinion: ${row.opinion}` : row.fact,
        row.at_time,
      ),
      ...row.steps.map((one, index) =>
        step(
          one.on,
          after(row, index),
          one.kind === 'closed' ? 'Concern settled' : 'Concern looked at again',
          one.by,
          one.says,
        ),
      ),
    ]),
  ]
  for (const row of referrals) {
    story.push(
      step(
        row.sent_on,
        row.sent_at,
        `Referred to the authority: ${row.reference}${row.urgent ? ', urgent' : ''}`,
        row.sent_name,
        row.passed_why,
      ),
    )
  }
  story.sort((a, b) => (a.on === b.on ? b.at - a.at : a.on < b.on ? 1 : -1))
  return story.slice(0, 150)
}

/** With its full stop, whoever typed it. */
const asSentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
