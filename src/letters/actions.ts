// What is done about letters: drafted, sent, held for a person where a child is protected, decided on; and their texts changed.
// Each sends nothing itself: it writes into the outbox in the same transaction, and a job does the sending.
import { may } from '../access/actions-allowed.ts'
import { makeLink } from '../access/links/store.ts'
import { roleNames, type Viewer } from '../access/viewer.ts'
import { dateInWords, type LocalDate } from '../calendar/local-date.ts'
import {
  addressesOf,
  type ChildRow,
  childById,
  contactsOf,
  openingNow,
  protectedDetailsOf,
} from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, type Refusal, refused } from '../platform/errors.ts'
import { digestOf } from '../platform/ids.ts'
import { sendJob } from '../platform/jobs.ts'
import { authorityName, schoolById } from '../schools/store.ts'
import { fieldOf, inLetter, isAsked, isField, problemWithValue } from './fields.ts'
import { type Block, blocksOfText, fieldsIn, linesOf, merged } from './merge.ts'
import { mayTryAgain, wordsOf } from './message.ts'
import { printable } from './printable.ts'
import { type Facts, type Party, whyNot } from './recipient.ts'
import {
  changeDraft,
  decideWaiting,
  draftOf,
  freezeLetter,
  hasDied,
  insertDraft,
  insertMessage,
  insertText,
  keepAddress,
  type LetterKey,
  type LetterRow,
  letterByToken,
  letterLike,
  letterSent,
  messageByToken,
  messagesOfLetter,
  setMessage,
  textsOf,
} from './store.ts'
import { type BodyKind, type Channel, type LetterTemplate, toWhom } from './template.ts'
import { shortCode, templateOf } from './templates.ts'
import { problemsWithText, problemsWithWords } from './wording.ts'

/** The queue that sends: `{ la }`, sent in the transaction that writes a message. */
export const outboxQueue = 'outbox'

export type DraftGiven = {
  childId: string
  /** The school that sends it; null for the authority. */
  schoolId: string | null
  /** `L03` or `LET-L03`. */
  code: string
  contactId?: string | undefined
  /** The body it is to, for a letter that is not to the family. Of a protected child it is not kept: a name can say where. */
  party?: Party | undefined
  /** What is known already of the fields a person would be asked for; days as YYYY-MM-DD. */
  fields?: Readonly<Record<string, string | undefined>>
  /** What makes it another letter of this kind. By itself: the field its template names. */
  about?: string
  largePrint?: boolean
}

/**
 * Leaves a draft of a letter for a person to look at and send. One of a kind to one person about one thing: asked again, it
 * gives the one there is, and fills in what that did not have. Refused where the letter is not one this side sends, or a
 * field is wrong.
 */
