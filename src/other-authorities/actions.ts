// What is done between authorities: asked, chased, answered; handed over, accepted, refused. One transaction each. Whatever is
// waited for is a task of the case, so that it has a day and an owner until it is answered.
import { randomInt } from 'node:crypto'
import { may } from '../access/actions-allowed.ts'
import { endLink, makeLink } from '../access/links/store.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import { takeStep } from '../cases/actions.ts'
import { type Case, caseFrom, type Happened, isOpen } from '../cases/case.ts'
import * as caseSteps from '../cases/steps.ts'
import {
  append,
  type By,
  byViewer,
  caseByToken,
  historyOf,
  lockCase,
  openCaseFromDoor,
  tellCase,
} from '../cases/store.ts'
import { addChild, addressesOf, type ChildRow, childById, enrolmentsOf } from '../children/store.ts'
import { replyToAuthorityDue } from '../law/authority-clocks.ts'
import { askAtTheDoor } from '../matching/doors/actions.ts'
import type { Described } from '../matching/record.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, type Refusal, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { checkedValuesOf } from '../rulebook/store.ts'
import { authorityName } from '../schools/store.ts'
import { localAuthority } from './local-authorities.ts'
import {
  type Answer,
  afterChase,
  answerInWords,
  betweenManagers,
  checkResultOfAll,
  type Details,
  dueOf,
  isQuestion,
  type Kind,
  keptAnswer,
  legalBases,
  linkDays,
  type Move,
  movesOf,
  problemsWithAnswer,
  type Question,
  wordingOf,
} from './request.ts'
import {
  type ContactRow,
  changeRequest,
  contactsHolding,
  endRequest,
  insertContact,
  insertRequest,
  insertStep,
  nextReference,
  ofCheck,
  openOut,
  type RequestRow,
  requestById,
  requestByToken,
  theirs,
} from './store.ts'

const usualReplyDays = 5
/** A reason against, with the field of the form it is about. */
export type Reason = Refusal & { field?: string }
const because = (says: string, field?: string): Reason => ({ says, ...(field && { field }) })
const unless = (holds: boolean, says: string, field?: string): Reason[] =>
  holds ? [] : [because(says, field)]
/** The case waits for this by this name. */
const taskOf = (request: { id: string }) => `authority ${request.id}`
const managersTaskOf = (request: { id: string }) => `authority ${request.id} managers`
/** A protected child's case names no authority: where the child may be is not written there. */
const named = (isProtected: boolean, name: string) => (isProtected ? 'another authority' : name)

/** Writes down how an authority is reached. Whole each time; the newest holds. */
export async function keepContact(
  tx: Tx,
  viewer: Viewer,
  given: Omit<ContactRow, 'by_name' | 'on_day'>,
): Promise<Decision<void>> {
  if (!may(viewer, 'hand-over.decide')) return refused({ says: 'You may not change the directory' })
  if (!localAuthority(given.of_code)) return refused({ says: 'There is no such authority' })
  const [now] = await contactsHolding(tx, viewer, [given.of_code])
  const same =
    now &&
    (['contact_name', 'email', 'phone', 'hours', 'reply_days', 'escalation'] as const).every(
      name => now[name] === given[name],
    )
  if (same) return allowed(undefined)
  const problems = [
    ...unless(
      given.contact_name !== '' || given.email !== '' || given.phone !== '',
      'Write a name, an email or a number',
    ),
    ...unless(
      Number.isInteger(given.reply_days) && given.reply_days >= 1 && given.reply_days <= 30,
      'Enter from 1 to 30 working days',
    ),
    ...unless(given.why.length >= 5, 'Say where this contact is published, or who told us'),
    ...unless(
      Object.values(given).every(value => String(value).length <= 500),
      'Use 500 characters or fewer',
    ),
  ]
  if (problems.length > 0) return refused(...problems)
  await insertContact(tx, viewer, given)
  return allowed(undefined)
}

export type Asked = {
  /** The case's token, and the last event that the form had seen. */
  case: string
  seen: string
  /** Whom: three figures each. */
  codes: readonly string[]
  why: string
  legalBasis: string
  neededBy: string
  urgent: boolean
  withAddress: boolean
  siblings: string
}
type Begun = { references: string[]; tokens: string[] }

/**
 * Asks one or several authorities about the child of a case, with the least. Each is a request of its own and a task of the case; one
 * check (RL20), or RL19 where several are asked. Refused twice to one authority while it has not answered. About a protected child a
 * manager asks, by telephone, and no address goes.
 */
