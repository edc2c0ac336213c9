// All the SQL of letters and of the outbox. A school sees its own, the authority its own; the system, which sends them, both.
import { acrossOrganisations, childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { Block } from './merge.ts'
import type { MessageState } from './message.ts'
import type { Party } from './recipient.ts'
import type { Channel } from './template.ts'

/** The application's wall: whose letters these are. */
function ownLetters(tx: Tx, viewer: Viewer, schoolId: Fragment): Fragment {
  if (viewer.side === 'trust' || viewer.side === 'link') return tx`false`
  if (viewer.unscoped || viewer.side === 'system') return tx`true`
  return viewer.side === 'school'
    ? tx`${schoolId} = any (${viewer.schools as string[]}::uuid[])`
    : tx`${schoolId} is null`
}

export type LetterState = 'draft' | 'waits' | 'sent' | 'stopped'
export type LetterRow = {
  id: string
  token: string
  child_id: string
  school_id: string | null
  code: string
  about: string
  contact_id: string | null
  /** The body it is to, where it is not to the family. */
  party: Party | null
  fields: Readonly<Record<string, string>>
  large_print: boolean
  state: LetterState
  written_by: string | null
  written_name: string
  written_role: string
  written_at: Date
  title: string | null
  blocks: Block[] | null
  recipient: string | null
  address: string | null
  text_from: string | null
  sent_name: string | null
  sent_on: string | null
  needed_by: string | null
  decided_name: string | null
  decided_why: string | null
}
const columns = (tx: Tx): Fragment => tx`
  l.id, l.token, l.child_id, l.school_id, l.code, l.about, l.contact_id, l.party, l.fields, l.large_print, l.state, l.written_by,
  l.written_name, l.written_role, l.written_at, l.title, l.blocks, l.recipient, l.address, l.text_from, l.sent_name,
  l.sent_on, l.needed_by, l.decided_name, l.decided_why`

/** The letter whose token stands in the address. Throws NotFound when it is not the viewer's. `hold` keeps others from it. */
export async function letterByToken(
  tx: Tx,
  viewer: Viewer,
  token: string,
  { hold = false } = {},
): Promise<LetterRow> {
  const [row] = await tx<LetterRow[]>`
    select ${columns(tx)} from letters l
    where l.la_code = ${viewer.la} and l.token = ${token} and ${ownLetters(tx, viewer, tx`l.school_id`)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}
    ${hold ? tx`for update of l` : tx``}`
  if (!row) throw new NotFound('letter')
  return row
}

/** What stands in the address of a letter of the viewer's own. Throws NotFound. */
export async function tokenOfLetter(tx: Tx, viewer: Viewer, id: string): Promise<string> {
  const [row] = await tx<{ token: string }[]>`
    select l.token from letters l
    where l.la_code = ${viewer.la} and l.id = ${id} and ${ownLetters(tx, viewer, tx`l.school_id`)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}`
  if (!row) throw new NotFound('letter')
  return row.token
}

/** What identifies a letter: one of a kind to one person about one thing. */
export type LetterKey = {
  childId: string
  schoolId: string | null
  code: string
  about: string
  contactId: string | null
}

/** Adds a draft, unless there is a letter like it: gives whichever there is. */
export async function insertDraft(
  tx: Tx,
  viewer: Viewer,
  key: LetterKey,
  given: {
    fields: Readonly<Record<string, string>>
    party: Party | undefined
    largePrint: boolean
    now: Date
  },
): Promise<{ id: string; token: string; state: LetterState; isNew: boolean }> {
  const [made] = await tx<{ id: string; token: string; state: LetterState }[]>`
    insert into letters (la_code, id, token, child_id, school_id, code, about, contact_id, party, fields, large_print,
                         written_by, written_name, written_role, written_at)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${key.childId}, ${key.schoolId}, ${key.code}, ${key.about},
            ${key.contactId}, ${given.party ? tx.json(given.party) : null}, ${tx.json(given.fields)}, ${given.largePrint},
            ${viewer.side === 'system' ? null : viewer.personId}, ${viewer.name}, ${viewer.role}, ${given.now})
    on conflict (la_code, child_id, code, school_id, about, contact_id) do nothing
    returning id, token, state`
  if (made) return { ...made, isNew: true }
  const found = await letterLike(tx, viewer, key)
  if (!found) throw new NotFound('letter')
  return { ...found, isNew: false }
}

/** The letter of this kind to this person about this thing, if there is one. */
export async function letterLike(
  tx: Tx,
  viewer: Viewer,
  key: LetterKey,
): Promise<{ id: string; token: string; state: LetterState } | undefined> {
  const [row] = await tx<{ id: string; token: string; state: LetterState }[]>`
    select l.id, l.token, l.state from letters l
    where l.la_code = ${viewer.la} and l.child_id = ${key.childId} and l.code = ${key.code} and l.about = ${key.about}
      and l.school_id is not distinct from ${key.schoolId} and l.contact_id is not distinct from ${key.contactId}
      and ${ownLetters(tx, viewer, tx`l.school_id`)} and ${childInScope(tx, viewer, tx`l.child_id`)}`
  return row
}

/** The newest draft of a kind about a child that nobody has chosen a person for, or that was left half done. */
export async function draftOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  code: string,
): Promise<LetterRow | undefined> {
  const [row] = await tx<LetterRow[]>`
    select ${columns(tx)} from letters l
    where l.la_code = ${viewer.la} and l.child_id = ${childId} and l.code = ${code} and l.state = 'draft'
      and ${ownLetters(tx, viewer, tx`l.school_id`)} and ${childInScope(tx, viewer, tx`l.child_id`)}
    order by l.written_at desc, l.id desc limit 1`
  return row
}

