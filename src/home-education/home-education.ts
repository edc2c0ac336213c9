/**
 * A child educated at home, as the authority keeps it: contact, informal enquiry, a view with its reasons, and when it looks again.
 *
 * Education otherwise than at school is a parent's right, and no law in force makes anybody register it. The authority may ask;
 * an enquiry is informal, and gives no right to enter a home or to see the child. A child is educated at home or missing
 * education, never both: home education that is not suitable, or of which nobody can hear, is a case of the CME team the same
 * day. Practice notes, section 15; rules L-18 and 6.5.
 */
import { countWorkingDaysAfter } from '../calendar/counting.ts'
import { addDays, inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { homeEducationContactDue } from '../law/authority-clocks.ts'
import type { SetValue } from '../law/authority-limits.ts'
import type { Decision, Refusal } from '../platform/errors.ts'

export const views = {
  suitable: 'The education is suitable',
  'not yet able to say': 'Not yet able to say',
  unsuitable: 'The education is not suitable',
  'no reply': 'No reply',
} as const
export type View = keyof typeof views
export const isView = (text: string): text is View => text in views

export const endings = {
  'on a register': 'The child is on the register of a school',
  'over age': 'No longer of compulsory school age',
  moved: 'Moved to another authority, which was told',
  error: 'Recorded in error',
} as const
export type Ending = keyof typeof endings
export const isEnding = (text: string): text is Ending => text in endings

export type Did =
  | {
      type: 'begun'
      since: LocalDate
      /** The day of the notice, where there was one. */
      noticeOn?: LocalDate | undefined
      /** Who says so: a school's notice, the parent, a roll check. Names no address. */
      source: string
    }
  | { type: 'contact'; how: string; reached: boolean; says: string }
  | { type: 'enquiry'; sentOn: LocalDate; replyBy: LocalDate; says: string }
  | { type: 'reply'; receivedOn: LocalDate; says: string }
  | { type: 'view'; view: View; reasons: string; reviewOn?: LocalDate | undefined }
  | { type: 'ended'; because: Ending; says: string }

export type Step = Did & { readonly on: LocalDate; readonly by: string; readonly id: string }

export type HomeEducation = {
  readonly since: LocalDate
  readonly noticeOn?: LocalDate | undefined
  readonly source: string
  readonly begunOn: LocalDate
  /** Somebody of the family was ever reached, or answered. */
  readonly reached: boolean
  readonly lastContact?: LocalDate | undefined
  readonly attempts: number
  /** The enquiry whose answer is waited for. */
  readonly asked?: { readonly on: LocalDate; readonly replyBy: LocalDate } | undefined
  readonly repliedOn?: LocalDate | undefined
  readonly view?:
    | {
        readonly view: View
        readonly on: LocalDate
        readonly reasons: string
        readonly reviewOn?: LocalDate | undefined
      }
    | undefined
  readonly ended?: { readonly because: Ending; readonly on: LocalDate } | undefined
}

/** Working days until somebody tries to reach a family that has just begun, and until a reply is looked at. Our own default. */
export const firstContactDays = 10
/** Calendar days within which "not yet able to say" is looked at again, at the latest. Our own default. */
export const undecidedDaysMax = 92

/** The record that its steps make, oldest first; the first is always `begun`. Throws where it is not. */
export function recordFrom(steps: readonly Step[]): HomeEducation {
  const [first, ...rest] = steps
  if (first?.type !== 'begun') throw new Error('Home education begins with what was told')
  return rest.reduce(after, {
    since: first.since,
    noticeOn: first.noticeOn,
    source: first.source,
    begunOn: first.on,
    reached: false,
    attempts: 0,
  })
}

function after(record: HomeEducation, step: Step): HomeEducation {
  switch (step.type) {
    case 'begun':
      return record
    case 'contact':
      return {
        ...record,
        attempts: record.attempts + 1,
        reached: record.reached || step.reached,
        lastContact: step.reached ? step.on : record.lastContact,
      }
    case 'enquiry':
      return { ...record, asked: { on: step.sentOn, replyBy: step.replyBy }, repliedOn: undefined }
    case 'reply':
      return {
        ...record,
        reached: true,
        repliedOn: step.receivedOn,
        lastContact: laterOf(record.lastContact ?? step.receivedOn, step.receivedOn),
      }
    case 'view':
      return {
        ...record,
        view: { view: step.view, on: step.on, reasons: step.reasons, reviewOn: step.reviewOn },
        // A view answers what was asked; the next enquiry begins anew.
        ...(step.view === 'not yet able to say' ? {} : { asked: undefined, repliedOn: undefined }),
      }
    case 'ended':
      return { ...record, ended: { because: step.because, on: step.on } }
    default:
      step satisfies never
      return record
  }
}

/** Does this view say that the child is not receiving suitable education, as far as anybody can tell? */
export const isUnsatisfied = (view: View | undefined): boolean => view === 'unsuitable' || view === 'no reply'

export type Kind = 'educated at home' | 'missing education' | 'ended'

/** What of a record decides how the child is counted. */
export type Standing = {
  readonly ended?: object | undefined
  readonly view?: { readonly view: View } | null | undefined
}

/** What the record by itself says; while a case is open the CME team counts the child (`countedAs`). */
export function kindOf(record: Standing): Kind {
  if (record.ended) return 'ended'
  return isUnsatisfied(record.view?.view) ? 'missing education' : 'educated at home'
}

/**
 * As what is the child counted: never as two things. An open case that counts a child as missing education, or possibly so, has
 * the word; home education that was found suitable counts again when that case is closed.
 */
export function countedAs(
  record: Standing | undefined,
  openCase: { readonly standing: string } | undefined,
  isOnARegister: boolean,
): 'missing education' | 'educated at home' | 'neither' {
  if (openCase && openCase.standing !== 'not CME') return 'missing education'
  // A child on the register of a school is neither, whatever was recorded before.
  if (!record || record.ended || isOnARegister) return 'neither'
  return kindOf(record) === 'educated at home' ? 'educated at home' : 'missing education'
}

export type Due = {
  readonly says: string
  readonly due: LocalDate
  readonly because: string
  readonly cites?: string
}

/** What is to be done next about it, and by when; nothing where the CME team has the child, or it has ended. */
export function nextOf(record: HomeEducation, set: readonly SetValue[] = []): Due | undefined {
  if (kindOf(record) !== 'educated at home') return undefined
  if (record.repliedOn) {
    return {
      says: 'Look at the reply and give a view',
      due: countWorkingDaysAfter(record.repliedOn, firstContactDays).due!,
      because: `${firstContactDays} working days after the reply of ${inWords(record.repliedOn)}: our own default`,
    }
  }
  if (record.asked) {
    return {
      says: 'Hear from the family, or give a view without a reply',
      due: addDays(record.asked.replyBy, 1),
      because: `The enquiry asked for an answer by ${inWords(record.asked.replyBy)}`,
    }
  }
  if (record.view?.reviewOn) {
    return {
      says: record.view.view === 'suitable' ? 'Hear from the family again' : 'Look at it again',
      due: record.view.reviewOn,
      because: `The day set with the view of ${inWords(record.view.on)}`,
    }
  }
  if (record.view?.view === 'suitable') {
    const answer = reviewDue(record, set)
    return {
      says: 'Hear from the family again',
      due: answer.due!,
      because: answer.because,
      cites: answer.cites,
    }
  }
  return {
    says: record.attempts === 0 ? 'Get in touch with the family' : 'Make an informal enquiry',
    due: countWorkingDaysAfter(record.lastContact ?? record.begunOn, firstContactDays).due!,
    because: `${firstContactDays} working days after ${inWords(record.lastContact ?? record.begunOn)}: our own default`,
  }
}

/** L-18: by when the family is heard from again after home education was found suitable. */
export const reviewDue = (record: HomeEducation, set: readonly SetValue[] = []) =>
  homeEducationContactDue(
    {
      notified: record.noticeOn ?? record.begunOn,
      lastContact: record.view
        ? laterOf(record.lastContact ?? record.view.on, record.view.on)
        : record.lastContact,
    },
    set,
  )

/** May this be written now? Gives the step, or every reason why not. */
export function mayDo(
  record: HomeEducation,
  did: Did,
  today: LocalDate,
  set: readonly SetValue[] = [],
): Decision<Did> {
  const reasons = reasonsAgainst(record, did, today, set)
  return reasons.length > 0 ? { allowed: false, refusals: reasons } : { allowed: true, value: did }
}

const unless = (holds: boolean, says: string, cites?: string): Refusal[] =>
  holds ? [] : [{ says, ...(cites && { cites }) }]

function reasonsAgainst(
  record: HomeEducation,
  did: Did,
  today: LocalDate,
  set: readonly SetValue[],
): Refusal[] {
  if (record.ended) return [{ says: 'This has ended. Begin again if the child is educated at home now' }]
  switch (did.type) {
    case 'begun':
      return [{ says: 'It is recorded already that the child is educated at home' }]
    case 'contact':
      return unless(did.how !== '', 'Say how you tried')
    case 'enquiry':
      return [
        ...unless(did.sentOn <= today, 'The day of the enquiry is still to come'),
        ...unless(did.sentOn >= record.begunOn, 'The enquiry is from before this was recorded'),
        ...unless(did.replyBy > did.sentOn, 'The day for the answer must come after the enquiry'),
        ...unless(!record.asked || record.repliedOn !== undefined, 'An enquiry waits for its answer already'),
      ]
    case 'reply':
      return [
        ...unless(record.asked !== undefined, 'No enquiry waits for an answer. Record a contact instead'),
        ...unless(did.receivedOn <= today, 'The day is still to come'),
        ...unless(
          did.receivedOn >= (record.asked?.on ?? record.begunOn),
          'The reply is from before the enquiry',
        ),
        ...unless(did.says !== '', 'Write what the family said'),
      ]
    case 'view':
      return viewAgainst(record, did, today, set)
    case 'ended':
      return unless(did.says !== '', 'Say how it is known')
    default:
      did satisfies never
      return []
  }
}

function viewAgainst(
  record: HomeEducation,
  did: Extract<Did, { type: 'view' }>,
  today: LocalDate,
  set: readonly SetValue[],
): Refusal[] {
  const reasons = [
    ...unless(did.reasons !== '', 'Write the reasons for the view'),
    ...unless(did.reviewOn === undefined || did.reviewOn > today, 'The day to look again must lie ahead'),
  ]
  if (did.view === 'no reply') {
    if (!record.asked)
      reasons.push({ says: 'No enquiry waits for an answer. Make an informal enquiry first' })
    else if (record.repliedOn) reasons.push({ says: 'The family has replied. Give a view of what it said' })
    else if (today <= record.asked.replyBy) {
      reasons.push({
        says: `The family has until the end of ${inWords(record.asked.replyBy)} to answer`,
        cites: 'Onroll practice: informal enquiry',
      })
    }
  }
  if (did.view === 'suitable' && did.reviewOn !== undefined) {
    const latest = reviewDue({ ...record, view: { view: 'suitable', on: today, reasons: '' } }, set)
    if (did.reviewOn > latest.due!) {
      reasons.push({ says: `Look again by ${inWords(latest.due!)} at the latest`, cites: latest.cites })
    }
  }
  if (did.view === 'not yet able to say') {
    const latest = addDays(today, undecidedDaysMax)
    if (did.reviewOn === undefined) reasons.push({ says: 'Enter the day on which you look again' })
    else if (did.reviewOn > latest) {
      reasons.push({
        says: `A child whose education nobody can vouch for is looked at again by ${inWords(latest)}`,
        cites: 'Onroll practice: home education',
      })
    }
  }
  return reasons
}

/**
 * What a view that is not satisfied opens: where the family was reached, a case of getting the child in (S9); where nobody ever
 * was, one of finding the child (S10). Practice notes, section 3.
 */
export function caseOpenedBy(record: HomeEducation): { startCode: string; pathway: 'A' | 'B'; says: string } {
  if (record.view?.view === 'no reply' && !record.reached) {
    return {
      startCode: 'START-10',
      pathway: 'A',
      says: 'Said to be educated at home, and nobody has ever reached the family',
    }
  }
  return {
    startCode: 'START-09',
    pathway: 'B',
    says:
      record.view?.view === 'no reply'
        ? 'Educated at home, and the family does not answer the enquiry'
        : 'Home education judged unsuitable',
  }
}

/** A step, as the record's chronology says it. */
export function stepInWords(step: Step): { title: string; lines: readonly string[] } {
  switch (step.type) {
    case 'begun':
      return {
        title: `Educated at home since ${inWords(step.since)}`,
        lines: [`Source: ${step.source}`, ...(step.noticeOn ? [`Notice of ${inWords(step.noticeOn)}`] : [])],
      }
    case 'contact':
      return { title: `${step.reached ? 'Reached' : 'Not reached'}: ${step.how}`, lines: [step.says] }
    case 'enquiry':
      return {
        title: `Informal enquiry of ${inWords(step.sentOn)}`,
        lines: [`Answer asked for by ${inWords(step.replyBy)}`, step.says],
      }
    case 'reply':
      return { title: `Reply of ${inWords(step.receivedOn)}`, lines: [step.says] }
    case 'view':
      return {
        title: views[step.view],
        lines: [step.reasons, ...(step.reviewOn ? [`Looked at again on ${inWords(step.reviewOn)}`] : [])],
      }
    case 'ended':
      return { title: `Ended: ${endings[step.because].toLowerCase()}`, lines: [step.says] }
    default:
      step satisfies never
      return { title: '', lines: [] }
  }
}