export async function draftLetter(
  tx: Tx,
  viewer: Viewer,
  given: DraftGiven,
  now = givenMoment(viewer),
): Promise<Decision<{ id: string; token: string }>> {
  const template = templateOf(given.code)
  if (!template) return refused({ says: `There is no letter ${given.code}` })
  if (!may(viewer, 'letters.send')) return refused({ says: 'You may not send letters' })
  if (given.schoolId === null ? template.sender === 'school' : template.sender === 'authority') {
    return refused({ says: 'This letter is not one you send' })
  }
  const child = await childById(tx, viewer, given.childId)
  const fields = tidied(template, given.fields ?? {})
  const problems = Object.entries(fields).flatMap(([name, value]) => {
    const problem = isField(name) ? problemWithValue(name, value) : 'There is no such field'
    return problem ? [{ says: `${isField(name) ? fieldOf(name).says : name}: ${problem}` }] : []
  })
  // Nobody should type into a letter where a protected child is.
  if (child.protected && Object.values(fields).some(hasPostcode)) {
    problems.push({ says: 'This child is protected: leave out the postcode' })
  }
  if (problems.length) return refused(...problems)
  const toBody = toWhom(template) !== 'family'
  const party = toBody && !child.protected ? given.party : undefined
  const contactId = toBody ? null : (given.contactId ?? null)
  const about = given.about ?? aboutOf(template, fields, viewer.today)

  await tx`select pg_advisory_xact_lock(hashtextextended(${`letter ${viewer.la} ${child.id} ${template.code}`}, 0))`
  const key: LetterKey = {
    childId: child.id,
    schoolId: given.schoolId,
    code: template.code,
    // Which body is told apart by a digest: its name is forgotten when the child is protected.
    about: party ? `${about} ${digestOf(party.name.toLowerCase()).slice(0, 16)}` : about,
    contactId,
  }
  const like = await letterLike(tx, viewer, key)
  if (like && like.state !== 'draft') return allowed(like)
  // A draft that somebody began, for nobody yet or about nothing yet, is this one.
  const begun = like ?? (await begunDraft(tx, viewer, key))
  if (!begun) {
    const made = await insertDraft(tx, viewer, key, {
      fields,
      party,
      largePrint: given.largePrint ?? false,
      now,
    })
    return allowed(made)
  }
  const draft = await letterByToken(tx, viewer, begun.token, { hold: true })
  await changeDraft(tx, viewer, draft.id, {
    fields: { ...draft.fields, ...fields },
    about: key.about,
    contactId: key.contactId ?? draft.contact_id,
    party: party ?? draft.party ?? undefined,
    largePrint: given.largePrint ?? draft.large_print,
    now,
  })
  return allowed({ id: draft.id, token: draft.token })
}

async function begunDraft(tx: Tx, viewer: Viewer, key: LetterKey): Promise<LetterRow | undefined> {
  const draft = await draftOf(tx, viewer, key.childId, key.code)
  if (!draft || draft.school_id !== key.schoolId) return undefined
  const sameThing = draft.about === key.about || draft.about === ''
  const samePerson = draft.contact_id === key.contactId || draft.contact_id === null || key.contactId === null
  if (!sameThing || !samePerson) return undefined
  // With the contact of the draft it may be one that has been sent.
  const asChanged = { ...key, contactId: key.contactId ?? draft.contact_id }
  const like = await letterLike(tx, viewer, asChanged)
  return like && like.id !== draft.id ? undefined : draft
}

/** What a letter calls a body whose name is not kept, since the child is protected. */
const bodies: Readonly<Record<BodyKind, string>> = {
  school: 'your school',
  referrer: 'whoever told us',
  authority: 'your authority',
  agency: 'your service',
  panel: 'the members of the meeting',
}
function unnamed(template: LetterTemplate): string | undefined {
  const to = toWhom(template)
  return to === 'family' ? undefined : bodies[to]
}

const hasPostcode = (text: string): boolean => /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i.test(text)

/** For callers that have no clock of their own: noon of the viewer's day. */
const givenMoment = (viewer: Viewer): Date => new Date(`${viewer.today}T12:00:00Z`)

/** The fields that a template asks for, trimmed; those left empty are not there. */
function tidied(
  template: LetterTemplate,
  fields: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) {
    const text = (value ?? '').trim()
    if (text && (!isField(name) || isAsked(name) || name === template.about)) kept[name] = text
  }
  return kept
}

function aboutOf(template: LetterTemplate, fields: Readonly<Record<string, string>>, today: string): string {
  if (template.about === 'child') return ''
  return template.about === 'day' ? today : (fields[template.about] ?? '')
}

export type Rendered = {
  title: string
  blocks: Block[]
  /** Whom it is to, as the envelope says it; nothing for a protected child or a card. */
  recipient: string | null
  address: string | null
  textFrom: string
  /** Fields that hold nothing yet. */
  unfilled: string[]
  /** Words that may not be sent. */
  wording: string[]
  /** What keeps it back besides: a letter that comes first, a day that has gone by. */
  untimely: string[]
}

/** What every rendering of a letter needs to know, read once. */
export type LetterWork = {
  letter: LetterRow
  template: LetterTemplate
  child: ChildRow
  facts: Facts
  rendered: Rendered
  /** Where post would go now, as the envelope says it: of a letter sent earlier it may be another by now. */
  home: string | null
}