/** Changes a draft. A letter that was sent stays as it is. */
export async function changeDraft(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: {
    fields: Readonly<Record<string, string>>
    about: string
    contactId: string | null
    party: Party | undefined
    largePrint: boolean
    now: Date
  },
): Promise<void> {
  await tx`
    update letters set fields = ${tx.json(given.fields)}, about = ${given.about}, contact_id = ${given.contactId},
      party = ${given.party ? tx.json(given.party) : null}, large_print = ${given.largePrint}, written_by = ${viewer.personId}, written_name = ${viewer.name},
      written_role = ${viewer.role}, written_at = ${given.now}
    where la_code = ${viewer.la} and id = ${id} and state = 'draft' and ${ownLetters(tx, viewer, tx`school_id`)}`
}

/** Keeps a letter's text as it is from now on, and what became of it. */
export async function freezeLetter(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: {
    state: 'sent' | 'waits'
    title: string
    blocks: readonly Block[]
    recipient: string | null
    textFrom: string
    neededBy: string | null
  },
): Promise<void> {
  await tx`
    update letters set state = ${given.state}, title = ${given.title}, blocks = ${tx.json(given.blocks as never)},
      recipient = ${given.recipient}, text_from = ${given.textFrom},
      needed_by = ${given.neededBy}, sent_by = ${viewer.personId}, sent_name = ${viewer.name}, sent_on = ${viewer.today}
    where la_code = ${viewer.la} and id = ${id} and state = 'draft' and ${ownLetters(tx, viewer, tx`school_id`)}`
}

/** Keeps where a letter goes by post. */
export async function keepAddress(tx: Tx, viewer: Viewer, id: string, address: string | null): Promise<void> {
  await tx`
    update letters set address = ${address}
    where la_code = ${viewer.la} and id = ${id} and ${ownLetters(tx, viewer, tx`school_id`)}`
}

/** A person's word on the post of a protected child. */
export async function decideWaiting(
  tx: Tx,
  viewer: Viewer,
  id: string,
  given: { state: 'sent' | 'stopped'; why: string },
): Promise<void> {
  await tx`
    update letters set state = ${given.state}, sent_on = ${viewer.today}, decided_name = ${viewer.name},
      decided_why = ${given.why}
    where la_code = ${viewer.la} and id = ${id} and state = 'waits' and ${ownLetters(tx, viewer, tx`school_id`)}`
}

export type LetterListed = {
  id: string
  token: string
  /** The school that sends it; null for the authority. */
  school_id: string | null
  code: string
  title: string | null
  state: LetterState
  about: string
  written_at: Date
  written_name: string
  sent_on: string | null
  sent_name: string | null
  needed_by: string | null
  /** Whom it is to; null for a protected child, and before anybody was chosen. */
  contact: string | null
  /** By which ways, each with what became of it. */
  ways: readonly { channel: Channel; state: MessageState; problem: string | null }[]
}

