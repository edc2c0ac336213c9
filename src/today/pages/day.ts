// One child's day: where it stands on the ladder, whom to ring, what was done, and each next step as one press or one form.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { flagInWords, urgentFlags } from '../../children/flags.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayAndWeekday, dayInWords } from '../../children/pages/pupil-work.ts'
import { inWordsOfResult } from '../../enquiries/enquiry.ts'
import { timeInWords as clockInWords, momentInWords } from '../../platform/clock.ts'
import { type ChildView, redirect, text } from '../../platform/web/page.ts'
import { takeStep } from '../actions.ts'
import { type Branch, clockOf } from '../ladder.ts'
import { inWordsOfStep, type StepKind, stepKinds } from '../steps.ts'
import { assessmentsOf } from '../store.ts'
import { type ChildsDay, childsDay, dayFrame } from './standing.ts'

export const dayPage: Page = {
  path: '/pupils/:child/today',
  allow: 'school.day',
  shows: 'one child',
  section: 'Today',
  async get(request) {
    return view(request, await childsDay(request))
  },
}

/** Steps that are one press, and what the banner says after. */
const onePress: Readonly<Partial<Record<StepKind, string>>> = {
  'handed to DSL': 'Handed to the DSL.',
  'DSL took': 'You have it.',
  'parent told to call police': 'Kept that the parent was asked to call the police.',
  'siblings checked': 'Kept that brothers and sisters were looked for.',
}

export const stepPage: Page = {
  path: '/pupils/:child/today/step',
  allow: 'contact.record',
  shows: 'one child',
  section: 'Today',
  async post(request) {
    const { db, viewer, body, query, now } = request
    const day = await childsDay(request)
    const kind = text(body, 'kind') as StepKind
    const says = onePress[kind]
    const decision =
      stepKinds.includes(kind) && says !== undefined
        ? await takeStep(db, viewer, { childId: day.child.id, schoolId: day.schoolId }, { kind }, now)
        : undefined
    const here = query.from === 'today' ? `/today#${day.child.token}` : `/pupils/${day.child.token}/today`
    if (!decision) return redirect(here, 'Choose what was done.')
    if (!decision.allowed) return redirect(here, decision.refusals.map(refusal => refusal.says).join(' '))
    const { already, by, at } = decision.value
    return redirect(here, already ? `Done already: ${by}, at ${clockInWords(at)}.` : says)
  },
}

/** The step that the action writes beside a line of the list of enquiries. */
const stepOfCheck: Readonly<Record<string, StepKind>> = { RS09: 'visit made', RS19: 'police asked' }
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const branchSays: Readonly<Record<Branch, string | undefined>> = {
  ordinary: undefined,
  'not reassured':
    'Someone else answered, and the school is not reassured. The DSL is told now, and decides what happens next.',
  'does not have the child':
    'The parent does not have the child. Ask the parent to call the police and everyone the child knows. Tell the DSL now. Call the police yourselves if the parent cannot.',
}