/** A letter with all that decides whether it may go, and exactly as it would be sent now; or as it was. */
export async function letterWork(
  tx: Tx,
  viewer: Viewer,
  token: string,
  { hold = false } = {},
): Promise<LetterWork> {
  const letter = await letterByToken(tx, viewer, token, { hold })
  const template = templateOf(letter.code)
  if (!template) throw new NotFound('template')
  const child = await childById(tx, viewer, letter.child_id)
  const { facts, contactName, address } = await recipientOf(tx, viewer, letter, child)
  const home = template.byHand || address === undefined ? null : printable(address)
  if (letter.blocks) {
    const rendered: Rendered = {
      title: letter.title ?? template.title,
      blocks: letter.blocks,
      recipient: letter.recipient,
      address: letter.address,
      textFrom: letter.text_from ?? '',
      unfilled: [],
      wording: [],
      untimely: [],
    }
    return { letter, template, child, facts, rendered, home }
  }
  const text = await textFor(tx, viewer, template, letter.school_id)
  const school = letter.school_id ? await schoolById(tx, viewer, letter.school_id) : undefined
  const authority = (await authorityName(tx, viewer.la)) ?? ''
  const from = school?.name ?? authority
  const firstName = child.preferred_forename ?? child.forename
  const values: Record<string, string | undefined> = {
    child_first_name: firstName,
    child_name: `${firstName} ${child.surname}`,
    contact_name: contactName ?? 'parent or carer',
    party_name: contactName ?? unnamed(template),
    child_born: child.date_of_birth ? dateInWords(child.date_of_birth as LocalDate) : undefined,
    school_name: school?.name,
    authority_name: authority,
    today: dateInWords(viewer.today as LocalDate),
    sender_name: viewer.name,
    sender_role: roleNames[viewer.role],
  }
  for (const [name, value] of Object.entries(letter.fields)) {
    if (isField(name) && isAsked(name)) values[name] = inLetter(name, value)
  }
  const { blocks, unfilled } = merged(blocksOfText(text.body), values)
  const phone = letter.fields.sender_phone
  const sheet: Block[] = [
    { kind: 'from', text: from },
    ...blocks,
    ...(template.discloses ? [{ kind: 'paragraph' as const, text: 'Yours sincerely' }] : []),
    { kind: 'sign', text: viewer.name },
    { kind: 'sign', text: [roleNames[viewer.role], from].filter(Boolean).join(', ') },
    ...(phone ? [{ kind: 'sign' as const, text: phone }] : []),
  ]
  const printed = sheet.map(block =>
    block.kind === 'list'
      ? { ...block, items: block.items.map(printable) }
      : { ...block, text: printable(block.text) },
  )
  const rendered: Rendered = {
    title: text.title,
    blocks: printed,
    recipient: contactName ? printable(contactName) : null,
    address: home,
    textFrom: text.from,
    unfilled,
    wording: problemsWithWords([text.title, ...linesOf(blocks)].join('\n')),
    untimely: await untimely(tx, viewer, letter, template),
  }
  return { letter, template, child, facts, rendered, home }
}

async function untimely(
  tx: Tx,
  viewer: Viewer,
  letter: LetterRow,
  template: LetterTemplate,
): Promise<string[]> {
  const first = template.after && templateOf(template.after)
  const gone = (template.ahead ?? []).filter(name => (letter.fields[name] ?? '9999') <= viewer.today)
  const least = template.atLeast
  const lawful = least?.from(viewer.today as LocalDate)
  const tooSoon = least && lawful && (letter.fields[least.field] ?? '9999') < lawful
  return [
    ...(least && lawful && tooSoon
      ? [`${fieldOf(least.field).says} must be ${dateInWords(lawful)} or later (${least.cites}).`]
      : []),
    ...(first && !(await letterSent(tx, viewer, letter.child_id, first.code))
      ? [`Send “${first.title}” (${shortCode(first.code)}) first. The letters go in their order.`]
      : []),
    ...gone.map(name => `${fieldOf(name).says} must still be to come.`),
  ]
}