/** The letters about a child that are the viewer's to see, newest first, with what became of each. */
export function lettersOf(tx: Tx, viewer: Viewer, childId: string): Promise<LetterListed[]> {
  return tx<LetterListed[]>`
    select l.id, l.token, l.school_id, l.code, l.title, l.state, l.about, l.written_at, l.written_name, l.sent_on,
           l.sent_name, l.needed_by,
           case when exists (select 1 from protections p where p.la_code = l.la_code and p.child_id = l.child_id)
             then null else l.recipient end as contact,
           coalesce((select jsonb_agg(jsonb_build_object('channel', m.channel, 'state', m.state, 'problem', m.problem)
                                      order by m.channel)
                     from messages m where m.la_code = l.la_code and m.letter_id = l.id), '[]') as ways
    from letters l
    where l.la_code = ${viewer.la} and l.child_id = ${childId} and ${ownLetters(tx, viewer, tx`l.school_id`)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}
    order by l.written_at desc, l.id desc limit 100`
}

/** On which day a letter of this kind about this child was last sent, by whom and how; nothing if none was. */
export async function letterSent(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  code: string,
  about?: string,
): Promise<{ token: string; sent_on: string; channels: Channel[] } | undefined> {
  const stored = code.startsWith('LET-') ? code : `LET-${code}`
  const [row] = await tx<{ token: string; sent_on: string; channels: Channel[] }[]>`
    select l.token, l.sent_on,
           array(select m.channel from messages m where m.la_code = l.la_code and m.letter_id = l.id order by 1) as channels
    from letters l
    where l.la_code = ${viewer.la} and l.child_id = ${childId} and l.code = ${stored} and l.state = 'sent'
      and ${about === undefined ? tx`true` : tx`l.about = ${about}`}
      and ${ownLetters(tx, viewer, tx`l.school_id`)} and ${childInScope(tx, viewer, tx`l.child_id`)}
    order by l.sent_on desc, l.id desc limit 1`
  return row
}

/**
 * How many letters about attendance details (L15) each school was sent in the last year, most first. For the authority's own people:
 * a letter about a protected child names no school and is not here.
 */
export function attendanceLettersBySchool(
  tx: Tx,
  viewer: Viewer,
): Promise<{ name: string; count: number; last_on: string }[]> {
  return tx<{ name: string; count: number; last_on: string }[]>`
    select s.name, count(*)::int as count, max(l.sent_on)::text as last_on
    from letters l join schools s on s.la_code = l.la_code and s.id = (l.party ->> 'schoolId')::uuid
    where l.la_code = ${viewer.la} and l.code = 'LET-L15' and l.state = 'sent'
      and l.sent_on > ${viewer.today}::date - 365 and ${ownLetters(tx, viewer, tx`l.school_id`)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}
    group by s.name order by count(*) desc, s.name limit 200`
}

/** The telephone number that this person gave as theirs in the last letter they wrote. */
export async function lastPhoneOf(tx: Tx, viewer: Viewer): Promise<string | undefined> {
  const [row] = await tx<{ phone: string | null }[]>`
    select l.fields->>'sender_phone' as phone from letters l
    where l.la_code = ${viewer.la} and l.written_by = ${viewer.personId} and l.fields->>'sender_phone' is not null
      and ${ownLetters(tx, viewer, tx`l.school_id`)}
    order by l.written_at desc limit 1`
  return row?.phone ?? undefined
}

/** Does any register, or a case that was closed with it, say that the child has died? Asked as the system: no family gets a letter because another school knew. */
export function hasDied(tx: Tx, viewer: Viewer, childId: string): Promise<boolean> {
  return acrossOrganisations(tx, viewer, async system => {
    const rows = await tx`
      select 1 from enrolments e
      where e.la_code = ${system.la} and e.child_id = ${childId} and e.ground in ('R9-K', 'R8-J')
      union all
      select 1 from cases k where k.la_code = ${system.la} and k.child_id = ${childId} and k.outcome = 'O10'
      limit 1`
    return rows.length > 0
  })
}

// The texts, and their versions.

