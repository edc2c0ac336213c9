/**
 * Who must be told the same day that this child is away, or that the name is to come off? And were they?
 *
 * Rule T-05: the social worker and the youth justice worker of the child, and the Virtual School of one who is looked after. A
 * child with an education, health and care plan whose family cannot be reached: the SEN officer (practice notes, section 8).
 */
import { type LocalDate, laterOf } from '../calendar/local-date.ts'
import { socialWorkerDue } from '../law/school-clocks.ts'

export const toldPeople = ['social worker', 'youth justice worker', 'virtual school', 'SEN officer'] as const
export type Told = (typeof toldPeople)[number]

/** Whom, as the page says it. */
export const toldInWords: Readonly<Record<Told, string>> = {
  'social worker': 'the social worker',
  'youth justice worker': 'the youth justice worker',
  'virtual school': 'the Virtual School',
  'SEN officer': 'the SEN officer',
}

/** What they are told of: an absence that nobody has explained, or a name that is to come off the register. */
export type NoticeAbout = 'absence' | 'removal'

export type NoticeFacts = {
  readonly about: NoticeAbout
  /** The first day of the absence, or the day on which the removal was asked for. */
  readonly on: LocalDate
  /** The flags that hold, each with the day it began where that is known. */
  readonly flags: readonly { readonly flag: string; readonly from_on: string | null }[]
  /** The first day on which the family was tried and nobody reached, while nobody has been since. */
  readonly noContactOn: LocalDate | undefined
}

export type NoticeDue = {
  readonly told: Told
  readonly due: LocalDate
  /** The rule or section it comes from. */
  readonly cites: string
  readonly because: string
}

const withSocialWorker = ['child_protection_plan', 'child_in_need', 'in_care']

/** Everyone who must be told, most pressing first. A flag that began later is due on the day it began. */
export function noticesFor(facts: NoticeFacts): NoticeDue[] {
  const { about, on, flags, noContactOn } = facts
  const held = (...any: string[]) => flags.filter(one => any.includes(one.flag))
  const dueOf = (holding: NoticeFacts['flags'], from: LocalDate): LocalDate =>
    holding
      .map(one => laterOf(from, (one.from_on ?? from) as LocalDate))
      .reduce((first, day) => (day < first ? day : first))
  const happening = about === 'absence' ? 'unexplained absence' : 'removal'
  const duty = socialWorkerDue({
    on,
    happening,
    socialWorker: held('child_protection_plan', 'child_in_need').length > 0,
    youthJusticeWorker: held('youth_justice').length > 0,
    lookedAfter: held('in_care').length > 0,
  })
  const goneOn = about === 'removal' ? on : noContactOn
  const lines: readonly [Told, NoticeFacts['flags'], boolean, string, string][] = [
    ['social worker', held(...withSocialWorker), true, 'T-05', duty.because],
    ['youth justice worker', held('youth_justice'), true, 'T-05', duty.because],
    ['virtual school', held('in_care'), true, 'T-05', duty.because],
    [
      'SEN officer',
      held('EHCP'),
      goneOn !== undefined,
      'practice notes, section 8',
      about === 'absence'
        ? 'A child with an education, health and care plan is away and nobody can reach the family: the SEN officer is told the same day.'
        : 'A child with an education, health and care plan is to come off the register: the SEN officer is told the same day.',
    ],
  ]
  return lines.flatMap(([told, holding, arises, cites, because]) =>
    arises && holding.length > 0
      ? [
          {
            told,
            due: dueOf(holding, told === 'SEN officer' ? laterOf(on, goneOn ?? on) : on),
            cites,
            because,
          },
        ]
      : [],
  )
}

export type NoticeRecorded = {
  readonly told: string
  readonly told_on: string
  readonly told_at: string
  readonly person_told: string
  readonly how: string
  readonly late_why: string | null
  readonly by_name: string
}

export type NoticeState = NoticeDue & {
  readonly done: NoticeRecorded | undefined
  /** Told after the day it was due, or not told and that day has gone. */
  readonly late: boolean
}

/** Each notice with what was done about it. What was told although it is no longer due is not lost: `others`. */
export function noticeStates(
  due: readonly NoticeDue[],
  recorded: readonly NoticeRecorded[],
  today: LocalDate,
): { states: NoticeState[]; others: NoticeRecorded[] } {
  const states = due.map(notice => {
    const done = recorded.find(one => one.told === notice.told)
    return { ...notice, done, late: (done?.told_on ?? today) > notice.due }
  })
  return { states, others: recorded.filter(one => !due.some(notice => notice.told === one.told)) }
}