/** Who would get it, and what is known of them: read anew each time it is asked. */
export async function recipientOf(
  tx: Tx,
  viewer: Viewer,
  letter: { child_id: string; contact_id: string | null; party: Party | null },
  known?: ChildRow,
): Promise<{ facts: Facts; contactName: string | undefined; address: string | undefined }> {
  const child = known ?? (await childById(tx, viewer, letter.child_id))
  const died = await hasDied(tx, viewer, child.id)
  if (child.protected) {
    return {
      facts: { protected: true, died, hasAddress: false, contact: undefined },
      contactName: undefined,
      address: undefined,
    }
  }
  const { party } = letter
  if (party) {
    return {
      facts: {
        protected: false,
        died,
        hasAddress: false,
        contact: undefined,
        party: { hasAddress: party.lines !== '', email: party.email || null },
      },
      contactName: party.name,
      address: party.lines || undefined,
    }
  }
  const contacts = await contactsOf(tx, viewer, child.id)
  const contact = contacts.find(one => one.id === letter.contact_id)
  const [home] = await addressesOf(tx, viewer, child.id)
  return {
    facts: {
      protected: false,
      died,
      hasAddress: home !== undefined,
      contact: contact && {
        restricted: contact.restricted,
        livesWith: contact.lives_with,
        mayWrite: contact.may_write,
        mayEmail: contact.may_email,
        mayText: contact.may_text,
        email: contact.email,
        phones: [contact.phone_1, contact.phone_2],
      },
    },
    contactName: contact?.name,
    address: home && [home.lines, home.postcode].filter(Boolean).join('\n'),
  }
}

/** The text that holds: the school's own, else the authority's own, else ours. */
export async function textFor(
  tx: Tx,
  viewer: Viewer,
  template: LetterTemplate,
  schoolId: string | null,
): Promise<{ title: string; body: string; from: string; whose: 'school' | 'authority' | 'ours' }> {
  const rows = await textsOf(tx, viewer, template.code, schoolId)
  const own = rows.find(row => row.school_id !== null)
  const authoritys = rows.find(row => row.school_id === null)
  for (const [row, whose] of [
    [own, 'school'],
    [authoritys, 'authority'],
  ] as const) {
    if (row?.title && row.body) return { title: row.title, body: row.body, from: row.id, whose }
  }
  return { title: template.title, body: template.body, from: `ours ${template.version}`, whose: 'ours' }
}

/** What stands against a letter that was written, or sent another way, before the child was protected. */
function sinceProtected(letter: LetterRow): Refusal[] {
  if (letter.state === 'sent') {
    return [
      { says: 'It was sent before this child was protected. Write a new letter: it waits for a person.' },
    ]
  }
  return Object.values(letter.fields).some(hasPostcode)
    ? [{ says: 'This child is protected: take the postcode out of the letter.' }]
    : []
}

/** Every reason why this letter may not go this way now: blanks, wording, the way itself, the person. */
export function whyNotNow({ letter, template, facts, rendered }: LetterWork, channel: Channel): Refusal[] {
  return [
    ...(facts.protected ? sinceProtected(letter) : []),
    ...(template.channels.includes(channel) ? [] : [{ says: `This letter is not sent by ${channel}.` }]),
    ...rendered.unfilled.map(name => ({
      says: `Not filled in: ${isField(name) ? fieldOf(name).says.toLowerCase() : name}.`,
    })),
    ...[...rendered.wording, ...rendered.untimely].map(says => ({ says })),
    ...whyNot(channel, template, facts),
  ]
}

export type Sent = { state: 'sent' | 'waits' }

/**
 * Sends a letter by post (printed, to be posted or given), email or text; once by each way, however often it is asked. The
 * text is kept exactly as it is at this moment. Post of a protected child is held until a person confirms it. Refused with
 * every reason.
 */
