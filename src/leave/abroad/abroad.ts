/**
 * A child is abroad without leave: which letter comes next, and not before which day?
 *
 * Three letters in order, never combined, never shortened (practice.md 5.4). Letter 1 says what the school needs and gives the family up
 * to ten school days, counted from the day it was SENT (section 23, trap 4). Letter 1a thanks and confirms the terms, if terms came.
 * Letter 2 warns that the name will come off on a day. A special school writes of an emergency annual review instead of going
 * straight to Letter 2. The authority is told at Letter 1 and, where it has so chosen, agrees before the name comes off.
 *
 * Nothing here takes a name off. It says what stands in the way of one that is asked for on the grounds that rest on the absence.
 */
import { inWords, type LocalDate, laterOf } from '../../calendar/local-date.ts'
import { nextSchoolDay, nthSchoolDayAfter, type SchoolCalendar } from '../../calendar/school-calendar.ts'

/** The letters, by the codes of practice.md section 13. */
export const abroadLetters = {
  'LET-L06': 'Letter 1: what we need',
  'LET-L07': 'Letter 1a: terms agreed',
  'LET-L08': 'Letter 2: the name will come off',
  'LET-L09': 'Emergency review (special school)',
} as const
export type AbroadLetter = keyof typeof abroadLetters
export const isAbroadLetter = (text: string): text is AbroadLetter => Object.hasOwn(abroadLetters, text)

/** School days that Letter 1 gives the family, from the day after it was sent. Practice.md 5.4: "allows up to ten school days". */
export const letter1SchoolDays = 10
/**
 * School days at least between the day on which Letter 2 was sent and the day that it names. Ours: practice.md 5.4 says that it warns
 * of a day, and not how long before.
 */
export const letter2SchoolDays = 5

/** What the school needs of the parents. Practice.md 5.4. */
export const needs = {
  address: 'The address abroad',
  adult: 'The adult in charge, and their relationship to the child',
  reason: 'Evidence of the reason',
  return: 'Evidence of the day of return',
  contacts: 'An agreed contact schedule, with video calls in which the child speaks',
} as const
export type Need = keyof typeof needs
export const isNeed = (text: string): text is Need => Object.hasOwn(needs, text)

/** How a contact of the schedule went, strongest first: seen on video is weaker than seen, a relative's word weaker than the child's. */
export const contactsKept = {
  seen: 'The child was seen in person by a trained adult there, who told us',
  video: 'The child was seen and spoke on video',
  spoken: 'The child was spoken to, and not seen',
  relative: 'A relative spoke for the child',
  missed: 'The contact was missed: nobody answered',
} as const
export type ContactWent = keyof typeof contactsKept
export const isContactWent = (text: string): text is ContactWent => Object.hasOwn(contactsKept, text)

export type LetterWritten = {
  readonly code: AbroadLetter
  readonly writtenOn: LocalDate
  readonly sentOn?: LocalDate | undefined
  /** The day that it names: of Letter 2, the day on which the name comes off. */
  readonly namedOn?: LocalDate | undefined
}

/** All that the rules ask about one child's time abroad without leave. */
export type AbroadFacts = {
  readonly calendar: SchoolCalendar
  readonly today: LocalDate
  readonly isSpecialSchool: boolean
  /** The letters of this time abroad, oldest first. */
  readonly letters: readonly LetterWritten[]
  readonly received: readonly { readonly need: Need; readonly on: LocalDate }[]
  /** The terms as they were last agreed: until when the child is expected to be away. */
  readonly terms?: { readonly on: LocalDate; readonly returnOn: LocalDate } | undefined
  readonly contacts: readonly { readonly on: LocalDate; readonly went: ContactWent }[]
  readonly reviewHeldOn?: LocalDate | undefined
  readonly authorityToldOn?: LocalDate | undefined
  /** The authority's answers, oldest first: the latest holds. */
  readonly answers: readonly { readonly agrees: boolean; readonly on: LocalDate }[]
  /** The authority has chosen to agree first (`authority-agrees-abroad`). */
  readonly mustAgree: boolean
  readonly endedOn?: LocalDate | undefined
}

