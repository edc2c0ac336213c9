// Keeping the register of agreements; preparing, marking as sent, answering, chasing: one transaction each.
import { may as mayDo } from '../access/actions-allowed.ts'
import { makeLink } from '../access/links/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { dateInWords, inWords, type LocalDate, laterOf, localDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { takeStep } from '../cases/actions.ts'
import { checkOf } from '../cases/authority-checks.ts'
import { type Case, caseFrom, type Happened, may } from '../cases/case.ts'
import { dueBy } from '../cases/clocks.ts'
import * as steps from '../cases/steps.ts'
import { type CaseRow, historyOf, lockCase, tellCase } from '../cases/store.ts'
import { familyNow } from '../children/family/actions.ts'
import {
  addressesOf,
  type ChildRow,
  childById,
  childrenFound,
  contactsOf,
  enrolmentsOf,
} from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, type Refusal, refused } from '../platform/errors.ts'
import {
  coverOf,
  isSharedField,
  type NewTerms,
  problemsWith,
  routes,
  type SharedField,
  standingOn,
  warningOf,
} from './agreement.ts'
import { checkDetails } from './details.ts'
import { forProtected, type Held, reminder, write } from './request.ts'
import {
  agreementByToken,
  agreementsNow,
  holdAgreements,
  insertNote,
  insertReply,
  insertReplyDecision,
  insertRequest,
  insertSearch,
  insertTerms,
  type LateRow,
  lateRequests,
  type NewReply,
  type ReplyResult,
  type ReplyRow,
  type RequestRow,
  repliesOf,
  requestBy,
  requestsOf,
  setSent,
  setSettled,
} from './store.ts'

/**
 * Writes an agreement into the register, or changes it by adding its next version. `seen` is the version the form had before it:
 * where somebody changed it since, nothing is written. Gives its token.
 */
export async function keepAgreement(
  tx: Tx,
  viewer: Viewer,
  given: NewTerms,
  of?: { token: string; seen: number },
): Promise<Decision<string>> {
  const wrong = problemsWith(given)
  if (wrong.length > 0) return refused(...wrong.map(({ text }) => ({ says: text })))
  await holdAgreements(tx, viewer)
  if (of) {
    const [latest] = await agreementByToken(tx, viewer, of.token)
    if (latest!.number !== of.seen) {
      return refused({
        says: `${latest!.keptName} changed this agreement while you had it open. Read it again, then change it`,
      })
    }
    if (given.why === '') return refused({ says: 'Write why it changes' })
    return allowed(await insertTerms(tx, viewer, given, latest))
  }
  // The same words twice are one agreement.
  const same = (await agreementsNow(tx, viewer)).find(
    one =>
      one.partner.toLowerCase() === given.partner.toLowerCase() &&
      one.startsOn === given.startsOn &&
      one.covers.join() === given.covers.join(),
  )
  return allowed(same ? same.token : await insertTerms(tx, viewer, given))
}

// ---- Asking ----

/** Of a protected child only those ask, and read what came back, who may open what is protected. */
export const mayWorkOn = (viewer: Viewer, row: Pick<CaseRow, 'protected'>): boolean =>
  !row.protected || mayDo(viewer, 'protected.open')

const notYours: Refusal = { says: 'This child is protected. An officer or a manager makes the checks' }
const notOpen: Refusal = { says: 'No check can be made as the case stands' }

async function caseHeld(tx: Tx, viewer: Viewer, token: string): Promise<{ row: CaseRow; c: Case }> {
  const row = await lockCase(tx, viewer, token)
  return { row, c: caseFrom(await historyOf(tx, viewer, row.id)) }
}

/** How a check is named where people of the authority who may not open a protected child's details read it too. */
function namedInCase(code: string, isProtected: boolean): string {
  const check = checkOf(code)
  return !check || check.quiet || isProtected ? 'one of our checks' : check.label
}
const waitsFor = (code: string, isProtected: boolean): string =>
  `Get the answer to a check: ${namedInCase(code, isProtected)}`
const taskOf = (request: { id: string }): string => `check ${request.id}`