export async function sendLetter(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; channel: Channel; now: Date; publicUrl: string },
): Promise<Decision<Sent>> {
  if (!may(viewer, 'letters.send')) return refused({ says: 'You may not send letters' })
  const work = await letterWork(tx, viewer, given.token, { hold: true })
  const { letter, facts } = work
  const before = await messagesOfLetter(tx, viewer, letter.id)
  if (before.some(message => message.channel === given.channel)) return allowed({ state: 'sent' })
  if (letter.state === 'waits') return allowed({ state: 'waits' })
  if (letter.state === 'stopped') {
    return refused({ says: `${letter.decided_name ?? 'Somebody'} decided that this letter is not sent.` })
  }
  const reasons = whyNotNow(work, given.channel)
  if (reasons.length) return refused(...reasons)
  const state = facts.protected ? 'waits' : 'sent'
  // An address is kept when the letter goes there, and not before: it may change between an email and the post.
  if (letter.state === 'draft') await freeze(tx, viewer, work, state)
  if (state === 'sent' && given.channel === 'post') await keepAddress(tx, viewer, letter.id, work.home)
  if (state === 'waits') return allowed({ state })
  await putInOutbox(tx, viewer, work, given)
  return allowed({ state: 'sent' })
}

async function freeze(tx: Tx, viewer: Viewer, work: LetterWork, state: 'sent' | 'waits'): Promise<void> {
  const { letter, template, rendered } = work
  await freezeLetter(tx, viewer, letter.id, {
    state,
    title: rendered.title,
    blocks: rendered.blocks,
    recipient: rendered.recipient,
    textFrom: rendered.textFrom,
    neededBy: template.neededBy ? (letter.fields[template.neededBy] ?? null) : null,
  })
}

async function putInOutbox(
  tx: Tx,
  viewer: Viewer,
  { letter, template, child, rendered }: LetterWork,
  given: { channel: Channel; now: Date; publicUrl: string },
): Promise<void> {
  const { channel, now } = given
  const of = {
    letterId: letter.id,
    childId: letter.child_id,
    schoolId: letter.school_id,
    contactId: letter.contact_id,
    channel,
    now,
  }
  if (channel === 'post') {
    const says = template.byHand ? 'Printed, to be given' : 'Printed, to be posted'
    await insertMessage(tx, viewer, { ...of, subject: null, body: null, state: 'printed', says })
    return
  }
  // Without a birthday there is no question to ask, so the family rings.
  const link = child.date_of_birth
    ? await makeLink(tx, viewer, {
        kind: 'letter',
        about: letter.id,
        childId: letter.child_id,
        schoolId: letter.school_id ?? undefined,
        to: 'the person this letter is for',
        // Whoever told us may not know it; they were given a reference.
        check:
          template.to === 'referrer'
            ? { asks: 'What is the reference you were given?', answer: letter.fields.their_reference ?? '' }
            : { asks: 'What is the child’s date of birth?', answer: child.date_of_birth, as: 'date' },
        shows: { title: rendered.title, letter: JSON.stringify(rendered.blocks), sentOn: viewer.today },
        days: 14,
      })
    : undefined
  const words = wordsOf(channel, {
    phone: letter.fields.sender_phone ?? '',
    link: link && `${given.publicUrl}${link.path}`,
  })
  await insertMessage(tx, viewer, { ...of, ...words, state: 'waiting', says: 'Written, to be sent' })
  await sendJob(tx, outboxQueue, { la: viewer.la })
}

/**
 * A person's word on the post of a protected child: it is printed without an address and handed to whoever may open the
 * details, or it is stopped. To send it, this person must have opened the details, and somebody there must be marked safe to
 * write to.
 */