export type TextRow = {
  id: string
  school_id: string | null
  title: string | null
  body: string | null
  why: string
  by_name: string
  at: Date
}

/** The versions of a letter's text that an authority and one of its schools wrote, newest first. */
export function textsOf(tx: Tx, viewer: Viewer, code: string, schoolId: string | null): Promise<TextRow[]> {
  return tx<TextRow[]>`
    select t.id, t.school_id, t.title, t.body, t.why, t.by_name, t.at from letter_texts t
    where t.la_code = ${viewer.la} and t.code = ${code}
      and (t.school_id is null or t.school_id = ${schoolId})
    order by t.at desc, t.id desc limit 100`
}

/** For every letter of which there is one: the latest own text of the authority, and of the school. */
export function latestTexts(
  tx: Tx,
  viewer: Viewer,
  schoolId: string | null,
): Promise<{ code: string; school_id: string | null; title: string | null; at: Date; by_name: string }[]> {
  return tx<{ code: string; school_id: string | null; title: string | null; at: Date; by_name: string }[]>`
    select distinct on (t.code, t.school_id) t.code, t.school_id, t.title, t.at, t.by_name from letter_texts t
    where t.la_code = ${viewer.la} and (t.school_id is null or t.school_id = ${schoolId})
    order by t.code, t.school_id, t.at desc, t.id desc limit 200`
}

export async function insertText(
  tx: Tx,
  viewer: Viewer,
  text: {
    code: string
    schoolId: string | null
    title: string | null
    body: string | null
    why: string
    now: Date
  },
): Promise<void> {
  await tx`
    insert into letter_texts (la_code, id, code, school_id, title, body, why, by_person, by_name, at)
    values (${viewer.la}, ${newId()}, ${text.code}, ${text.schoolId}, ${text.title}, ${text.body}, ${text.why},
            ${viewer.personId}, ${viewer.name}, ${text.now})`
}

// The outbox.

export type MessageRow = {
  id: string
  token: string
  letter_id: string
  child_id: string
  school_id: string | null
  contact_id: string | null
  party: Party | null
  channel: Channel
  reference: string
  subject: string | null
  body: string | null
  state: MessageState
  tries: number
  due_at: Date
  peer: string | null
  peer_id: string | null
  problem: string | null
  written_name: string
  written_at: Date
  changed_at: Date
}
const messageColumns = (tx: Tx): Fragment => tx`
  m.id, m.token, m.letter_id, m.child_id, m.school_id, m.contact_id, m.channel, m.reference, m.subject, m.body, m.state,
  m.tries, m.due_at, m.peer, m.peer_id, m.problem, m.written_name, m.written_at, m.changed_at,
  (select l.party from letters l where l.la_code = m.la_code and l.id = m.letter_id) as party`

/** Puts a message into the outbox, once for a letter and a way. Gives false where it was there already. */
export async function insertMessage(
  tx: Tx,
  viewer: Viewer,
  message: {
    letterId: string
    childId: string
    schoolId: string | null
    contactId: string | null
    channel: Channel
    subject: string | null
    body: string | null
    state: 'waiting' | 'printed'
    says: string
    now: Date
  },
): Promise<boolean> {
  const id = newId()
  const rows = await tx`
    insert into messages (la_code, id, token, letter_id, child_id, school_id, contact_id, channel, reference, subject, body,
                          state, due_at, written_by, written_name, written_at, changed_at)
    values (${viewer.la}, ${id}, ${newToken()}, ${message.letterId}, ${message.childId}, ${message.schoolId},
            ${message.contactId}, ${message.channel}, ${newToken()}, ${message.subject}, ${message.body}, ${message.state},
            ${message.now}, ${viewer.personId}, ${viewer.name}, ${message.now}, ${message.now})
    on conflict (la_code, letter_id, channel) do nothing returning id`
  if (rows.length === 0) return false
  await insertEvent(tx, viewer, id, message.state, message.says, message.now)
  return true
}

async function insertEvent(
  tx: Tx,
  viewer: Viewer,
  messageId: string,
  state: MessageState,
  says: string,
  now: Date,
) {
  await tx`
    insert into message_events (la_code, message_id, id, at, state, says, by_name)
    values (${viewer.la}, ${messageId}, ${newId()}, ${now}, ${state}, ${says}, ${viewer.name})`
}