/** What was written waits to be sent: the case says so until all of it was sent or dropped. */
const toSend = 'checks to send'
const sendThem = (on: LocalDate): Happened => ({
  type: 'task-set',
  key: toSend,
  says: 'Send the requests for checks that were written, and say so',
  due: addWorkingDays(on, 1),
})
/** That nothing waits to be sent any more, where that is so once these are gone. */
const nothingToSend = (c: Case, requests: readonly RequestRow[], gone: readonly RequestRow[]): Happened[] =>
  c.tasks[toSend] !== undefined &&
  requests.every(one => one.sent_on !== null || one.settled_on !== null || gone.includes(one))
    ? [{ type: 'task-done', key: toSend, says: 'Sent, or dropped' }]
    : []

/** What is held of a child that could be shared. Of a protected child: who it is, and nothing of where. */
export async function heldOf(
  tx: Tx,
  viewer: Viewer,
  child: ChildRow,
  ticked: readonly SharedField[],
): Promise<Held> {
  const born = child.date_of_birth ? { 'date-of-birth': [dateInWords(localDate(child.date_of_birth))] } : {}
  const name = { name: [`${child.forename} ${child.surname}`] }
  if (child.protected) return { ...name, ...born }
  const contacts = await contactsOf(tx, viewer, child.id)
  // Whom the records restrict is named to nobody.
  const speak = contacts.filter(
    one => !one.restricted && (one.parental_responsibility === 'yes' || one.lives_with === 'yes'),
  )
  const [address] = await addressesOf(tx, viewer, child.id)
  const [enrolment] = await enrolmentsOf(tx, viewer, child.id)
  const others = [child.preferred_forename, child.former_surname].filter(one => one !== null)
  const lines = (values: (string | null)[]) => values.filter(one => one !== null && one !== '') as string[]
  const until = enrolment?.leaving_date
  return {
    ...name,
    ...born,
    'other-names': others,
    sex: child.sex === 'F' ? ['Female'] : child.sex === 'M' ? ['Male'] : [],
    upn: lines([child.upn]),
    parents: speak.map(one => one.name),
    contacts: speak.flatMap(one => lines([one.phone_1, one.phone_2, one.email])),
    'last-address': address
      ? [[...address.lines.split('\n'), address.postcode ?? ''].filter(Boolean).join(', ')]
      : [],
    'last-school': enrolment
      ? [`${enrolment.school}${until ? `, until ${dateInWords(localDate(until))}` : ', on its roll'}`]
      : [],
    siblings: ticked.includes('siblings') ? await siblingsOf(tx, viewer, child.id) : [],
  }
}

/** Brothers and sisters whom a person has answered for as one family, and whom no protection hides. */
async function siblingsOf(tx: Tx, viewer: Viewer, childId: string): Promise<string[]> {
  const family = await familyNow(tx, viewer, childId)
  const ids = [
    ...(family?.relatives ?? []).filter(one => one.answer?.decision === 'same family').map(one => one.id),
    ...(family?.byAnswerAlone ?? []).map(one => one.other),
  ]
  if (ids.length === 0) return []
  const found = await childrenFound(tx, viewer, ids)
  return found
    .filter(one => !one.protected)
    .map(one => {
      const born = one.date_of_birth ? `, born ${dateInWords(localDate(one.date_of_birth))}` : ''
      return `${one.forename} ${one.surname}${born}`
    })
}

/** A case that was closed and taken up again waits for nothing of before: what was asked then is asked anew. */
async function letGoOfEarlierEpisode(
  tx: Tx,
  viewer: Viewer,
  c: Case,
  requests: readonly RequestRow[],
): Promise<void> {
  const open = requests.filter(one => one.settled_on === null)
  const ids = (rows: readonly RequestRow[]) => rows.map(one => one.id)
  const sent = open.filter(one => one.sent_on !== null && c.tasks[taskOf(one)] === undefined)
  const prepared = c.tasks[toSend] === undefined ? open.filter(one => one.sent_on === null) : []
  if (sent.length > 0) await setSettled(tx, viewer, ids(sent), 'withdrawn')
  if (prepared.length > 0) await setSettled(tx, viewer, ids(prepared), 'dropped')
}