export async function askAuthorities(
  tx: Tx,
  viewer: Viewer,
  given: Asked & { questions: readonly string[] },
): Promise<Decision<Begun>> {
  if (!may(viewer, 'other-authorities.ask')) return refused({ says: 'You may not ask other authorities' })
  const row = await caseByToken(tx, viewer, given.case)
  await holdChild(tx, viewer, row.child_id)
  const child = await childById(tx, viewer, row.child_id)
  const codes = [...new Set(given.codes)]
  const open = await openOut(tx, viewer, child.id, 'enquiry')
  const again = codes.map(code => open.find(one => one.of_code === code))
  if (again.length > 0 && again.every(one => one && one.asked_on === viewer.today && one.why === given.why)) {
    return allowed({ references: again.map(one => one!.reference), tokens: again.map(one => one!.token) })
  }
  const asks = given.questions.filter(isQuestion)
  const on = localDate(viewer.today)
  const problems = [
    ...againstAsking(viewer, child, given, codes, on),
    ...unless(asks.length > 0, 'Choose what you ask', 'questions'),
    ...again.flatMap(one =>
      one
        ? [{ says: `${one.of_name} has been asked already (${one.reference}). Chase it`, field: 'codes' }]
        : [],
    ),
  ]
  if (problems.length > 0) return refused(...problems)
  const requests = await prepared(tx, viewer, { kind: 'enquiry', child, given, codes, questions: asks })
  const check = codes.length > 1 ? 'RL19' : 'RL20'
  const latest = requests.map(one => one.dueOn).reduce((a, b) => (a > b ? a : b))
  const names = requests.map(one => named(child.protected, one.ofName)).join(', ')
  const taken = await takeStep(tx, viewer, given.case, given.seen, c => {
    const asked = caseSteps.askCheck(c, { check, says: `Asked ${names}`, due: latest }, on)
    if (!asked.allowed) return asked
    return allowed([
      ...asked.value,
      ...requests.map(
        (one): Happened => ({
          type: 'task-set',
          key: taskOf(one),
          says: `Answer of ${named(child.protected, one.ofName)} to our enquiry ${one.reference}`,
          due: one.dueOn,
        }),
      ),
    ])
  })
  if (!taken.done) return notTaken(taken)
  const tokens = await inserted(tx, viewer, requests, { childId: child.id, caseId: row.id, checkCode: check })
  return allowed({ references: requests.map(one => one.reference), tokens })
}

const notTaken = (taken: { refusals: readonly Refusal[] }): Decision<Begun> =>
  'since' in taken
    ? refused({ says: 'Somebody has written in this case since. Look at it, and ask again' })
    : refused(...taken.refusals)