/** A letter's turn: may it be written now, from which day at the earliest as far as is known, and if not, why. */
export type Turn = {
  readonly code: AbroadLetter
  readonly isAllowed: boolean
  readonly isWritten: boolean
  readonly sentOn: LocalDate | undefined
  readonly earliest: LocalDate | undefined
  /** Sentences; none where it may be written. */
  readonly why: readonly string[]
}

const ended = 'The child is no longer abroad without leave'

/** When the first letter of this code was sent. Of Letter 2, which may be written again, the last is asked for instead. */
const firstSent = (facts: AbroadFacts, code: AbroadLetter): LocalDate | undefined =>
  facts.letters.find(letter => letter.code === code && letter.sentOn !== undefined)?.sentOn
/** The last letter of this code that was sent, or else the last that was written: each parent may have one of their own. */
const lastOf = (facts: AbroadFacts, code: AbroadLetter): LetterWritten | undefined =>
  facts.letters.findLast(letter => letter.code === code && letter.sentOn !== undefined) ??
  facts.letters.findLast(letter => letter.code === code)

/**
 * The facts without letters that went before their turn: a Letter 2 or a review letter that was sent some other way before the
 * family's ten school days were over counts for nothing.
 */
function counting(facts: AbroadFacts): AbroadFacts {
  const from = afterTenDays(facts)
  const isEarly = ({ code, sentOn }: LetterWritten): boolean =>
    (code === 'LET-L08' || code === 'LET-L09') &&
    sentOn !== undefined &&
    (from === undefined || sentOn < from)
  return facts.letters.some(isEarly)
    ? { ...facts, letters: facts.letters.filter(one => !isEarly(one)) }
    : facts
}

/** The last school day on which the family may answer Letter 1: the tenth after it was sent. Nothing where it is not sent. */
export function answerBy(facts: AbroadFacts): LocalDate | undefined {
  const sent = firstSent(facts, 'LET-L06')
  return sent && nthSchoolDayAfter(facts.calendar, sent, letter1SchoolDays)
}

/** What is still needed of the parents, in the order of the list. */
export function stillNeeded(facts: AbroadFacts): Need[] {
  return (Object.keys(needs) as Need[]).filter(need => !facts.received.some(one => one.need === need))
}

/** May this letter be written today? Each stage refuses to come early, to be skipped and to be put together with another. */
export function turnOf(given: AbroadFacts, code: AbroadLetter): Turn {
  const facts = counting(given)
  const last = lastOf(facts, code)
  const { earliest, why } = askedOf(facts, code)
  const early =
    why.length === 0 && earliest !== undefined && facts.today < earliest
      ? [notBefore(facts, code, earliest)]
      : []
  const all = facts.endedOn !== undefined ? [ended] : [...why, ...early]
  return {
    code,
    isAllowed: all.length === 0,
    isWritten: last !== undefined,
    sentOn: last?.sentOn,
    earliest: facts.endedOn === undefined ? earliest : undefined,
    why: all,
  }
}

/** The letters that this school's family may be sent, in order. */
export function lettersInOrder(facts: AbroadFacts): AbroadLetter[] {
  return facts.isSpecialSchool
    ? ['LET-L06', 'LET-L07', 'LET-L09', 'LET-L08']
    : ['LET-L06', 'LET-L07', 'LET-L08']
}

function notBefore(facts: AbroadFacts, code: AbroadLetter, earliest: LocalDate): string {
  const sent = firstSent(facts, 'LET-L06')
  const counted = sent
    ? `: Letter 1 was sent on ${inWords(sent)}, and the family has ${letter1SchoolDays} school days from then`
    : ''
  return `${abroadLetters[code]} can be written from ${inWords(earliest)}${counted}`
}

type Asked = { readonly earliest: LocalDate | undefined; readonly why: readonly string[] }

function askedOf(facts: AbroadFacts, code: AbroadLetter): Asked {
  switch (code) {
    case 'LET-L06':
      return letter1(facts)
    case 'LET-L07':
      return letter1a(facts)
    case 'LET-L08':
      return letter2(facts)
    case 'LET-L09':
      return review(facts)
    default:
      return code satisfies never
  }
}