export type Asked = {
  /** How many requests wait to be sent now. */
  readonly prepared: number
  /** What is asked of this body already. */
  readonly already: readonly string[]
  readonly refused: readonly { readonly code: string; readonly says: string }[]
}

/**
 * Prepares the requests of several checks at once: the text of each, fixed as it will go. Where no agreement in date covers one, it is
 * refused, and that it was is kept. Takes each check with the agreement chosen for it, if one is.
 */
export async function prepareChecks(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: {
    items: readonly { code: string; agreement?: string | undefined }[]
    ticked: readonly SharedField[]
  },
): Promise<Decision<Asked>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!may(c, 'make a check')) return refused(notOpen)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  const on = localDate(viewer.today)
  await letGoOfEarlierEpisode(tx, viewer, c, await requestsOf(tx, viewer, row.id))
  const all = await agreementsNow(tx, viewer)
  const child = await childById(tx, viewer, row.child_id)
  const held = await heldOf(tx, viewer, child, given.ticked)
  const came = { prepared: 0, already: [] as string[], refused: [] as { code: string; says: string }[] }
  for (const { code, agreement } of given.items) {
    const check = checkOf(code)
    if (!check || checkDetails[code]?.ours !== undefined) {
      came.refused.push({ code, says: 'This check is not asked of another body' })
      continue
    }
    const cover = coverOf(all, code, on)
    const terms = agreement === undefined ? cover.live[0] : cover.live.find(one => one.token === agreement)
    const whyNot = !terms
      ? (cover.whyNot ?? 'The agreement chosen is not in date')
      : code === 'RL23' && !terms.officers.includes(viewer.personId)
        ? 'Only an approved officer may ask the border, and you are not one of them'
        : undefined
    if (!terms || whyNot !== undefined) {
      const says = whyNot ?? 'No agreement covers this check'
      await insertNote(tx, viewer, {
        caseId: row.id,
        childId: row.child_id,
        code,
        kind: 'no agreement',
        says,
      })
      came.refused.push({ code, says })
      continue
    }
    const text = write({
      code,
      terms,
      held,
      ticked: given.ticked,
      isProtected: row.protected,
      reference: row.reference,
      due: dueBy('agency checks', c.level, on),
      from: { name: viewer.name, organisation: viewer.organisation },
    })
    if (!text.allowed) {
      came.refused.push({ code, says: text.refusals[0]!.says })
      continue
    }
    const isNew = await insertRequest(tx, viewer, {
      caseId: row.id,
      childId: row.child_id,
      code,
      terms,
      fields: text.value.fields,
      says: text.value.says,
    })
    if (isNew) came.prepared += 1
    else came.already.push(code)
  }
  if (came.prepared > 0) await tellCase(tx, viewer, { caseId: row.id }, [sendThem(on)])
  return allowed(came)
}

/**
 * A person says that they sent these requests, on which day and who did. Each is asked of its agreement once more: one that ended since,
 * or lets less through, stops it. The case waits for each answer from then on. Gives how many, and what was stopped and why.
 */
export async function markSent(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { requests: readonly string[]; on: LocalDate; by: string; formReference: string },
): Promise<Decision<{ sent: number; stopped: readonly { code: string; says: string }[] }>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  const today = localDate(viewer.today)
  if (given.on > today) return refused({ says: 'The day it was sent is still to come' })
  const all = await agreementsNow(tx, viewer)
  const requests = await requestsOf(tx, viewer, row.id)
  const waiting = requests.filter(
    one => given.requests.includes(one.token) && one.sent_on === null && one.settled_on === null,
  )
  const happened: Happened[] = []
  const stopped: { code: string; says: string }[] = []
  const sent: { request: RequestRow; route: string; to: string; due: LocalDate }[] = []
  for (const request of waiting.toReversed()) {
    const terms = all.find(one => one.agreementId === request.agreement_id)
    const against = whatStops(request, terms, given.on, row.protected)
    if (against) {
      stopped.push({ code: request.code, says: against })
      continue
    }
    const due = laterOf(dueBy('agency checks', c.level, given.on), today)
    const says =
      namedInCase(request.code, row.protected) === 'one of our checks' ? '' : `Asked ${request.partner}`
    const asked = steps.askCheck(c, { check: request.code, says, due }, today)
    if (!asked.allowed) return asked
    happened.push(...asked.value, {
      type: 'task-set',
      key: taskOf(request),
      says: waitsFor(request.code, row.protected),
      due,
    })
    const to = [terms!.contact, terms!.routeDetail].filter(Boolean).join(', ')
    sent.push({ request, route: terms!.route, to, due })
  }
  if (happened.length > 0) {
    happened.push(
      ...nothingToSend(
        c,
        requests,
        sent.map(one => one.request),
      ),
    )
    const taken = await takeStep(tx, viewer, token, '', () => allowed(happened))
    if (!taken.done) return refused(...taken.refusals)
  }
  for (const { request, route, to, due } of sent) {
    await setSent(tx, viewer, request.id, {
      on: given.on,
      name: given.by || viewer.name,
      route,
      to,
      formReference: request.code === 'RL23' ? given.formReference : '',
      due,
    })
  }
  return allowed({ sent: sent.length, stopped })
}