export function messagesOfLetter(tx: Tx, viewer: Viewer, letterId: string): Promise<MessageRow[]> {
  return tx<MessageRow[]>`
    select ${messageColumns(tx)} from messages m
    where m.la_code = ${viewer.la} and m.letter_id = ${letterId} and ${ownLetters(tx, viewer, tx`m.school_id`)}
      and ${childInScope(tx, viewer, tx`m.child_id`)}
    order by m.channel limit 10`
}

export type EventRow = { message_id: string; at: Date; state: MessageState; says: string; by_name: string }
/** What became of these messages, oldest first. */
export function eventsOf(tx: Tx, viewer: Viewer, messageIds: readonly string[]): Promise<EventRow[]> {
  return tx<EventRow[]>`
    select e.message_id, e.at, e.state, e.says, e.by_name from message_events e
    where e.la_code = ${viewer.la} and e.message_id = any (${messageIds as string[]}::uuid[])
    order by e.at, e.id limit 200`
}

/** One message by what stands in its address, held for the rest of the transaction. Throws NotFound. */
export async function messageByToken(tx: Tx, viewer: Viewer, token: string): Promise<MessageRow> {
  const [row] = await tx<MessageRow[]>`
    select ${messageColumns(tx)} from messages m
    where m.la_code = ${viewer.la} and m.token = ${token} and ${ownLetters(tx, viewer, tx`m.school_id`)}
      and ${childInScope(tx, viewer, tx`m.child_id`)} for update of m`
  if (!row) throw new NotFound('message')
  return row
}

/** Changes what is known of a message, and says so in its history. What it said goes when it has gone. */
export async function setMessage(
  tx: Tx,
  viewer: Viewer,
  id: string,
  to: {
    state: MessageState
    says: string
    now: Date
    dueAt?: Date
    tries?: number
    peer?: string
    peerId?: string
    problem?: string | null
  },
): Promise<void> {
  const over = ['accepted', 'delivered', 'printed'].includes(to.state)
  await tx`
    update messages set state = ${to.state}, changed_at = ${to.now}, problem = ${to.problem ?? null},
      due_at = ${to.dueAt ?? to.now}, tries = ${to.tries === undefined ? tx`tries` : tx`${to.tries}`},
      peer = coalesce(${to.peer ?? null}, peer), peer_id = coalesce(${to.peerId ?? null}, peer_id),
      body = ${over ? null : tx`body`}
    where la_code = ${viewer.la} and id = ${id} and ${ownLetters(tx, viewer, tx`school_id`)}`
  await insertEvent(tx, viewer, id, to.state, to.says, to.now)
}

/**
 * The next message whose time has come, held so that no second worker takes it: to be sent, left half way, or taken by one of
 * these peers, who can be asked what became of it. For the process that sends.
 */
export async function takeDue(
  tx: Tx,
  system: Viewer,
  now: Date,
  followed: readonly string[],
): Promise<MessageRow | undefined> {
  const [row] = await tx<MessageRow[]>`
    select ${messageColumns(tx)} from messages m
    where m.la_code = ${system.la} and m.state in ('waiting', 'sending', 'accepted') and m.due_at <= ${now}
      and (m.state <> 'accepted' or m.peer = any (${followed as string[]}::text[]))
    order by m.due_at, m.id limit 1 for update of m skip locked`
  return row
}

/**
 * Puts off when a message is looked at next, saying nothing in its history. With `tries`: only while it is still being sent in
 * that same try. Gives whether it was so.
 */
export async function messageOfTry(
  tx: Tx,
  system: Viewer,
  id: string,
  to: { dueAt?: Date; tries?: number; problem?: string },
): Promise<boolean> {
  const rows = await tx`
    update messages set due_at = coalesce(${to.dueAt ?? null}, due_at), problem = coalesce(${to.problem ?? null}, problem)
    where la_code = ${system.la} and id = ${id}
      and ${to.tries === undefined ? tx`true` : tx`(state = 'sending' and tries = ${to.tries})`}
    returning id`
  return rows.length > 0
}