async function view(request: Request, day: ChildsDay): Promise<ChildView> {
  const { db, viewer } = request
  const { standing, done, ringing } = day
  const assessments = may(viewer, 'safeguarding.see') ? await assessmentsOf(db, viewer, day.child.id) : []
  const at = `/pupils/${day.child.token}`
  const has = (kind: StepKind) => done.steps.some(step => step.kind === kind && step.day === day.today)
  const press = (kind: StepKind, words: string) => (has(kind) ? [] : [{ kind, words }])
  const calls = done.calls.filter(
    call =>
      (call.done_on >= day.since || call.done_on === day.today) &&
      // A visit and the police are told once, as the steps of the day that they are.
      !done.steps.some(step => step.day === call.done_on && step.kind === stepOfCheck[call.check_code]),
  )
  const steps = done.steps.filter(step => step.day >= day.since)
  return {
    template: 'today/pages/day.njk',
    child: day.child.id,
    data: {
      heading: standing.next?.says ?? standing.state,
      ...dayFrame(day),
      pageTitle: 'A child’s day',
      back: { href: '/today', text: 'Back to today' },
      away: day.isAway
        ? `${dayAndWeekday(day.lastDay?.on)}: ${[day.lastDay?.am, day.lastDay?.pm].filter(Boolean).join(' and ')}. ${day.runDays === 1 ? '1 school day' : `${day.runDays} school days`} away since ${dayInWords(day.since)}.`
        : 'The last register we hold shows no absence without a reason.',
      flags: day.flags
        .filter(flag => urgentFlags.includes(flag.flag))
        .map(flag =>
          [flagInWords(flag.flag), flag.from_on && `since ${dayInWords(flag.from_on)}`]
            .filter(Boolean)
            .join(' '),
        ),
      branch: branchSays[standing.branch],
      state: standing.state,
      accounted: standing.accounted,
      next: standing.next && { ...standing.next, clock: capital(standing.next.clock) },
      alsoLate: standing.alsoLate.map(clockOf),
      rungs: standing.rungs.flatMap((rung, i) =>
        !rung.applies
          ? []
          : {
              says: rung.says,
              status: rung.done ? 'Done' : i === standing.place ? 'Next' : rung.late ? 'Late' : 'Later',
              clock: rung.done ? '' : clockOf(rung),
            },
      ),
      ring: ringing.order.map(({ contact, tried, callable }) => ({
        who: `Contact ${contact.order}${contact.relationship ? `, ${contact.relationship}` : ''}`,
        says: callable
          ? tried
            ? `Tried today. ${inWordsOfResult(tried.result)}`
            : 'Not tried today.'
          : contact.hasNumber
            ? 'Do not ring: ask the DSL first.'
            : 'No number held.',
      })),
      gaps: done.protected ? [] : ringing.gaps,
      call: `${at}/contact?from=today`,
      stepAt: `${at}/today/step`,
      presses: [
        ...(has('DSL took') ? [] : press('handed to DSL', 'Hand to the DSL')),
        ...(may(viewer, 'safeguarding.record') ? press('DSL took', 'I have it') : []),
        ...(standing.branch === 'does not have the child'
          ? press('parent told to call police', 'The parent was asked to call the police')
          : []),
      ],
      links: [
        ...(may(viewer, 'safeguarding.record')
          ? [{ href: `${at}/today/assess`, text: 'Write down the risk' }]
          : []),
        { href: `${at}/today/visit`, text: 'Home visit: made, or not and why' },
        { href: `${at}/today/police`, text: 'Police welfare check' },
        { href: `${at}/today/siblings`, text: 'Are brothers and sisters in?' },
        { href: `${at}/today/reason`, text: 'The reason is known' },
        { href: `${at}/today/seen`, text: 'The child was seen or spoken to' },
        { href: `${at}/today/escalate`, text: 'Somebody has it: who, and when they look again' },
        { href: `${at}/enquiries`, text: 'The list of enquiries' },
      ],
      assessments: assessments.map(one => ({
        when: `${momentInWords(one.signed_at)}, ${one.signed_name}`,
        known: one.known,
        notKnown: one.not_known,
        decision: one.decision,
      })),
      history: [
        ...calls.map(call => ({
          sort: `${call.done_on} ${call.done_at ?? '00:00'}`,
          title: call.asked ? `${call.asked}` : 'The family',
          when: [dayInWords(call.done_on), call.done_at && timeInWords(call.done_at)]
            .filter(Boolean)
            .join(' at '),
          who: call.by_name,
          says: [inWordsOfResult(call.result), call.note].filter(Boolean).join(' '),
        })),
        ...steps.map(step => ({
          sort: `${step.day} ${step.at.toISOString().slice(11, 16)}`,
          title: inWordsOfStep(step.kind),
          when: momentInWords(step.at),
          who: step.by_name,
          says: [
            step.says,
            step.code && `Enter code ${step.code} in your own register.`,
            step.reference && `Reference: ${step.reference}.`,
            step.to_whom && `Who has it: ${step.to_whom}.`,
            step.next_at && `Until ${momentInWords(step.next_at)}.`,
          ]
            .filter(Boolean)
            .join(' '),
        })),
      ].sort((a, b) => (a.sort < b.sort ? 1 : -1)),
    },
  }
}