/** Why a prepared request may not go after all; nothing where it may. */
function whatStops(
  request: RequestRow,
  terms:
    | (Parameters<typeof standingOn>[0] & {
        covers: readonly string[]
        fields: readonly string[]
        partner: string
      })
    | undefined,
  on: LocalDate,
  isProtected: boolean,
): string | undefined {
  const fields = request.fields.filter(isSharedField)
  if (isProtected && fields.some(field => !forProtected.includes(field)))
    return 'The child has been protected since this was written. Drop it and prepare it again'
  if (!terms?.covers.includes(request.code) || standingOn(terms, on) !== 'in date')
    return `No agreement in date with ${request.partner} covers this check on ${inWords(on)}`
  if (fields.some(field => !terms.fields.includes(field)))
    return 'The agreement lets less through since this was written. Drop it and prepare it again'
  return undefined
}

/** A request that was prepared is not sent after all. */
export async function dropRequest(
  tx: Tx,
  viewer: Viewer,
  token: string,
  request: string,
): Promise<Decision<'dropped'>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  const requests = await requestsOf(tx, viewer, row.id)
  const found = requests.find(one => one.token === request)
  if (!found) return refused({ says: 'There is no such request' })
  if (found.case_id !== row.id || found.sent_on !== null)
    return refused({ says: 'This was sent already. Answer it, or record why it is not needed' })
  if (found.settled_on !== null) return allowed('dropped')
  await setSettled(tx, viewer, [found.id], 'dropped')
  const done = nothingToSend(c, requests, [found])
  if (done.length > 0) await tellCase(tx, viewer, { caseId: row.id }, done)
  return allowed('dropped')
}

/** A decision not to share, kept like one to share (trust.md 7 rule 3). What was prepared for that check is dropped. */
export async function decideNotToShare(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { code: string; says: string },
): Promise<Decision<'kept'>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  if (!checkOf(given.code)) return refused({ says: 'There is no such check' })
  if (!may(c, 'make a check')) return refused(notOpen)
  if (given.says === '') return refused({ says: 'Write why nothing is shared' })
  const { code, says } = given
  await insertNote(tx, viewer, { caseId: row.id, childId: row.child_id, code, kind: 'not shared', says })
  const requests = await requestsOf(tx, viewer, row.id)
  const prepared = requests.filter(
    one => one.code === code && one.sent_on === null && one.settled_on === null,
  )
  await setSettled(
    tx,
    viewer,
    prepared.map(one => one.id),
    'dropped',
  )
  const name = namedInCase(code, row.protected)
  await tellCase(tx, viewer, { caseId: row.id }, [
    {
      type: 'recorded',
      what: 'check',
      title: `Decided not to share for a check: ${name}`,
      lines: row.protected ? ['Why is kept with the check.'] : [says],
      work: false,
    },
    ...nothingToSend(c, requests, prepared),
  ])
  return allowed('kept')
}

// ---- Answers ----

const resultInCase: Record<ReplyResult, Extract<Happened, { type: 'check-answered' }>['result']> = {
  'nothing found': 'nothing found',
  'something found': 'something found',
  partial: 'something found',
  'could not say': 'could not say',
}