function letter1(facts: AbroadFacts): Asked {
  return { earliest: undefined, why: lastOf(facts, 'LET-L06') ? ['Letter 1 is written already'] : [] }
}

/** Letter 1 must have gone before anything that follows it: the day it was written counts for nothing. */
function afterLetter1(facts: AbroadFacts): string[] {
  if (firstSent(facts, 'LET-L06')) return []
  return [
    lastOf(facts, 'LET-L06')
      ? 'Letter 1 is written and not sent yet: the ten school days begin on the day it is sent'
      : 'Letter 1 comes first',
  ]
}

function letter1a(facts: AbroadFacts): Asked {
  const { terms } = facts
  const last = lastOf(facts, 'LET-L07')
  const needed = stillNeeded(facts)
  const why = [
    ...afterLetter1(facts),
    ...(terms ? [] : ['No terms are agreed with the parents yet']),
    ...(terms && needed.length > 0
      ? [`Still needed: ${needed.map(need => lower(needs[need])).join('; ')}`]
      : []),
    ...(terms && last && last.writtenOn >= terms.on ? ['Letter 1a is written for these terms'] : []),
  ]
  return { earliest: undefined, why }
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The first school day after the family's ten: neither Letter 2 nor the review letter comes before it. */
function afterTenDays(facts: AbroadFacts): LocalDate | undefined {
  const by = answerBy(facts)
  return by && nextSchoolDay(facts.calendar, by)
}

/**
 * Terms that hold stop what follows: they were agreed, the family keeps the contacts, and the day of return is not over.
 * Terms that were broken by a missed contact, or by a day of return on which the child was not back, do not.
 */
function termsWhy(facts: AbroadFacts): { why: string[]; brokenOn?: LocalDate | undefined } {
  const { terms, contacts, today } = facts
  if (!terms) return { why: [] }
  const confirmed = facts.letters.find(
    letter => letter.code === 'LET-L07' && letter.writtenOn >= terms.on && letter.sentOn !== undefined,
  )?.sentOn
  if (confirmed === undefined) {
    return { why: ['Terms were agreed: Letter 1a confirms them first, and must be sent'] }
  }
  const missed = contacts.findLast(contact => contact.went === 'missed' && contact.on >= confirmed)
  const since = contacts.findLast(contact => contact.went !== 'missed' && missed && contact.on > missed.on)
  if (missed && !since) return { why: [], brokenOn: missed.on }
  const lateOn = nextSchoolDay(facts.calendar, terms.returnOn)
  if (lateOn && today >= lateOn && today > terms.returnOn) return { why: [], brokenOn: lateOn }
  return { why: [`The family keeps the agreed terms, which go to ${inWords(terms.returnOn)}`] }
}

function letter2(facts: AbroadFacts): Asked {
  const last = lastOf(facts, 'LET-L08')
  const stopped = last?.sentOn !== undefined ? inTouchSince(facts, last.sentOn) : undefined
  const again = last && !(last.sentOn !== undefined && stopped) ? ['Letter 2 is written already'] : []
  const noTerms = termsWhy(facts)
  const special = facts.isSpecialSchool ? reviewWhy(facts) : []
  const why = [...again, ...afterLetter1(facts), ...special, ...noTerms.why]
  const ten = afterTenDays(facts)
  const review = facts.isSpecialSchool ? facts.reviewHeldOn : undefined
  // After a Letter 2 that was stopped by the family's being in touch: only when they are missed again.
  const missedAgain = stopped && facts.contacts.findLast(one => one.went === 'missed' && one.on > stopped)?.on
  if (stopped && !missedAgain) {
    return { earliest: undefined, why: [...why, 'The family has been in touch since Letter 2 was sent'] }
  }
  return { earliest: latest(ten, noTerms.brokenOn, review, missedAgain), why }
}

function reviewWhy(facts: AbroadFacts): string[] {
  if (!firstSent(facts, 'LET-L09')) return ['A special school sends the emergency review letter first']
  return facts.reviewHeldOn ? [] : ['The emergency review has not been held']
}

function review(facts: AbroadFacts): Asked {
  if (!facts.isSpecialSchool) return { earliest: undefined, why: ['This letter is for special schools'] }
  const noTerms = termsWhy(facts)
  const why = [
    ...(lastOf(facts, 'LET-L09') ? ['The emergency review letter is written already'] : []),
    ...afterLetter1(facts),
    ...noTerms.why,
  ]
  return { earliest: latest(afterTenDays(facts), noTerms.brokenOn), why }
}

/** The first day, from a day on, on which the family was in touch: a contact, something that was needed, or terms. */
function inTouchSince(facts: AbroadFacts, day: LocalDate): LocalDate | undefined {
  const days = [
    ...facts.contacts.filter(contact => contact.went !== 'missed').map(contact => contact.on),
    ...facts.received.map(one => one.on),
    ...(facts.terms ? [facts.terms.on] : []),
  ]
  return days
    .filter(on => on >= day)
    .reduce<LocalDate | undefined>((a, b) => (a && a <= b ? a : b), undefined)
}

function latest(...days: readonly (LocalDate | undefined)[]): LocalDate | undefined {
  const known = days.filter(day => day !== undefined)
  return known.length === 0 ? undefined : known.reduce(laterOf)
}

/** The earliest day that Letter 2 may name, sent on a day: so many school days after it. */
export const earliestNamed = (calendar: SchoolCalendar, sentOn: LocalDate): LocalDate | undefined =>
  nthSchoolDayAfter(calendar, sentOn, letter2SchoolDays)

/** How far it has come, and what stands in the way of a removal on a ground that rests on this absence. */
export type AbroadStanding = {
  readonly turns: readonly Turn[]
  readonly answerBy: LocalDate | undefined
  /** The earliest day of Letter 2, as far as it is known today. */
  readonly letter2From: LocalDate | undefined
  /** The earliest day on which the name may come off by these letters; nothing until Letter 2 is sent. */
  readonly removalFrom: LocalDate | undefined
  readonly mustAgree: boolean
  readonly isAgreed: boolean
  readonly answeredOn: LocalDate | undefined
  /** Everything that is missing before a removal: sentences. */
  readonly missing: readonly string[]
}

/** The whole standing on a day. */
export function abroadStands(given: AbroadFacts): AbroadStanding {
  const facts = counting(given)
  const turns = lettersInOrder(facts).map(code => turnOf(facts, code))
  const two = lastOf(facts, 'LET-L08')
  const answer = facts.answers.at(-1)
  const removalFrom =
    two?.sentOn === undefined ? undefined : latest(two.namedOn, earliestNamed(facts.calendar, two.sentOn))
  const inTouch = two?.sentOn !== undefined ? inTouchSince(facts, two.sentOn) : undefined
  const isAgreed = answer?.agrees === true
  const missing = [
    ...(two?.sentOn === undefined ? [notYetSent(facts, two)] : []),
    ...(removalFrom !== undefined && facts.today < removalFrom
      ? [`Letter 2 names ${inWords(removalFrom)}: the name cannot come off before`]
      : []),
    ...(inTouch !== undefined
      ? [
          `The family has been in touch since Letter 2, on ${inWords(inTouch)}: write again before the name comes off`,
        ]
      : []),
    ...(facts.mustAgree && !isAgreed
      ? [
          answer
            ? `The authority answered on ${inWords(answer.on)} that it does not agree yet`
            : 'The authority has not agreed that the name comes off',
        ]
      : []),
  ]
  return {
    turns,
    answerBy: answerBy(facts),
    letter2From: turns.find(turn => turn.code === 'LET-L08')?.earliest,
    removalFrom,
    mustAgree: facts.mustAgree,
    isAgreed,
    answeredOn: answer?.on,
    missing: facts.endedOn === undefined ? missing : [],
  }
}

function notYetSent(facts: AbroadFacts, two: LetterWritten | undefined): string {
  if (two) return 'Letter 2 is written and not sent yet'
  return firstSent(facts, 'LET-L06')
    ? 'Letter 2, which names the day on which the name comes off, has not been sent'
    : 'None of the three letters to the family has been sent'
}

/** Grounds that rest on the child's absence or address: the letters stand before these, and before no other. */
export const groundsAfterLetters: readonly string[] = ['R9-G', 'R9-H', 'R9-I']
