// What a school's safeguarding lead records: who was told, what the police and social care were asked and answered, concerns.
// Each adds to history and changes nothing; the same words twice are one.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import { childById, flagsOf } from '../children/store.ts'
import { recordEnquiry } from '../enquiries/actions.ts'
import { holdChild } from '../enquiries/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, type Refusal, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { concernState, reviewDaysMost } from './concern.ts'
import {
  type NoticeAbout,
  type NoticeState,
  noticeStates,
  noticesFor,
  type Told,
  toldInWords,
  toldPeople,
} from './notices.ts'
import {
  type PoliceKind,
  type PoliceResult,
  policeHows,
  policeKindInWords,
  policeKinds,
  policeResults,
  policeState,
} from './police.ts'
import { answerKinds, type CareState, careState, hows, type StepKind, toWhom } from './social-care.ts'
import {
  type About,
  addCareReferral,
  addCareStep,
  addConcern,
  addConcernStep,
  addNotice,
  addPoliceAsk,
  addPoliceStep,
  type CareRow,
  careReferralsOf,
  concernsOf,
  noticesOf,
  type PoliceRow,
  policeAsksOf,
} from './store.ts'

/** The moment of what is recorded: a day, and a time of day in London as 09:30. */
type When = { readonly on: string; readonly at: string }

/**
 * Who must be told of this absence or removal, by when, and what was done about it: rule T-05 and section 8 of the practice
 * notes. `on` is the first day of the absence, or the day on which the removal was asked for. `noContactOn`: the first day on
 * which the family was tried and nobody reached, while nobody has been since. For anyone at the school; throws nothing.
 */
export async function noticesDue(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  on: LocalDate,
  { about = 'absence', noContactOn }: { about?: NoticeAbout; noContactOn?: LocalDate | undefined } = {},
): Promise<NoticeState[]> {
  const [flags, recorded] = [
    await flagsOf(tx, viewer, childId),
    (await noticesOf(tx, viewer, [childId])).filter(
      row => row.about === about && (row.arose_on >= on || row.told_on >= on),
    ),
  ]
  const due = noticesFor({ about, on, flags, noContactOn })
  return noticeStates(due, recorded, viewer.today as LocalDate).states
}

/**
 * Records that somebody was told of an absence or a removal: who, when, how. Anyone at the school may tell them. After the day it
 * was due it wants to know why. Told of the same before: nothing is added.
 */
export async function recordNotice(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: When & {
    readonly about: NoticeAbout
    /** The day it arose. */
    readonly arose: LocalDate
    readonly told: string
    readonly person: string
    readonly how: string
    readonly lateWhy: string
    /** The day by which they had to be told. */
    readonly due: LocalDate
  },
): Promise<Decision<{ already: boolean; told: Told }>> {
  await mayHere(tx, viewer, about, 'enquiry.record')
  const told = toldPeople.find(one => one === given.told)
  if (!told) return refused({ says: 'Choose who was told' })
  const person = given.person.trim()
  if (person.length < 2) return refused({ says: `Say who you told: a name or a team` })
  if (person.length > 120) return refused({ says: 'Use 120 characters or fewer for who was told' })
  if (!(hows as readonly string[]).includes(given.how)) return refused({ says: 'Choose how they were told' })
  const wrong = whenWrong(viewer, given)
  if (wrong) return refused(wrong)
  if (given.on < given.arose) return refused({ says: 'That is before the day it began' })
  const lateWhy = given.lateWhy.trim()
  if (given.on > given.due && lateWhy.length < 5) {
    return refused({ says: 'It was due the same day. Say why it is late' })
  }
  const added = await addNotice(tx, viewer, {
    ...about,
    about: given.about,
    arose: given.arose,
    told,
    person,
    how: given.how,
    on: given.on,
    at: given.at,
    lateWhy: lateWhy.slice(0, 500) || null,
  })
  return allowed({ already: !added, told })
}

/** The sentence of a notice just recorded. */
export const noticeSaid = (told: Told, already: boolean): string =>
  already
    ? `Somebody at your school has told ${toldInWords[told]} already.`
    : `Recorded: ${toldInWords[told]} knows.`

/**
 * Records that the police were told the child is missing, or asked for a welfare check. Anyone at the school may; nothing is
 * waited for. It is also line RS19 of the list of enquiries, with what was said beside the reference (`says`, no story). The same ask of the same day and time is one. Practice notes, 5.1.
 */