export type OutboxRow = {
  token: string
  child_id: string
  letter_token: string
  code: string
  title: string | null
  child_name: string
  channel: Channel
  state: MessageState
  problem: string | null
  written_name: string
  changed_at: Date
  needed_by: string | null
}
/** The outbox: what needs a person first, then what waits, then what has gone; the newest 100 of these. */
export function outbox(tx: Tx, viewer: Viewer): Promise<OutboxRow[]> {
  return tx<OutboxRow[]>`
    select m.token, m.child_id, l.token as letter_token, l.code, l.title, m.channel, m.state, m.problem, m.written_name,
           m.changed_at, l.needed_by, coalesce(c.preferred_forename, c.forename) || ' ' || c.surname as child_name
    from messages m
    join letters l on l.la_code = m.la_code and l.id = m.letter_id
    join children c on c.la_code = m.la_code and c.id = m.child_id
    where m.la_code = ${viewer.la} and ${ownLetters(tx, viewer, tx`m.school_id`)}
      and ${childInScope(tx, viewer, tx`m.child_id`)}
    order by case when m.state in ('failed', 'not known', 'stopped') then 0
                  when m.state in ('waiting', 'sending') then 1 else 2 end, m.changed_at desc, m.id
    limit 100`
}

export type WaitingRow = {
  token: string
  child_id: string
  child_name: string
  code: string
  written_name: string
  written_at: Date
}
/** Letters about protected children that wait for a person's word. */
export function waitingLetters(tx: Tx, viewer: Viewer): Promise<WaitingRow[]> {
  return tx<WaitingRow[]>`
    select l.token, l.child_id, coalesce(c.preferred_forename, c.forename) || ' ' || c.surname as child_name, l.code,
           l.written_name, l.written_at
    from letters l join children c on c.la_code = l.la_code and c.id = l.child_id
    where l.la_code = ${viewer.la} and l.state = 'waits' and ${ownLetters(tx, viewer, tx`l.school_id`)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}
    order by l.written_at, l.id limit 50`
}

/**
 * Sent letters whose day counts, of which nothing has arrived by any way: neither printed nor taken by a service. From an
 * hour after they were written, at once where something went wrong.
 */
export function notArrived(
  tx: Tx,
  viewer: Viewer,
  now: Date,
): Promise<(WaitingRow & { needed_by: string })[]> {
  return tx<(WaitingRow & { needed_by: string })[]>`
    select l.token, l.child_id, coalesce(c.preferred_forename, c.forename) || ' ' || c.surname as child_name, l.code,
           l.written_name, l.written_at, l.needed_by
    from letters l join children c on c.la_code = l.la_code and c.id = l.child_id
    where l.la_code = ${viewer.la} and l.needed_by is not null and l.needed_by >= ${viewer.today}::date - 30
      and l.state = 'sent' and ${ownLetters(tx, viewer, tx`l.school_id`)}
      and ${childInScope(tx, viewer, tx`l.child_id`)}
      and not exists (select 1 from messages m where m.la_code = l.la_code and m.letter_id = l.id
                        and m.state in ('printed', 'accepted', 'delivered'))
      and exists (select 1 from messages m where m.la_code = l.la_code and m.letter_id = l.id
                    and (m.state in ('failed', 'not known', 'stopped')
                         or m.written_at < ${new Date(now.getTime() - 3_600_000)}))
    order by l.needed_by, l.id limit 50`
}

export type SenderRow = { channel: 'email' | 'text'; how: string }
/** By what the process that sends can send now. */
export function sendersOf(tx: Tx, viewer: Viewer): Promise<SenderRow[]> {
  return tx<
    SenderRow[]
  >`select s.channel, s.how from message_senders s where s.la_code = ${viewer.la} limit 5`
}

/** Says by what this process can send. For the system. */
export async function saySenders(
  tx: Tx,
  system: Viewer,
  senders: readonly SenderRow[],
  now: Date,
): Promise<void> {
  await tx`
    delete from message_senders where la_code = ${system.la}
      and channel <> all (${senders.map(sender => sender.channel)}::text[])`
  for (const { channel, how } of senders) {
    await tx`
      insert into message_senders (la_code, channel, how, said_at) values (${system.la}, ${channel}, ${how}, ${now})
      on conflict (la_code, channel) do update set how = excluded.how, said_at = excluded.said_at
        where message_senders.la_code = ${system.la}`
  }
}