/** What the case says of an answer. Of a protected child: that there is one, kept with the check. */
function answerInCase(reply: Pick<NewReply, 'fact' | 'answeredBy' | 'result'>, isProtected: boolean): string {
  const found = reply.result === 'something found' || reply.result === 'partial'
  if (isProtected) return found ? 'What was found is kept with the check' : ''
  const who = reply.answeredBy ? `${reply.answeredBy}: ` : ''
  if (reply.fact === '') return found ? `${who}what was found is kept with the check` : reply.answeredBy
  return `${reply.result === 'partial' ? 'In part. ' : ''}${who}${reply.fact}`
}

/**
 * What an answer writes into the case. Where another body still owes an answer to the same check, the check is not answered yet, and
 * the case says what this one brought.
 */
function happenedBy(
  c: Case,
  reply: Pick<NewReply, 'code' | 'fact' | 'answeredBy' | 'result'>,
  about: { request: RequestRow | undefined; othersWait: boolean; isProtected: boolean },
): Decision<Happened[]> {
  const says = answerInCase(reply, about.isProtected)
  const result = resultInCase[reply.result]
  const answered = steps.answerCheck(c, { check: reply.code, result, says })
  if (!answered.allowed) return answered
  const done: Happened[] = about.request
    ? [{ type: 'task-done', key: taskOf(about.request), says: 'Answered' }]
    : []
  const brought: Happened = {
    type: 'recorded',
    what: 'check',
    title: `An answer to a check: ${namedInCase(reply.code, about.isProtected)}`,
    lines: [result, says].filter(Boolean),
    work: true,
  }
  return allowed([...(about.othersWait ? [brought] : answered.value), ...done])
}

export type Answer = {
  code: string
  /** The request that this answers, where one was sent. */
  request?: string | undefined
  result: ReplyResult | 'not needed'
  fact: string
  pasted: string
  lastContactOn?: LocalDate | undefined
  area: string
  answeredBy: string
  reference: string
  receivedOn: LocalDate
}

/** Records an answer as a person received it. The same words twice are one. */
export async function recordAnswer(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: Answer,
): Promise<Decision<'kept' | 'known'>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  const today = localDate(viewer.today)
  if (given.receivedOn > today) return refused({ says: 'The day of the answer is still to come' })
  if (given.lastContactOn !== undefined && given.lastContactOn > given.receivedOn)
    return refused({ says: 'The last contact cannot be after the answer' })
  const every = await requestsOf(tx, viewer, row.id)
  const all = every.filter(one => one.code === given.code)
  const open = all.filter(one => one.settled_on === null)
  const sent = open.filter(one => one.sent_on !== null)
  if (given.result === 'not needed') {
    const decided = steps.answerCheck(c, { check: given.code, result: 'not needed', says: given.fact })
    if (!decided.allowed) return decided
    const done = sent.map(
      (one): Happened => ({ type: 'task-done', key: taskOf(one), says: 'Not needed any more' }),
    )
    await setSettled(
      tx,
      viewer,
      sent.map(one => one.id),
      'withdrawn',
    )
    const prepared = open.filter(one => one.sent_on === null)
    await setSettled(
      tx,
      viewer,
      prepared.map(one => one.id),
      'dropped',
    )
    const taken = await takeStep(tx, viewer, token, '', () =>
      allowed([...decided.value, ...done, ...nothingToSend(c, every, prepared)]),
    )
    return taken.done ? allowed('kept') : refused(...taken.refusals)
  }
  const found = given.result === 'something found' || given.result === 'partial'
  if (found && given.fact === '' && given.pasted === '') return refused({ says: 'Write what was found' })
  const request =
    given.request === undefined
      ? sent.length === 1
        ? sent[0]
        : undefined
      : // A body may answer again: its first answer ended the waiting, and this one is kept beside it.
        all.find(one => one.token === given.request && one.sent_on !== null)
  if (request === undefined && sent.length > 1) return refused({ says: 'Choose who answered' })
  const reply = { ...given, result: given.result, answeredBy: given.answeredBy || (request?.partner ?? '') }
  const events = happenedBy(c, reply, {
    request,
    othersWait: sent.some(one => one.id !== request?.id),
    isProtected: row.protected,
  })
  if (!events.allowed) return events
  const isNew = await insertReply(tx, viewer, {
    ...reply,
    caseId: row.id,
    childId: row.child_id,
    requestId: request?.id,
    how: 'pasted',
    basis: '',
  })
  if (!isNew) return allowed('known')
  if (request?.settled_on === null)
    await setSettled(
      tx,
      viewer,
      [request.id],
      'answered',
      laterOf(given.receivedOn, localDate(request.sent_on!)),
    )
  const taken = await takeStep(tx, viewer, token, '', () => events)
  return taken.done ? allowed('kept') : refused(...taken.refusals)
}