export async function askPolice(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: When & {
    readonly kind: string
    readonly how: string
    readonly reference?: string | undefined
    readonly says?: string | undefined
  },
): Promise<Decision<{ id: string; already: boolean }>> {
  await mayHere(tx, viewer, about, 'enquiry.record')
  const kind = policeKinds.find(one => one === given.kind)
  if (!kind) return refused({ says: 'Choose what you asked the police' })
  if (!(policeHows as readonly string[]).includes(given.how)) {
    return refused({ says: 'Choose how you asked the police' })
  }
  const reference = given.reference?.trim() || null
  if (reference && reference.length > 60)
    return refused({ says: 'Use 60 characters or fewer for the reference' })
  const wrong = whenWrong(viewer, given)
  if (wrong) return refused(wrong)
  await holdChild(tx, viewer, about.childId)
  const before = (await policeAsksOf(tx, viewer, [about.childId])).find(
    ask => ask.kind === kind && ask.asked_on === given.on && isSameAsk(ask, reference, given.at, viewer),
  )
  if (before) return allowed({ id: before.id, already: true })
  const id = newId()
  await addPoliceAsk(tx, viewer, {
    ...about,
    id,
    kind,
    how: given.how,
    on: given.on,
    at: given.at,
    reference,
  })
  const enquiry = await recordEnquiry(tx, viewer, about, {
    checkCode: 'RS19',
    method: 'police',
    asked: policeKindInWords[kind],
    result: 'waiting',
    note: [reference ? `Reference ${reference}.` : 'No reference yet.', given.says?.trim()]
      .filter(Boolean)
      .join(' '),
    doneOn: given.on,
    doneAt: given.at,
  })
  return enquiry.allowed ? allowed({ id, already: false }) : enquiry
}

/** The same reference; or, without one, the same minute by the same person. */
function isSameAsk(ask: PoliceRow, reference: string | null, at: string, viewer: Viewer): boolean {
  const known = policeState(ask.reference, ask.steps).reference
  return reference !== null ? known === reference : ask.asked_at === at && ask.by_name === viewer.name
}

/** Records what the police answered, their reference, or that they were asked again. */
export async function answerPolice(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: When & { readonly askId: string; readonly result: string; readonly reference?: string | undefined },
): Promise<Decision<{ already: boolean; next: string | undefined; kind: PoliceKind }>> {
  await mayHere(tx, viewer, about, 'enquiry.record')
  await holdChild(tx, viewer, about.childId)
  const ask = (await policeAsksOf(tx, viewer, [about.childId])).find(one => one.id === given.askId)
  if (!ask) throw new NotFound('police')
  const result = policeResults.find(one => one === given.result)
  if (!result) return refused({ says: 'Choose what the police answered' })
  const reference = given.reference?.trim() || null
  if (result === 'reference given' && !reference) return refused({ says: 'Enter the reference' })
  if (reference && reference.length > 60)
    return refused({ says: 'Use 60 characters or fewer for the reference' })
  const wrong = whenWrong(viewer, given)
  if (wrong) return refused(wrong)
  if (given.on < ask.asked_on) return refused({ says: 'That is before they were asked' })
  const kept = result === 'reference given' ? reference : null
  const already = ask.steps.some(
    step => step.result === result && step.on === given.on && step.at === given.at && step.reference === kept,
  )
  if (!already) {
    // A reference that comes with an answer is a step of its own, and stands before it.
    const added: { result: PoliceResult; reference: string | null }[] =
      reference && result !== 'reference given'
        ? [
            { result: 'reference given', reference },
            { result, reference: null },
          ]
        : [{ result, reference: kept }]
    for (const one of added) {
      await addPoliceStep(tx, viewer, { ...about, askId: ask.id, ...one, on: given.on, at: given.at })
    }
    if (result !== 'reference given' && result !== 'chased') {
      await recordEnquiry(tx, viewer, about, {
        checkCode: 'RS19',
        method: 'police',
        asked: policeKindInWords[ask.kind],
        result: result === 'child seen' ? 'child seen' : 'nothing known',
        doneOn: given.on,
        doneAt: given.at,
      })
    }
  }
  return allowed({
    already,
    kind: ask.kind,
    next: policeState(ask.reference, [...ask.steps, { result, reference: kept }]).next,
  })
}

/**
 * Records a referral to children's social care: to whom, when, how, the facts as they were sent, and whether the parent was told.
 * For a DSL. It waits for nothing. The same facts to the same place on one day are one referral.
 */
