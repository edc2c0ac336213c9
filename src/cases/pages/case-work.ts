// What the pages about one case share: reading it, its head, and the links it offers from the table of next steps.

import { compact } from '../../absences/count-lines.ts'
import { may as mayDo } from '../../access/actions-allowed.ts'
import type { Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { type ChildRow, childById } from '../../children/store.ts'
import type { Answer } from '../../law/answer.ts'
import { markInWords } from '../../law/source.ts'
import { londonDay } from '../../platform/clock.ts'
import { type Case, caseFrom, isDeciding, may, nextStep, type Step } from '../case.ts'
import { type CaseRow, caseWithHistory, type Written } from '../store.ts'
import { dueInWords, levelsInWords, stateInWords } from '../words.ts'

export type Work = { row: CaseRow; child: ChildRow; history: Written[]; c: Case }

/** The case in the address, its child and its history. Throws NotFound where it is not in scope. */
export async function caseWork({ db, viewer, params }: Request): Promise<Work> {
  const { row, history } = await caseWithHistory(db, viewer, params.case ?? '')
  const child = await childById(db, viewer, row.child_id)
  return { row, child, history, c: caseFrom(history) }
}

export const nameOf = (child: { forename: string; surname: string }): string =>
  `${child.forename} ${child.surname}`
export const day = (date: string): string => dateInWords(localDate(date))
export const weekday = (date: string): string => inWords(localDate(date))
/** Written by the clock of the person who reads it; a day known only as a day has no time. */
export function moment(at: Date, on: LocalDate): string {
  if (londonDay(at) !== on) return inWords(on)
  return `${inWords(on)}, ${clock.format(at).replace(' ', '').toLowerCase()}`
}
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/** Each step, where its page is, what its link says, and which action of the matrix it is. */
export const stepPages: readonly {
  step: Step
  path: string
  says: string
  action: Parameters<typeof mayDo>[1]
}[] = [
  { step: 'make a check', path: 'checks', says: 'Make or answer a check', action: 'case.record' },
  { step: 'record a contact', path: 'contact', says: 'Record a contact', action: 'case.record' },
  { step: 'add a note', path: 'note', says: 'Add a note', action: 'case.record' },
  { step: 'record answer', path: 'answer', says: 'Record the answer', action: 'case.record' },
  { step: 'record located', path: 'located', says: 'Record where the child is', action: 'case.decide' },
  {
    step: 'record lost again',
    path: 'lost',
    says: 'Record that the whereabouts are no longer known',
    action: 'case.decide',
  },
  { step: 'offer a place', path: 'offer', says: 'Ask a school to take the child', action: 'case.decide' },
  {
    step: 'record a start',
    path: 'start',
    says: 'Record that someone says the child has started',
    action: 'case.record',
  },
  { step: 'review', path: 'review', says: 'Record a review', action: 'case.record' },
  {
    step: 'consider safeguarding',
    path: 'safeguarding',
    says: 'Record a safeguarding view',
    action: 'case.decide',
  },
  { step: 'record not located', path: 'not-located', says: 'Record as not located', action: 'case.decide' },
  {
    step: 'sign the conclusion',
    path: 'conclusion',
    says: 'Sign our conclusion of the joint enquiries',
    action: 'joint.sign-authority',
  },
  { step: 'assign', path: 'assign', says: 'Give the case to someone', action: 'case.decide' },
  { step: 'set the level', path: 'level', says: 'Change how urgent it is', action: 'case.decide' },
  {
    step: 'set the standing',
    path: 'standing',
    says: 'Change what the child is counted as',
    action: 'case.decide',
  },
  { step: 'set the pathway', path: 'pathway', says: 'Change the pathway', action: 'case.decide' },
  { step: 'set aside', path: 'hold', says: 'Put the case on hold', action: 'case.decide' },
  { step: 'take back', path: 'take-back', says: 'Take the case back in hand', action: 'case.decide' },
  { step: 'record proof', path: 'proof', says: 'Record proof of an outcome', action: 'case.record' },
  { step: 'close', path: 'close', says: 'Close the case', action: 'case.close' },
  { step: 'reopen', path: 'reopen', says: 'Take the case up again', action: 'case.decide' },
]

/** The links of the steps open now to this person. */
export function offeredSteps({ row, c }: Work, viewer: Request['viewer']) {
  return stepPages
    .filter(page => may(c, page.step) && mayDo(viewer, page.action))
    .filter(page => page.step !== (c.aside ? 'set aside' : 'take back'))
    .map(page => ({ text: page.says, href: `/cases/${row.token}/${page.path}`, step: page.step }))
}

/** Where the main action of a case stands, in the word for what this person may do there. */
export function mainAction(
  c: Pick<Case, 'state'>,
  token: string,
  viewer: Request['viewer'],
): { text: string; href: string } {
  if (isDeciding(c)) {
    return { text: mayDo(viewer, 'triage.decide') ? 'Decide' : 'Read', href: `/triage/${token}` }
  }
  return { text: 'Open', href: `/cases/${token}` }
}

/** How a day was worked out, for the page: the sentence, the days on the way, what would change it, what says so. */
export function whyInWords(answer: Answer) {
  return {
    because: answer.because,
    days: compact(answer.days).map(line => ({
      day: line.to === undefined ? weekday(line.on) : `${weekday(line.on)} to ${weekday(line.to)}`,
      says: `${line.did === 'counted' ? 'counted' : 'not counted'}, ${line.says}`,
    })),
    wouldChange: answer.wouldChange,
    cites: answer.cites,
    mark: answer.rule.startsWith('P-') ? 'Our own clock, not law' : markInWords[answer.mark],
    rule: answer.rule,
    ruleHref: `/rules/${answer.rule}`,
    version: day(answer.ruleVersion),
    calendar: answer.calendarVersion,
  }
}

/** The head that every page of a case has. */
export function headOf(work: Work, today: string) {
  const { row, child, c } = work
  const next = nextStep(c)
  const at = `/cases/${row.token}`
  return {
    childName: nameOf(child),
    reference: row.reference,
    at,
    isProtected: row.protected,
    state: stateInWords(c),
    level: levelsInWords[c.level],
    urgent: c.level === 'act today',
    next: next && {
      says: next.says,
      due: dueInWords(next.due, localDate(today)),
      because: next.because,
      late: next.due < today,
      why: whyInWords(next.answer),
    },
  }
}