/**
 * A person looked in the authority's own records and there was nothing. What Onroll itself holds is not taken for an answer by itself:
 * somebody presses. Seeing one's own records is not sending, and has a basis written beside it all the same.
 */
export async function nothingHere(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { code: string; looked: string },
): Promise<Decision<'kept' | 'known'>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  if (checkDetails[given.code]?.here === undefined) return refused({ says: 'This check is asked of others' })
  const all = await agreementsNow(tx, viewer)
  const own = coverOf(all, given.code, localDate(viewer.today)).live.find(one => one.kind === 'own service')
  const reply = { code: given.code, result: 'nothing found' as const, fact: given.looked, answeredBy: '' }
  const decided = steps.answerCheck(c, {
    check: given.code,
    result: 'nothing found',
    says: row.protected ? '' : `Looked here: ${given.looked}`,
  })
  if (!decided.allowed) return decided
  const isNew = await insertReply(tx, viewer, {
    ...reply,
    caseId: row.id,
    childId: row.child_id,
    how: 'looked here',
    pasted: '',
    area: '',
    reference: '',
    basis: own?.basis ?? ownRecordsBasis,
    receivedOn: viewer.today,
  })
  if (!isNew) return allowed('known')
  const taken = await takeStep(tx, viewer, token, '', () => decided)
  return taken.done ? allowed('kept') : refused(...taken.refusals)
}

/** By what an authority looks in its own records for a child who may be missing education. */
export const ownRecordsBasis = 'Education Act 1996, section 436A'

/** A search of the lost pupils area, as evidence: who searched, on which day, with what, and what came of it. */
export async function recordSearch(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: {
    on: LocalDate
    by: string
    place: string
    searchedWith: readonly string[]
    result: 'nothing found' | 'something found' | 'could not search'
    found: string
  },
): Promise<Decision<'kept' | 'known'>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  if (given.on > viewer.today) return refused({ says: 'The day of the search is still to come' })
  if (given.searchedWith.length === 0) return refused({ says: 'Say what you searched with' })
  if (given.result !== 'nothing found' && given.found === '')
    return refused({
      says: given.result === 'could not search' ? 'Say why it could not be searched' : 'Write what was found',
    })
  const result: ReplyResult = given.result === 'could not search' ? 'could not say' : given.result
  const reply = { code: 'RL18', result, fact: given.found, answeredBy: given.by }
  const events = happenedBy(c, reply, { request: undefined, othersWait: false, isProtected: row.protected })
  if (!events.allowed) return events
  const replyId = await insertReply(tx, viewer, {
    ...reply,
    caseId: row.id,
    childId: row.child_id,
    how: 'looked here',
    pasted: `${given.place}; searched with ${given.searchedWith.join(', ')}; ${given.on}`,
    area: '',
    reference: '',
    basis: ownRecordsBasis,
    receivedOn: viewer.today,
  })
  if (replyId === undefined) return allowed('known')
  await insertSearch(tx, viewer, { ...given, caseId: row.id, childId: row.child_id, replyId })
  const taken = await takeStep(tx, viewer, token, '', () => events)
  return taken.done ? allowed('kept') : refused(...taken.refusals)
}

// ---- By a link ----

export const checkReplyKind = 'check-reply'
/** For so many days a link to answer by can be opened. */
export const replyLinkDays = 14

/**
 * Makes a link by which the body can answer a request that was sent. It shows the text as it went, and nothing else. A refuge is never
 * sent one. Gives its path, once.
 */