export async function recordCareReferral(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: When & {
    readonly toWhom: string
    readonly person: string
    readonly how: string
    readonly facts: string
    readonly reference: string
    readonly parentTold: string
    readonly notToldWhy: string
  },
): Promise<Decision<{ id: string; already: boolean; state: CareState }>> {
  await mayHere(tx, viewer, about, 'safeguarding.record')
  if (!toWhom.some(one => one.value === given.toWhom)) return refused({ says: 'Choose whom you told' })
  if (!(hows as readonly string[]).includes(given.how)) return refused({ says: 'Choose how you told them' })
  const facts = given.facts.replaceAll('\r\n', '\n').trim()
  if (facts.length < 10) return refused({ says: 'Write down the facts that you sent' })
  if (facts.length > 6000) return refused({ says: 'Use 6,000 characters or fewer for the facts' })
  if (given.parentTold !== 'yes' && given.parentTold !== 'no') {
    return refused({ says: 'Say whether a parent was told' })
  }
  const notToldWhy = given.notToldWhy.trim()
  if (given.parentTold === 'no' && notToldWhy.length < 5) {
    return refused({ says: 'Say why no parent was told' })
  }
  const wrong = whenWrong(viewer, given)
  if (wrong) return refused(wrong)
  await holdChild(tx, viewer, about.childId)
  const before = (await careReferralsOf(tx, viewer, [about.childId])).find(
    row => row.made_on === given.on && row.to_whom === given.toWhom && row.facts === facts,
  )
  const today = viewer.today as LocalDate
  if (before) return allowed({ id: before.id, already: true, state: stateOf(before, today) })
  const id = newId()
  await addCareReferral(tx, viewer, {
    ...about,
    id,
    toWhom: given.toWhom,
    person: given.person.trim().slice(0, 120) || null,
    how: given.how,
    on: given.on,
    at: given.at,
    facts,
    reference: given.reference.trim().slice(0, 60) || null,
    parentTold: given.parentTold === 'yes',
    notToldWhy: given.parentTold === 'no' ? notToldWhy.slice(0, 1000) : null,
  })
  return allowed({ id, already: false, state: careState(given.on as LocalDate, [], today) })
}

/** How a referral to social care stands today. */
export const stateOf = (row: CareRow, today: LocalDate): CareState =>
  careState(
    row.made_on,
    row.steps.map(({ kind, on }) => ({ kind, on })),
    today,
  )

/** Records what social care answered, that it was asked again, or that it was taken higher. For a DSL. */
export async function recordCareStep(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: {
    readonly referralId: string
    readonly kind: string
    readonly on: string
    readonly who: string
    readonly says: string
  },
): Promise<Decision<{ already: boolean; state: CareState }>> {
  await mayHere(tx, viewer, about, 'safeguarding.record')
  await holdChild(tx, viewer, about.childId)
  const referral = (await careReferralsOf(tx, viewer, [about.childId])).find(
    row => row.id === given.referralId,
  )
  if (!referral) throw new NotFound('social care')
  const kinds: readonly StepKind[] = [...answerKinds, 'reference given', 'escalated']
  const kind = kinds.find(one => one === given.kind)
  if (!kind) return refused({ says: 'Choose what they answered' })
  const who = given.who.trim().slice(0, 120) || null
  const says = given.says.trim().slice(0, 2000) || null
  if (!isDay(given.on) || given.on > viewer.today) return refused({ says: 'Enter the day: today or before' })
  if (given.on < referral.made_on) return refused({ says: 'That is before you told them' })
  if (kind === 'escalated' && (!who || !says)) {
    return refused({ says: 'Say to whom you took it, and what you asked' })
  }
  if (kind === 'reference given' && !says) return refused({ says: 'Enter the reference' })
  const today = viewer.today as LocalDate
  const last = referral.steps.at(-1)
  if (last?.kind === kind && last.on === given.on && last.who === who && last.says === says) {
    return allowed({ already: true, state: stateOf(referral, today) })
  }
  await addCareStep(tx, viewer, { ...about, referralId: referral.id, kind, on: given.on, who, says })
  const steps = [...referral.steps, { kind, on: given.on as LocalDate, who, says, by: viewer.name }]
  return allowed({ already: false, state: stateOf({ ...referral, steps }, today) })
}