export async function confirmProtected(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; send: boolean; why: string; now: Date },
): Promise<Decision<void>> {
  if (!may(viewer, 'letters.confirm-protected')) return refused({ says: 'Your role may not confirm this' })
  const work = await letterWork(tx, viewer, given.token, { hold: true })
  const { letter, facts, template, child } = work
  if (letter.state !== 'waits') {
    return refused({ says: `${letter.decided_name ?? 'Somebody'} has decided on this letter already` })
  }
  if (given.why.length < 10) return refused({ says: 'Say in a sentence how you know, or why not' })
  if (given.why.length > 1000) return refused({ says: 'Use 1,000 characters or fewer' })
  if (given.send) {
    if (facts.died) return refused({ says: 'A register says that this child has died. No letter is sent.' })
    // A body is found in its own directory; where the family is need not be known to write to it.
    const toBody = toWhom(template) !== 'family'
    const open = toBody || (await openingNow(tx, viewer, child.id)) !== undefined
    if (!open) {
      return refused({ says: 'Open the protected details first, and see whom it is safe to write to' })
    }
    const details = toBody ? [] : await protectedDetailsOf(tx, viewer, child.id)
    const safe = details.some(
      one => one.kind === 'contact' && one.may_write === 'yes' && one.detail.restricted !== true,
    )
    if (!safe && !toBody && !(template.byHand && !template.discloses)) {
      return refused({ says: 'Nobody behind the protection is marked safe to write to' })
    }
  }
  await decideWaiting(tx, viewer, letter.id, { state: given.send ? 'sent' : 'stopped', why: given.why })
  if (given.send) await putInOutbox(tx, viewer, work, { channel: 'post', now: given.now, publicUrl: '' })
  return allowed(undefined)
}

/** A person decides on a message that failed, was stopped, or of which nobody knows: it is tried again, or it is left. */
export async function tryAgain(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; now: Date; publicUrl: string },
): Promise<Decision<void>> {
  if (!may(viewer, 'letters.send')) return refused({ says: 'You may not send letters' })
  const message = await messageByToken(tx, viewer, given.token)
  if (!mayTryAgain(message.state)) return allowed(undefined)
  const { facts } = await recipientOf(tx, viewer, message)
  const reasons = whyNot(message.channel, { discloses: true, byHand: false }, facts)
  if (reasons.length) return refused(...reasons)
  if (message.body === null)
    return refused({ says: 'What it said is gone. Write the letter again, or print it.' })
  await setMessage(tx, viewer, message.id, {
    state: 'waiting',
    says: `${viewer.name} asked for it to be sent again`,
    now: given.now,
    tries: 0,
  })
  await sendJob(tx, outboxQueue, { la: viewer.la })
  return allowed(undefined)
}

/**
 * Keeps a new text of a letter, or goes back to the one it stands in place of. A head writes the school's, a manager the
 * authority's. Refused with all that is wrong with it.
 */
export async function changeText(
  tx: Tx,
  viewer: Viewer,
  given: { code: string; text: { title: string; body: string } | undefined; why: string; now: Date },
): Promise<Decision<void>> {
  if (!may(viewer, 'letters.templates')) return refused({ says: 'You may not change letters' })
  const template = templateOf(given.code)
  if (!template) return refused({ says: `There is no letter ${given.code}` })
  if (viewer.side === 'school' && template.sender === 'authority') {
    return refused({ says: 'This letter is the authority’s alone' })
  }
  const problems = given.text ? problemsWithText(given.text.title, given.text.body) : []
  if (given.why.length < 5) problems.push('Say why, and who agreed it')
  if (given.why.length > 500) problems.push('Use 500 characters or fewer to say why')
  if (problems.length) return refused(...problems.map(says => ({ says })))
  // Whoever is head of several schools writes for each of them.
  for (const schoolId of viewer.side === 'school' ? viewer.schools : [null]) {
    await insertText(tx, viewer, {
      code: template.code,
      schoolId,
      title: given.text?.title ?? null,
      body: given.text?.body ?? null,
      why: given.why,
      now: given.now,
    })
  }
  return allowed(undefined)
}

/** The fields a text asks a person for. */
export const askedFields = (body: string) => fieldsIn(body).filter(isField).filter(isAsked)