export async function linkToAnswer(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { request: string; word: string },
): Promise<Decision<{ path: string; to: string }>> {
  const { row } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  const request = await requestBy(tx, viewer, { token: given.request })
  if (request.case_id !== row.id || request.sent_on === null || request.settled_on !== null)
    return refused({ says: 'This request does not wait for an answer' })
  if (request.code === 'RL25') return refused({ says: 'A refuge answers by the safe route only' })
  if (given.word.replaceAll(/[^\p{L}\p{N}]/gu, '').length < 4)
    return refused({ says: 'Choose a word of four letters or more, to tell them by phone' })
  const made = await makeLink(tx, viewer, {
    kind: checkReplyKind,
    about: request.id,
    childId: row.child_id,
    to: request.partner,
    check: { asks: 'Which word did we give you by phone?', answer: given.word },
    shows: { says: request.says, partner: request.partner, due: request.due! },
    days: replyLinkDays,
  })
  await insertNote(tx, viewer, {
    caseId: row.id,
    childId: row.child_id,
    code: request.code,
    kind: 'link made',
    says: `A link to answer by, for ${replyLinkDays} days`,
    partner: request.partner,
    requestId: request.id,
  })
  return allowed({ path: made.path, to: request.partner })
}

/** Is what the link asks still asked? Takes the system. Not where it was answered, closed, or the child was protected since. */
export async function isStillAsked(tx: Tx, system: Viewer, requestId: string): Promise<boolean> {
  const request = await requestBy(tx, system, { id: requestId })
  const child = await childById(tx, system, request.child_id)
  const [open] = await tx`
    select 1 from cases k where k.la_code = ${system.la} and k.id = ${request.case_id} and k.closed_on is null`
  const fields = request.fields.filter(isSharedField)
  return (
    open !== undefined &&
    request.settled_on === null &&
    (!child.protected || fields.every(field => forProtected.includes(field)))
  )
}

const readAnswer = (request: Pick<RequestRow, 'id'>): string => `reply ${request.id}`

/** Takes what a body answered by its link. It waits for a person to take it into the case. As the system of the link's authority. */
export async function takeLinkAnswer(
  tx: Tx,
  system: Viewer,
  given: {
    requestId: string
    linkId: string
    result: ReplyResult
    fact: string
    lastContactOn?: LocalDate | undefined
    area: string
    answeredBy: string
    reference: string
  },
): Promise<void> {
  const found = await requestBy(tx, system, { id: given.requestId })
  const [{ token } = { token: '' }] = await tx<{ token: string }[]>`
    select k.token from cases k where k.la_code = ${system.la} and k.id = ${found.case_id}`
  const row = await lockCase(tx, system, token)
  const request = await requestBy(tx, system, { id: given.requestId })
  const { requestId, ...answer } = given
  const kept = await insertReply(tx, system, {
    ...answer,
    requestId,
    caseId: row.id,
    childId: row.child_id,
    code: request.code,
    how: 'by link',
    pasted: '',
    basis: '',
    receivedOn: system.today,
  })
  if (kept === undefined) return
  if (request.settled_on === null) await setSettled(tx, system, [request.id], 'answered')
  const by = {
    id: undefined,
    name: `${request.partner}, by a one-time link`,
    role: 'link',
    side: 'system' as const,
  }
  await tellCase(
    tx,
    system,
    { caseId: row.id },
    [
      { type: 'task-done', key: taskOf(request), says: 'Answered by the link' },
      {
        type: 'task-set',
        key: readAnswer(request),
        says: `Read an answer that came: ${namedInCase(request.code, row.protected)}`,
        due: localDate(system.today),
      },
    ],
    row.protected || checkOf(request.code)?.quiet ? { ...by, name: 'By a one-time link' } : by,
  )
}