/**
 * Writes down a concern: what was seen or said, apart from what the DSL thinks, and who said it. It stays open until it is
 * settled, and always has a day on which it is looked at again. For a DSL.
 */
export async function recordConcern(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: {
    readonly on: string
    readonly at: string
    readonly fact: string
    readonly opinion: string
    readonly toldBy: string
    readonly reviewOn: string
  },
): Promise<Decision<{ id: string; already: boolean }>> {
  await mayHere(tx, viewer, about, 'safeguarding.record')
  const fact = given.fact.replaceAll('\r\n', '\n').trim()
  const opinion = given.opinion.replaceAll('\r\n', '\n').trim()
  const toldBy = given.toldBy.trim()
  if (fact.length < 5) return refused({ says: 'Write down what was seen or said' })
  if (fact.length > 4000 || opinion.length > 4000) return refused({ says: 'Use 4,000 characters or fewer' })
  if (toldBy.length < 2) return refused({ says: 'Say who saw it or said it' })
  if (toldBy.length > 120) return refused({ says: 'Use 120 characters or fewer for who said it' })
  if (!isDay(given.on) || given.on > viewer.today) return refused({ says: 'Enter the day: today or before' })
  const review = reviewWrong(viewer, given.reviewOn)
  if (review) return refused(review)
  await holdChild(tx, viewer, about.childId)
  const before = (await concernsOf(tx, viewer, [about.childId])).find(
    row => row.on_date === given.on && row.fact === fact && (row.opinion ?? '') === opinion,
  )
  if (before) return allowed({ id: before.id, already: true })
  const id = newId()
  await addConcern(tx, viewer, {
    ...about,
    id,
    on: given.on,
    at: given.at || null,
    fact,
    opinion: opinion || null,
    toldBy,
    reviewOn: given.reviewOn,
  })
  return allowed({ id, already: false })
}

/** Looks at a concern again, with a new day; or settles it, with why. For a DSL. A settled concern takes no more. */
export async function reviewConcern(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: {
    readonly concernId: string
    readonly closes: boolean
    readonly says: string
    readonly reviewOn: string
  },
): Promise<Decision<{ already: boolean }>> {
  await mayHere(tx, viewer, about, 'safeguarding.record')
  await holdChild(tx, viewer, about.childId)
  const concern = (await concernsOf(tx, viewer, [about.childId])).find(row => row.id === given.concernId)
  if (!concern) throw new NotFound('concern')
  const says = given.says.replaceAll('\r\n', '\n').trim()
  if (says.length < 5) return refused({ says: 'Say what you found' })
  if (says.length > 2000) return refused({ says: 'Use 2,000 characters or fewer' })
  const last = concern.steps.at(-1)
  const kind = given.closes ? 'closed' : 'reviewed'
  if (last?.kind === kind && last.says === says && last.on === viewer.today) return allowed({ already: true })
  if (!concernState(concern.review_on, concern.steps, viewer.today as LocalDate).open) {
    return refused({ says: 'This concern is settled. A new worry is a new concern.' })
  }
  if (!given.closes) {
    const wrong = reviewWrong(viewer, given.reviewOn)
    if (wrong) return refused(wrong)
  }
  await addConcernStep(tx, viewer, {
    ...about,
    concernId: concern.id,
    kind,
    says,
    on: viewer.today,
    reviewOn: given.closes ? null : given.reviewOn,
  })
  return allowed({ already: false })
}

/** The child is in the viewer's sight, the school is theirs, and the role may. Throws NotFound otherwise. */
async function mayHere(
  tx: Tx,
  viewer: Viewer,
  about: About,
  action: 'enquiry.record' | 'safeguarding.record',
): Promise<void> {
  if (!may(viewer, action) || !viewer.schools.includes(about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
}

const isDay = (day: string): boolean => parseLocalDate(day) !== undefined

function whenWrong(viewer: Viewer, { on, at }: When): Refusal | undefined {
  if (!isDay(on)) return { says: 'Enter the day' }
  if (on > viewer.today) return { says: 'The day must be today or before' }
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(at) ? undefined : { says: 'Enter the time, such as 9:30am' }
}

function reviewWrong(viewer: Viewer, day: string): Refusal | undefined {
  if (!isDay(day) || day < viewer.today) return { says: 'Choose the day on which you look at it again' }
  const most = addDays(viewer.today as LocalDate, reviewDaysMost)
  return day > most
    ? { says: `Look at it again within ${reviewDaysMost} days: nothing may lie open longer` }
    : undefined
}