async function holdChild(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`authorities ${viewer.la} ${childId}`}, 0))`
}

function againstAsking(
  viewer: Viewer,
  child: ChildRow,
  given: Asked,
  codes: readonly string[],
  on: LocalDate,
): Refusal[] {
  return [
    ...unless(codes.length > 0, 'Choose an authority', 'codes'),
    ...unless(codes.length <= 20, 'Ask 20 authorities or fewer at once', 'codes'),
    ...codes.flatMap(code =>
      unless(localAuthority(code) !== undefined, `There is no authority ${code}`, 'codes'),
    ),
    ...codes.flatMap(code => unless(code !== viewer.la, 'This is our own authority', 'codes')),
    ...unless(given.why.length >= 10, 'Say in a sentence why you think they may know', 'why'),
    ...unless(given.why.length <= 1000, 'Use 1,000 characters or fewer', 'why'),
    ...unless(
      (legalBases as readonly string[]).includes(given.legalBasis),
      'Choose the law under which you ask',
      'legalBasis',
    ),
    ...unless(given.neededBy >= on, 'The day it is needed by has passed', 'neededBy'),
    ...unless(given.siblings.length <= 300, 'Use 300 characters or fewer', 'siblings'),
    ...(child.protected
      ? [
          ...unless(
            viewer.role === 'manager',
            'This child is protected: a manager decides whether another authority is asked',
            'codes',
          ),
          ...unless(
            !given.withAddress && given.siblings === '',
            'This child is protected: no address and no other names go',
            'siblings',
          ),
        ]
      : []),
  ]
}

type Prepared = {
  id: string
  kind: Kind
  ofCode: string
  ofName: string
  reference: string
  details: Details
  questions: readonly Question[]
  why: string
  legalBasis: string
  wording: string
  neededBy: LocalDate
  dueOn: LocalDate
  urgent: boolean
}
async function prepared(
  tx: Tx,
  viewer: Viewer,
  of: {
    kind: Kind
    child: ChildRow
    given: Asked
    codes: readonly string[]
    questions: readonly Question[]
    pack?: readonly string[]
  },
): Promise<Prepared[]> {
  const { kind, child, given, codes, questions, pack } = of
  const details = await detailsOf(tx, viewer, child, { ...given, pack })
  const from = (await authorityName(tx, viewer.la)) ?? 'our authority'
  const contacts = await contactsHolding(tx, viewer, codes)
  const on = localDate(viewer.today)
  const neededBy = localDate(given.neededBy)
  const made: Prepared[] = []
  for (const code of codes) {
    const ofName = localAuthority(code)!.name
    const replyDays = contacts.find(one => one.of_code === code)?.reply_days ?? usualReplyDays
    const reference = await nextReference(tx, viewer)
    const { why, legalBasis, urgent } = given
    made.push({
      id: newId(),
      kind,
      ofCode: code,
      ofName,
      reference,
      details,
      questions,
      why,
      legalBasis,
      neededBy,
      urgent,
      dueOn: dueOf(on, replyDays, neededBy),
      wording: wordingOf({
        kind,
        from,
        to: ofName,
        reference,
        details,
        questions,
        why,
        legalBasis,
        neededBy,
        urgent,
      }),
    })
  }
  return made
}

/** The least of a child: name and birthday, and besides what was chosen. Of a protected child nothing besides. */
async function detailsOf(
  tx: Tx,
  viewer: Viewer,
  child: ChildRow,
  given: { withAddress: boolean; siblings: string; pack?: readonly string[] | undefined },
): Promise<Details> {
  const [home] = given.withAddress && !child.protected ? await addressesOf(tx, viewer, child.id) : []
  return {
    name: `${child.forename} ${child.surname}`,
    born: child.date_of_birth ?? '',
    ...(home && { address: [home.lines, home.postcode].filter(Boolean).join(', ') }),
    ...(given.siblings && !child.protected && { siblings: given.siblings }),
    ...(given.pack && !child.protected && { pack: given.pack }),
  }
}

async function inserted(
  tx: Tx,
  viewer: Viewer,
  requests: readonly Prepared[],
  of: { childId: string; caseId: string; checkCode?: string },
): Promise<string[]> {
  const tokens: string[] = []
  for (const one of requests) {
    tokens.push(
      await insertRequest(tx, viewer, {
        ...one,
        ...of,
        direction: 'out',
        askedBy: viewer.name,
        askedOn: viewer.today,
      }),
    )
    const says = one.kind === 'enquiry' ? `Asked ${one.ofName}.` : `Asked ${one.ofName} to take the child on.`
    await insertStep(tx, viewer, one.id, {
      side: 'ours',
      step: 'asked',
      says,
      shared: true,
      how: 'in Onroll',
    })
  }
  return tokens
}

export type PackPart = 'last-school' | 'address' | 'checks' | 'level'
/** What may go with a hand-over besides name and birthday: each only where the other authority needs it. */
export const packParts: Readonly<Record<PackPart, string>> = {
  'last-school': 'The last school, and the last day on its register',
  address: 'The address we were told of',
  checks: 'Which checks we made, without what they found',
  level: 'How urgent we judge it',
}
export const isPackPart = (text: string): text is PackPart => Object.hasOwn(packParts, text)

/** The lines of a pack, as they go. */
export async function packLines(
  tx: Tx,
  viewer: Viewer,
  of: { child: ChildRow; c: Case; parts: readonly PackPart[] },
): Promise<string[]> {
  const { child, c, parts } = of
  if (child.protected) return []
  const lines: string[] = []
  if (parts.includes('last-school')) {
    const [last] = await enrolmentsOf(tx, viewer, child.id)
    lines.push(
      last
        ? `Last school: ${last.school}${last.leaving_date ? `, on its register until ${inWords(localDate(last.leaving_date))}` : ', still on its register'}`
        : 'Last school: none known to us',
    )
  }
  if (parts.includes('checks')) {
    const done = Object.entries(c.checks).filter(([, check]) => check.answeredOn !== undefined)
    lines.push(`Checks made: ${done.map(([code]) => code).join(', ') || 'none yet'}`)
  }
  if (parts.includes('level')) lines.push(`We judge it: ${c.level}`)
  return lines
}

/**
 * Proposes to another authority that it takes the child on. The case stays ours and open, set aside as “handed over” with a day, until
 * they accept: having sent something is not a hand-over. Of a protected child a manager proposes, by telephone.
 */
export async function proposeHandOver(
  tx: Tx,
  viewer: Viewer,
  given: Asked & { parts: readonly string[] },
): Promise<Decision<Begun>> {
  if (!may(viewer, 'hand-over.decide')) return refused({ says: 'You may not hand a child over' })
  const row = await caseByToken(tx, viewer, given.case)
  await holdChild(tx, viewer, row.child_id)
  const child = await childById(tx, viewer, row.child_id)
  const parts = given.parts.filter(isPackPart)
  const asked = { ...given, withAddress: parts.includes('address') }
  const [open] = await openOut(tx, viewer, child.id, 'hand-over')
  if (open && given.codes.length === 1 && open.of_code === given.codes[0] && open.why === given.why) {
    return allowed({ references: [open.reference], tokens: [open.token] })
  }
  const on = localDate(viewer.today)
  const problems = [
    ...againstAsking(viewer, child, asked, given.codes, on),
    ...unless(given.codes.length < 2, 'A child is handed over to one authority', 'codes'),
    ...(open
      ? [
          {
            says: `${open.of_name} has been asked to take the child on already (${open.reference})`,
            field: 'codes',
          },
        ]
      : []),
  ]
  if (problems.length > 0) return refused(...problems)
  const history = await historyOf(tx, viewer, row.id)
  const pack = await packLines(tx, viewer, { child, c: caseFrom(history), parts })
  const [request] = await prepared(tx, viewer, {
    kind: 'hand-over',
    child,
    given: asked,
    codes: given.codes,
    questions: [],
    pack,
  })
  const name = named(child.protected, request!.ofName)
  const taken = await takeStep(tx, viewer, given.case, given.seen, c => {
    const aside = caseSteps.setAside(
      c,
      {
        as: 'handed over',
        says: `${name} was asked to take the child on (${request!.reference})`,
        until: request!.dueOn,
      },
      on,
    )
    if (!aside.allowed) return aside
    return allowed([
      ...aside.value,
      {
        type: 'task-set',
        key: taskOf(request!),
        says: `Acceptance by ${name} of the hand-over ${request!.reference}. The child is ours until then`,
        due: request!.dueOn,
      },
    ])
  })
  if (!taken.done) return notTaken(taken)
  const tokens = await inserted(tx, viewer, [request!], { childId: child.id, caseId: row.id })
  return allowed({ references: [request!.reference], tokens })
}

/**
 * A link by which the other authority answers, and the six figures it is told apart from it (by telephone): gives both once. An older
 * link for the same request ends. Not for a protected child.
 */
export async function makeRequestLink(
  tx: Tx,
  viewer: Viewer,
  token: string,
  now: Date,
): Promise<Decision<{ path: string; code: string; to: string }>> {
  if (!may(viewer, 'other-authorities.ask')) return refused({ says: 'You may not ask other authorities' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (request.state !== 'open' && request.direction === 'out')
    return refused({ says: 'It has been answered already' })
  if (request.child_id && (await childById(tx, viewer, request.child_id)).protected) {
    return refused({ says: 'This child is protected: nothing goes by a link. Speak to them by telephone' })
  }
  const code = String(randomInt(100_000, 1_000_000))
  if (request.link_id) await endLink(tx, viewer, request.link_id, 'A newer link was made', now)
  const to = `the children missing education team of ${request.of_name}`
  const link = await makeLink(tx, viewer, {
    kind: 'authority-enquiry',
    about: request.id,
    childId: request.child_id ?? undefined,
    to,
    check: { asks: 'Which 6 figures were you told by telephone?', answer: code },
    shows: { reference: request.reference },
    days: linkDays,
  })
  await changeRequest(tx, viewer, request.id, { linkId: link.id })
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: 'link made',
    says: `A link was made for ${request.of_name}.`,
    shared: false,
    how: 'in Onroll',
  })
  return allowed({ path: link.path, code, to })
}

/** A link by which another authority may ask us, as often as it likes while it lasts. */
export async function makeAskingLink(
  tx: Tx,
  viewer: Viewer,
  ofCode: string,
): Promise<Decision<{ path: string; code: string; to: string }>> {
  if (!may(viewer, 'hand-over.decide'))
    return refused({ says: 'You may not make a link for another authority' })
  const authority = localAuthority(ofCode)
  if (!authority) return refused({ says: 'There is no such authority' })
  const code = String(randomInt(100_000, 1_000_000))
  const to = `the children missing education team of ${authority.name}`
  const link = await makeLink(tx, viewer, {
    kind: 'authority-asks',
    about: newId(),
    to,
    check: { asks: 'Which 6 figures were you told by telephone?', answer: code },
    shows: { of: ofCode },
    days: linkDays,
  })
  return allowed({ path: link.path, code, to })
}

/** Who acts, and how: one of ours who writes down what they said, or their officer by a link. */
export type Said = { byName: string; how: 'by link' | 'written down by us'; onDay?: string }

/** Adds to a case by its id what a rule of the case says of it now; nothing where it is closed. */
async function onCase(
  tx: Tx,
  viewer: Viewer,
  request: RequestRow,
  by: By,
  decide: (c: Case, on: LocalDate) => readonly Happened[],
): Promise<void> {
  if (!request.case_token) return
  const row = await lockCase(tx, viewer, request.case_token)
  const before = caseFrom(await historyOf(tx, viewer, row.id))
  const on = localDate(viewer.today)
  if (isOpen(before)) await append(tx, viewer, row, before, decide(before, on), by, on)
}
const byOther = (said: Said, request: RequestRow): By => ({
  id: undefined,
  name: `${said.byName}, ${request.of_name}`,
  role: 'another authority',
  side: 'system',
})
const byOf = (viewer: Viewer, said: Said, request: RequestRow, isProtected: boolean): By =>
  viewer.side === 'system'
    ? isProtected
      ? { ...byOther(said, request), name: 'Another authority' }
      : byOther(said, request)
    : byViewer(viewer)

/**
 * Their answer to what we asked: pressed by their officer behind a link, or written down by us from what they sent. Answers the check
 * of the case as far as everybody asked has answered, and ends what the case waited for.
 */
export async function recordTheirAnswer(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: Partial<Answer>,
  said: Said,
): Promise<Decision<void>> {
  if (!may(viewer, 'other-authorities.ask')) return refused({ says: 'You may not record an answer' })
  const request = await requestById(tx, viewer, id, { hold: true })
  if (!movesOf(request).includes('answer') || request.direction !== 'out') {
    return request.state === 'answered'
      ? allowed(undefined)
      : refused({ says: 'This can no longer be answered' })
  }
  const problems = [...saidWrong(said, request, viewer), ...problemsOf(given, viewer)]
  if (problems.length > 0) return refused(...problems)
  const child = await childById(tx, viewer, request.child_id!)
  const whole = keptAnswer(given as Answer)
  const answer = child.protected ? { answer: whole.answer } : whole
  await endRequest(tx, viewer, request.id, { state: 'answered', answer: { ...answer, from: said.byName } })
  const lines = answerInWords(answer)
  await insertStep(tx, viewer, request.id, {
    side: 'theirs',
    step: 'answered',
    says: lines.join(' · '),
    shared: true,
    byName: said.byName,
    how: said.how,
    ...(said.onDay && { onDay: said.onDay }),
  })
  const check = request.check_code ?? 'RL20'
  const all = await ofCheck(tx, viewer, request.case_id!, check)
  const settled = all.every(one => one.state !== 'open')
  const found = checkResultOfAll(all.flatMap(one => (one.answer ? [one.answer] : [])))
  await onCase(tx, viewer, request, byOf(viewer, said, request, child.protected), c => [
    ...doneTasks(c, request, 'Answered'),
    {
      type: 'recorded',
      what: 'authority',
      title: `Answer of ${named(child.protected, request.of_name)} (${request.reference})`,
      lines: [...lines, `Said by ${child.protected ? 'their officer' : said.byName}, ${said.how}`],
      work: true,
    },
    ...(settled || found === 'something found'
      ? [
          {
            type: 'check-answered' as const,
            check,
            result: found,
            says: `${named(child.protected, request.of_name)}: ${lines[0]}`,
          },
        ]
      : []),
  ])
  return allowed(undefined)
}

function doneTasks(c: Case, request: RequestRow, says: string): Happened[] {
  return [taskOf(request), managersTaskOf(request)]
    .filter(key => c.tasks[key] !== undefined)
    .map(key => ({ type: 'task-done', key, says }))
}
const problemsOf = (given: Partial<Answer>, viewer: Viewer): Refusal[] => [
  ...problemsWithAnswer(given, localDate(viewer.today)).map(({ field, text }) => ({ says: text, field })),
  ...unless((given.school ?? '').length <= 200, 'Use 200 characters or fewer', 'school'),
  ...unless((given.says ?? '').length <= 2000, 'Use 2,000 characters or fewer', 'says'),
]
function saidWrong(said: Said, request: RequestRow, viewer: Viewer): Refusal[] {
  return [
    ...unless(said.byName.length >= 2, 'Enter the name of who answers', 'byName'),
    ...unless(said.byName.length <= 120, 'Use 120 characters or fewer', 'byName'),
    ...unless((said.onDay ?? viewer.today) <= viewer.today, 'The day is still to come', 'onDay'),
    ...unless((said.onDay ?? viewer.today) >= request.asked_on, 'That is before it was asked', 'onDay'),
  ]
}

/**
 * They accept the child, or refuse with a reason; by the link, or in writing that one of ours keeps word for word. Accepted: the proof
 * of O07 is recorded and our officer closes. Refused: the case is taken back at once, and its own next step holds.
 */
export async function recordTheirDecision(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: { accepts: boolean; says: string },
  said: Said,
): Promise<Decision<void>> {
  if (!may(viewer, 'hand-over.decide')) return refused({ says: 'You may not record an acceptance' })
  const request = await requestById(tx, viewer, id, { hold: true })
  const move: Move = given.accepts ? 'accept' : 'refuse'
  if (request.direction !== 'out' || !movesOf(request).includes(move)) {
    const same = request.state === (given.accepts ? 'accepted' : 'refused')
    return same ? allowed(undefined) : refused({ says: 'This was decided already' })
  }
  const written = said.how === 'written down by us'
  const problems = [
    ...saidWrong(said, request, viewer),
    ...unless(given.accepts || given.says.length >= 5, 'Write their reason', 'says'),
    ...unless(
      !given.accepts || !written || given.says.length >= 10,
      'Paste what they wrote: an acceptance is in writing',
      'says',
    ),
    ...unless(given.says.length <= 2000, 'Use 2,000 characters or fewer', 'says'),
  ]
  if (problems.length > 0) return refused(...problems)
  const child = await childById(tx, viewer, request.child_id!)
  const name = named(child.protected, request.of_name)
  const state = given.accepts ? 'accepted' : 'refused'
  const kept = child.protected ? '' : given.says
  await endRequest(tx, viewer, request.id, { state, answer: { says: kept, from: said.byName } })
  await insertStep(tx, viewer, request.id, {
    side: 'theirs',
    step: state,
    says: kept || (given.accepts ? 'Accepted.' : 'Refused.'),
    shared: true,
    byName: said.byName,
    how: said.how,
    ...(said.onDay && { onDay: said.onDay }),
  })
  const acceptedOn = localDate(said.onDay ?? viewer.today)
  const from = child.protected ? 'Their officer' : `${said.byName}, ${request.of_name}`
  let against: readonly Refusal[] = []
  await onCase(tx, viewer, request, byOf(viewer, said, request, child.protected), (c, on) => {
    const back: Happened[] =
      c.aside?.as === 'handed over'
        ? [{ type: 'taken-back', says: given.accepts ? `${name} accepted` : `${name} refused: ${kept}` }]
        : []
    const told: Happened = {
      type: 'recorded',
      what: 'authority',
      title: `Hand-over ${request.reference}: ${name} ${given.accepts ? 'accepted' : 'refused'}`,
      lines: [...(kept ? [kept] : []), `Said by ${from}, ${said.how}, ${inWords(acceptedOn)}`],
      work: true,
    }
    if (!given.accepts) return [...doneTasks(c, request, 'Refused'), ...back, told]
    const proof = caseSteps.recordAcceptance(
      c,
      { authority: name, says: kept ? `They wrote: ${kept}` : '', from, acceptedOn },
      on,
    )
    if (!proof.allowed) against = proof.refusals
    return [...doneTasks(c, request, 'Accepted'), ...back, told, ...(proof.allowed ? proof.value : [])]
  })
  return against.length > 0 ? refused(...against) : allowed(undefined)
}

/** We ask again: two working days more, once a day. */
export async function chase(tx: Tx, viewer: Viewer, token: string): Promise<Decision<void>> {
  if (!may(viewer, 'other-authorities.ask')) return refused({ says: 'You may not ask other authorities' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (!movesOf(request).includes('chase')) return refused({ says: 'Nothing is waited for any more' })
  const on = localDate(viewer.today)
  const due = afterChase(on)
  if (request.chased > 0 && request.due_on >= due) return allowed(undefined)
  await changeRequest(tx, viewer, request.id, { dueOn: due, chased: true })
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: 'chased',
    says: `Asked again. An answer is looked for by ${inWords(due)}.`,
    shared: true,
    how: 'in Onroll',
  })
  const child = await childById(tx, viewer, request.child_id!)
  const name = named(child.protected, request.of_name)
  const what =
    request.kind === 'enquiry' ? `Answer of ${name} to our enquiry` : `Acceptance by ${name} of the hand-over`
  await onCase(tx, viewer, request, byViewer(viewer), c => [
    { type: 'task-set', key: taskOf(request), says: `${what} ${request.reference}, asked again`, due },
    // Aside with a new day: it never stands aside without one.
    ...(c.aside?.as === 'handed over'
      ? [{ type: 'set-aside' as const, as: c.aside.as, says: c.aside.says, until: due }]
      : []),
    {
      type: 'recorded',
      what: 'authority',
      title: `Asked ${name} again (${request.reference})`,
      lines: [],
      work: true,
    },
  ])
  return allowed(undefined)
}

/** No answer, or both say that the child is the other's: from manager to manager in two working days, as a task. */
export async function toManagers(
  tx: Tx,
  viewer: Viewer,
  token: string,
  why: string,
): Promise<Decision<void>> {
  if (!may(viewer, 'hand-over.decide')) return refused({ says: 'You may not pass this to the managers' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (!movesOf(request).includes('to managers')) return refused({ says: 'There is nothing to settle' })
  if (request.escalated_on) return allowed(undefined)
  if (why.length < 5) return refused(because('Say what the managers have to settle', 'why'))
  if (why.length > 1000) return refused(because('Use 1,000 characters or fewer', 'why'))
  const on = localDate(viewer.today)
  const due = betweenManagers(on)
  await changeRequest(tx, viewer, request.id, { escalated: true })
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: 'to managers',
    says: why,
    shared: false,
    how: 'in Onroll',
  })
  const child = await childById(tx, viewer, request.child_id!)
  await onCase(tx, viewer, request, byViewer(viewer), () => [
    {
      type: 'task-set',
      key: managersTaskOf(request),
      says: `Our manager speaks to the manager of ${named(child.protected, request.of_name)} about ${request.reference}. The child’s safety first`,
      due,
    },
    {
      type: 'recorded',
      what: 'authority',
      title: `To the managers (${request.reference})`,
      lines: child.protected ? [] : [why],
      work: true,
    },
  ])
  return allowed(undefined)
}

/** What the managers settled: the task ends; what was refused may be proposed anew. */
export async function managersSettled(
  tx: Tx,
  viewer: Viewer,
  token: string,
  says: string,
): Promise<Decision<void>> {
  if (viewer.role !== 'manager' && !viewer.unscoped)
    return refused({ says: 'A manager writes down what the managers settled' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (!request.escalated_on) return refused({ says: 'It was not passed to the managers' })
  if (says.length < 5) return refused(because('Write what was settled, and with whom', 'why'))
  if (says.length > 1000) return refused(because('Use 1,000 characters or fewer', 'why'))
  const child = await childById(tx, viewer, request.child_id!)
  let wasOpen = false
  await onCase(tx, viewer, request, byViewer(viewer), c => {
    wasOpen = c.tasks[managersTaskOf(request)] !== undefined
    return wasOpen
      ? [{ type: 'task-done', key: managersTaskOf(request), says: child.protected ? 'Settled' : says }]
      : []
  })
  if (wasOpen) {
    await insertStep(tx, viewer, request.id, {
      side: 'ours',
      step: 'to managers',
      says: `Settled: ${says}`,
      shared: false,
      how: 'in Onroll',
    })
  }
  return allowed(undefined)
}

/** We no longer ask. A hand-over that is withdrawn is taken back at once. */
export async function withdraw(
  tx: Tx,
  viewer: Viewer,
  token: string,
  why: string,
  now: Date,
): Promise<Decision<void>> {
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (!may(viewer, request.kind === 'enquiry' ? 'other-authorities.ask' : 'hand-over.decide')) {
    return refused({ says: 'You may not withdraw this' })
  }
  if (request.state === 'withdrawn') return allowed(undefined)
  if (!movesOf(request).includes('withdraw')) return refused({ says: 'It has been answered already' })
  if (why.length < 5) return refused(because('Say why it is withdrawn', 'why'))
  if (why.length > 1000) return refused(because('Use 1,000 characters or fewer', 'why'))
  await endRequest(tx, viewer, request.id, { state: 'withdrawn', answer: null })
  if (request.link_id) await endLink(tx, viewer, request.link_id, 'Withdrawn', now)
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: 'withdrawn',
    says: why,
    shared: true,
    how: 'in Onroll',
  })
  const child = await childById(tx, viewer, request.child_id!)
  const others = request.check_code ? await ofCheck(tx, viewer, request.case_id!, request.check_code) : []
  await onCase(tx, viewer, request, byViewer(viewer), c => [
    ...doneTasks(c, request, child.protected ? 'Withdrawn' : `Withdrawn: ${why}`),
    ...(c.aside?.as === 'handed over' && request.kind === 'hand-over'
      ? [{ type: 'taken-back' as const, says: child.protected ? 'Withdrawn' : `Withdrawn: ${why}` }]
      : []),
    // A check that nobody is asked about any more is not left waiting.
    ...(request.check_code && others.length === 0 && c.checks[request.check_code]?.answeredOn === undefined
      ? [
          {
            type: 'check-answered' as const,
            check: request.check_code,
            result: 'could not say' as const,
            says: 'The enquiry was withdrawn',
          },
        ]
      : []),
  ])
  return allowed(undefined)
}

// They ask us.

export type TheirAsk = {
  kind: Kind
  ofCode: string
  forename: string
  surname: string
  born: string
  address: string
  siblings: string
  questions: readonly string[]
  why: string
  legalBasis: string
  neededBy: string
  theirReference: string
  askedBy: string
  urgent: boolean
}

/**
 * Keeps what another authority asks of us, typed in by one of ours or by theirs behind the link we gave them. What comes back to whoever
 * asks is a reference: whether the child is known is looked for afterwards, and takes no part in it. Our answer is due by the clock
 * of L-03, or when they need it; at once where there is a risk.
 */
export async function receiveRequest(
  tx: Tx,
  viewer: Viewer,
  given: TheirAsk,
  how: 'by link' | 'written down by us',
): Promise<Decision<{ token: string; reference: string }>> {
  if (!may(viewer, 'other-authorities.answer')) return refused({ says: 'You may not take requests' })
  const authority = localAuthority(given.ofCode)
  const on = localDate(viewer.today)
  const asks = given.questions.filter(isQuestion)
  const short = (text: string, most: number) => text.length <= most
  const problems = [
    ...unless(
      authority !== undefined && given.ofCode !== viewer.la,
      'Choose the authority that asks',
      'ofCode',
    ),
    ...unless(
      given.askedBy.length >= 2 && short(given.askedBy, 120),
      'Enter the name of who asks',
      'askedBy',
    ),
    ...unless(
      given.forename !== '' && short(given.forename, 100),
      'Enter the child’s first name',
      'forename',
    ),
    ...unless(given.surname !== '' && short(given.surname, 100), 'Enter the child’s surname', 'surname'),
    ...unless(given.born === '' || given.born <= on, 'The date of birth is still to come', 'born'),
    ...unless(given.kind === 'hand-over' || asks.length > 0, 'Choose what is asked', 'questions'),
    ...unless(
      given.why.length >= 5 && short(given.why, 1000),
      'Say why, in 1,000 characters or fewer',
      'why',
    ),
    ...unless((legalBases as readonly string[]).includes(given.legalBasis), 'Choose the law', 'legalBasis'),
    ...unless(given.neededBy === '' || given.neededBy >= on, 'The day has passed', 'neededBy'),
    ...unless(
      short(given.address, 300) && short(given.siblings, 300) && short(given.theirReference, 80),
      'Use fewer words',
      'address',
    ),
  ]
  if (!authority || problems.length > 0) return refused(...problems)
  await tx`select pg_advisory_xact_lock(hashtextextended(${`authority asks ${viewer.la} ${given.ofCode}`}, 0))`
  const before = await theirs(tx, viewer, {
    code: given.ofCode,
    kind: given.kind,
    theirReference: given.theirReference,
  })
  if (before) return allowed({ token: before.token, reference: before.reference })
  const { numbers } = await checkedValuesOf(tx, viewer)
  const ours = replyToAuthorityDue({ asked: on }, numbers).due!
  const usual = given.neededBy !== '' && given.neededBy < ours ? localDate(given.neededBy) : ours
  const details: Details = {
    name: `${given.forename} ${given.surname}`,
    born: given.born,
    ...(given.address && { address: given.address }),
    ...(given.siblings && { siblings: given.siblings }),
  }
  const id = newId()
  const reference = await nextReference(tx, viewer)
  const token = await insertRequest(tx, viewer, {
    id,
    direction: 'in',
    kind: given.kind,
    ofCode: given.ofCode,
    ofName: authority.name,
    reference,
    details: { ...details, ...({ forename: given.forename, surname: given.surname } as object) },
    questions: asks,
    why: given.why,
    legalBasis: given.legalBasis,
    wording: null,
    theirReference: given.theirReference,
    askedBy: given.askedBy,
    askedOn: viewer.today,
    neededBy: given.neededBy || usual,
    dueOn: given.urgent ? viewer.today : usual,
    urgent: given.urgent,
  })
  await insertStep(tx, viewer, id, {
    side: 'theirs',
    step: 'asked',
    says:
      given.kind === 'enquiry'
        ? `${authority.name} asked us.`
        : `${authority.name} asked us to take a child on.`,
    shared: true,
    byName: given.askedBy,
    how,
  })
  await askAtTheDoor(
    tx,
    { ...viewer, name: authority.name },
    {
      from: 'another authority',
      said: describedIn({ ...given }),
    },
  )
  return allowed({ token, reference })
}

/** The child as they described it, for looking. */
export const describedIn = (given: {
  forename: string
  surname: string
  born: string
  address?: string
}): Described => ({
  surnames: [given.surname],
  forenames: [given.forename],
  ...(given.born && { dateOfBirth: given.born }),
  upns: [],
  homes: given.address ? [{ lines: given.address }] : [],
  phones: [],
  contacts: [],
})

/**
 * Our answer, with the least. Of a protected child anyone but a manager answers as of a child nobody knows: that we cannot say. Refused
 * twice only where the second says something else.
 */
export async function answerTheirs(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: Partial<Answer> & { childId?: string | undefined },
): Promise<Decision<void>> {
  if (!may(viewer, 'other-authorities.answer')) return refused({ says: 'You may not answer' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (request.direction !== 'in' || request.kind !== 'enquiry')
    return refused({ says: 'This is not a question to us' })
  if (request.state === 'answered') {
    return request.answer?.answer === given.answer
      ? allowed(undefined)
      : refused(because('It was answered already. Look at what was said', 'answer'))
  }
  const child = given.childId ? await childById(tx, viewer, given.childId) : undefined
  const problems = [
    ...problemsOf(child?.protected && viewer.role === 'manager' ? { ...given, school: 'x' } : given, viewer),
    ...unless(
      !child?.protected || viewer.role === 'manager' || given.answer === 'cannot-say',
      'A manager decides what is said about this child. Until then answer that we cannot say, as for a child nobody knows',
      'answer',
    ),
  ]
  if (problems.length > 0) return refused(...problems)
  const whole = keptAnswer(given as Answer)
  // Of a protected child a yes is a yes and no more; and “cannot say” is the one sentence for everybody.
  const answer: Answer =
    whole.answer === 'cannot-say'
      ? keptAnswer({ answer: 'cannot-say' })
      : child?.protected
        ? { answer: whole.answer }
        : whole
  if (child) {
    await insertStep(tx, viewer, request.id, {
      side: 'ours',
      step: 'child named',
      says: 'A person looked, and named the child it is about.',
      shared: false,
      how: 'in Onroll',
    })
  }
  await endRequest(tx, viewer, request.id, { state: 'answered', answer: { ...answer, from: viewer.name } })
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: 'answered',
    says: answerInWords(answer).join(' · '),
    shared: true,
    how: 'in Onroll',
  })
  if (child) {
    await nameChild(tx, viewer, request, { childId: child.id })
    await tellCase(tx, viewer, { childId: child.id }, [
      {
        type: 'recorded',
        what: 'authority',
        title: `Answered ${named(child.protected, request.of_name)} (${request.reference})`,
        lines: child.protected ? [] : answerInWords(answer),
        work: false,
      },
    ])
  }
  return allowed(undefined)
}

/**
 * Writes down which child a request is about, last of all: one about a protected child is seen from then on by those alone who may open
 * what is protected, and whoever names the child may not be one of them.
 */
const nameChild = (
  tx: Tx,
  viewer: Viewer,
  request: Pick<RequestRow, 'id'>,
  to: { childId: string; caseId?: string },
): Promise<void> => acrossOrganisations(tx, viewer, system => changeRequest(tx, system, request.id, to))

/** The child of a request as one of ours: the one that was chosen, or a new record from what they told us. */
async function childFor(
  tx: Tx,
  viewer: Viewer,
  request: RequestRow,
  childId: string | undefined,
): Promise<string> {
  const id = childId ?? request.child_id ?? undefined
  if (id) return (await childById(tx, viewer, id)).id
  const { forename, surname } = namesIn(request.details)
  const made = await addChild(tx, viewer, {
    forename,
    surname,
    middleNames: null,
    formerSurname: null,
    dateOfBirth: request.details.born || null,
    sex: null,
    upn: null,
  })
  return made.id
}
/** First name and surname as they were told apart; else the last word is the surname. */
export function namesIn(details: Details): { forename: string; surname: string } {
  const apart = details as Details & { forename?: string; surname?: string }
  if (apart.forename && apart.surname) return { forename: apart.forename, surname: apart.surname }
  const words = details.name.split(/\s+/)
  return { forename: words.slice(0, -1).join(' ') || details.name, surname: words.at(-1) ?? details.name }
}

/** The child lives here and has no education: a case of ours begins (START-14), once for a request. */
export async function openCaseFor(
  tx: Tx,
  viewer: Viewer,
  token: string,
  childId: string | undefined,
): Promise<Decision<{ token: string; reference: string }>> {
  if (!may(viewer, 'other-authorities.answer')) return refused({ says: 'You may not open a case' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (request.direction !== 'in') return refused({ says: 'This is our own question' })
  if (request.case_token) return allowed(await caseByToken(tx, viewer, request.case_token))
  return allowed(await begin(tx, viewer, request, await childFor(tx, viewer, request, childId)))
}

async function begin(
  tx: Tx,
  viewer: Viewer,
  request: RequestRow,
  childId: string,
): Promise<{ token: string; reference: string }> {
  const child = await childById(tx, viewer, childId)
  const says =
    request.kind === 'enquiry'
      ? `${named(child.protected, request.of_name)} asked about the child (${request.reference}), who lives here with no education known`
      : `${named(child.protected, request.of_name)} handed the child over to us (${request.reference})`
  const opened = await openCaseFromDoor(tx, viewer, {
    childId,
    how: 'another authority',
    startCode: 'START-14',
    level: request.urgent ? 'act today' : 'keep in view',
    says,
    on: viewer.today,
  })
  const row = await caseByToken(tx, viewer, opened.token)
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: 'case opened',
    says: `Case ${row.reference}.`,
    shared: false,
    how: 'in Onroll',
  })
  await nameChild(tx, viewer, request, { childId, caseId: row.id })
  return row
}

/**
 * They hand a child over to us: we accept, and the case is ours from that day, opened in the same transaction; or we refuse with a
 * reason, and the child stays theirs.
 */
export async function decideTheirs(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { accepts: boolean; says: string; childId?: string | undefined },
): Promise<Decision<{ caseToken?: string }>> {
  if (!may(viewer, 'hand-over.decide')) return refused({ says: 'You may not decide on a hand-over' })
  const request = await requestByToken(tx, viewer, token, { hold: true })
  if (request.direction !== 'in' || request.kind !== 'hand-over')
    return refused({ says: 'This is not handed to us' })
  if (!movesOf(request).includes(given.accepts ? 'accept' : 'refuse')) {
    const same = request.state === (given.accepts ? 'accepted' : 'refused')
    return same
      ? allowed(request.case_token ? { caseToken: request.case_token } : {})
      : refused(because('This was decided already', 'decision'))
  }
  const problems = [
    ...unless(given.accepts || given.says.length >= 5, 'Say why we refuse', 'says'),
    ...unless(given.says.length <= 1000, 'Use 1,000 characters or fewer', 'says'),
  ]
  if (problems.length > 0) return refused(...problems)
  const opened = given.accepts
    ? await begin(tx, viewer, request, await childFor(tx, viewer, request, given.childId))
    : undefined
  const state = given.accepts ? 'accepted' : 'refused'
  await endRequest(tx, viewer, request.id, { state, answer: { says: given.says, from: viewer.name } })
  await insertStep(tx, viewer, request.id, {
    side: 'ours',
    step: state,
    says: given.says || 'Accepted: the child is ours from today.',
    shared: true,
    how: 'in Onroll',
  })
  return allowed(opened ? { caseToken: opened.token } : {})
}