/** A person takes an answer that came by a link into the case, or sets it aside, so that it is waited for again. */
export async function decideReply(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { reply: string; decision: 'accepted' | 'set aside'; says: string },
): Promise<Decision<ReplyRow>> {
  const { row, c } = await caseHeld(tx, viewer, token)
  if (!mayWorkOn(viewer, row)) return refused(notYours)
  const reply = (await repliesOf(tx, viewer, row.id)).find(one => one.token === given.reply)
  if (reply?.how !== 'by link') return refused({ says: 'There is no such answer' })
  if (given.decision === 'set aside' && given.says === '')
    return refused({ says: 'Write why it is set aside' })
  if (reply.decision !== null)
    return refused({ says: `${reply.decided_name} has decided on this answer already` })
  const requests = await requestsOf(tx, viewer, row.id)
  const request = requests.find(one => one.id === reply.request_id)!
  const done: Happened = {
    type: 'task-done',
    key: readAnswer(request),
    says: `The answer was ${given.decision}`,
  }
  let happened: Happened[]
  if (given.decision === 'accepted') {
    const events = happenedBy(
      c,
      { code: reply.code, fact: reply.fact, answeredBy: reply.answered_by, result: reply.result },
      {
        request: undefined,
        othersWait: requests.some(
          one => one.code === reply.code && one.sent_on !== null && one.settled_on === null,
        ),
        isProtected: row.protected,
      },
    )
    if (!events.allowed) return events
    happened = [...events.value, done]
  } else {
    const due = laterOf(localDate(request.due!), dueBy('answer', c.level, localDate(viewer.today)))
    happened = [
      done,
      { type: 'task-set', key: taskOf(request), says: waitsFor(reply.code, row.protected), due },
    ]
    const again = requests.some(
      one => one.settled_on === null && one.code === reply.code && one.agreement_id === request.agreement_id,
    )
    if (!again) await setSettled(tx, viewer, [request.id], null)
  }
  await insertReplyDecision(tx, viewer, { id: reply.id, childId: row.child_id }, given.decision, given.says)
  const taken = await takeStep(tx, viewer, token, '', () => allowed(happened))
  return taken.done ? allowed(reply) : refused(...taken.refusals)
}

// ---- Chasing ----

/** The words of a reminder for a request that is late. */
export const reminderFor = (
  viewer: Viewer,
  late: Pick<LateRow, 'code' | 'reference' | 'sent_on' | 'due'>,
): string =>
  reminder({
    code: late.code,
    reference: late.reference,
    askedOn: localDate(late.sent_on),
    due: localDate(late.due),
    from: { name: viewer.name, organisation: viewer.organisation },
  })

/**
 * A person has chased these late answers: kept with the words, and the case waits again from today. A request is chased once a day.
 * Gives how many were.
 */
export async function chase(tx: Tx, viewer: Viewer, requests: readonly string[]): Promise<number> {
  const late = await lateRequests(tx, viewer, { tokens: requests.slice(0, 50) })
  let chased = 0
  for (const one of late) {
    const { row, c } = await caseHeld(tx, viewer, one.case_token)
    if (!mayWorkOn(viewer, row)) continue
    const request = await requestBy(tx, viewer, { token: one.token })
    if (request.settled_on !== null) continue
    const kept = await insertNote(tx, viewer, {
      caseId: row.id,
      childId: row.child_id,
      code: one.code,
      kind: 'chased',
      says: reminderFor(viewer, one),
      partner: one.partner,
      route: one.route,
      requestId: request.id,
    })
    if (!kept) continue
    chased += 1
    const name = namedInCase(one.code, row.protected)
    await tellCase(tx, viewer, { caseId: row.id }, [
      {
        type: 'task-set',
        key: taskOf(request),
        says: waitsFor(one.code, row.protected),
        due: dueBy('answer', c.level, localDate(viewer.today)),
      },
      {
        type: 'recorded',
        what: 'check',
        title: `Chased an answer: ${name}`,
        lines:
          name === 'one of our checks'
            ? []
            : [`${one.partner}, by ${routes[request.route as keyof typeof routes].toLowerCase()}`],
        work: false,
      },
    ])
  }
  return chased
}

/** How many agreements somebody should see to: not begun, running out, ended, or their review due. */
export async function agreementsToSeeTo(tx: Tx, viewer: Viewer): Promise<number> {
  const on = localDate(viewer.today)
  return (await agreementsNow(tx, viewer)).filter(terms => warningOf(terms, on) !== undefined).length
}
