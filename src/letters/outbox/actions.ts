// What is in the outbox goes, once. Three steps, so that a worker may die between any two: the message is taken and the person
// it is for asked about again; it is handed to the peer, outside any transaction; what the peer said is written down. A message
// that was taken and of which nothing was written is looked up at the peer by its reference; where the peer cannot say, a person
// decides. It is never sent again by itself.
import { asViewer } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { contactsOf } from '../../children/store.ts'
import type { Sql, Tx } from '../../platform/db.ts'
import type { Outcome, Sender } from '../../platform/senders.ts'
import { recipientOf } from '../actions.ts'
import { type MessageState, nextTry, triesMax } from '../message.ts'
import { mobileOf, whyNot } from '../recipient.ts'
import { type MessageRow, messageOfTry, setMessage, takeDue } from '../store.ts'

/** A message taken by a worker that says nothing for so long was left half way. */
const leaseMinutes = 10
/** How often a peer is asked whether a message arrived, and for how long. */
const followMinutes = 30
const followDays = 4

export type Sent = { sent: number; stopped: number; waits: number; unknown: number }

/**
 * Sends what waits in one authority's outbox, settles what a dead worker left, and asks what became of what was taken.
 * Takes the system as viewer, the senders that are set up, and the time. Gives how many of each.
 */
export async function sendOutbox(
  sql: Sql,
  system: Viewer,
  senders: readonly Sender[],
  now: () => Date,
  most = 500,
): Promise<Sent> {
  const counts: Sent = { sent: 0, stopped: 0, waits: 0, unknown: 0 }
  const followed = senders.filter(sender => sender.follow).map(sender => sender.how)
  for (let count = 0; count < most; count += 1) {
    const taken = await asViewer(sql, system, tx => takeNext(tx, system, senders, followed, now()))
    if (taken === undefined) break
    if (taken.next === 'stopped') counts.stopped += 1
    else if (taken.next === 'unknown') counts.unknown += 1
    else if (taken.next === 'send') {
      const outcome = await taken.sender.send(taken.outgoing)
      await asViewer(sql, system, tx => settle(tx, system, taken.message, taken.sender, outcome, now()))
      if (outcome.is === 'accepted') counts.sent += 1
      else if (outcome.is === 'not known') counts.unknown += 1
      else counts.waits += 1
    } else if (taken.next === 'find') {
      const found = (await taken.sender.find?.(taken.message.reference)) ?? 'not known'
      await asViewer(sql, system, tx => settleFound(tx, system, taken.message, taken.sender, found, now()))
    } else {
      const became = (await taken.sender.follow?.(taken.message.peer_id ?? '')) ?? 'not known'
      await asViewer(sql, system, tx => settleFollowed(tx, system, taken.message, became, now()))
    }
  }
  return counts
}

type Taken =
  | { next: 'stopped' }
  | { next: 'unknown' }
  | { next: 'find'; message: MessageRow; sender: Sender }
  | { next: 'follow'; message: MessageRow; sender: Sender }
  | {
      next: 'send'
      message: MessageRow
      sender: Sender
      outgoing: { reference: string; to: string; subject: string; body: string }
    }

const minutesFrom = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

/** Takes the next message whose time has come, and says what is to be done with it. */
async function takeNext(
  tx: Tx,
  system: Viewer,
  senders: readonly Sender[],
  followed: readonly string[],
  now: Date,
): Promise<Taken | undefined> {
  const message = await takeDue(tx, system, now, followed)
  if (!message) return undefined
  const sender = senders.find(one => one.channel === message.channel)
  const say = (state: MessageState, says: string, problem: string | null, dueAt = now) =>
    setMessage(tx, system, message.id, { state, says, problem, now, dueAt })

  if (message.state === 'accepted' && sender) {
    // Asked again later, whatever comes of it; nothing is written down of a question.
    await messageOfTry(tx, system, message.id, { dueAt: minutesFrom(now, followMinutes) })
    return { next: 'follow', message, sender }
  }
  if (message.state === 'sending') {
    if (sender?.find && message.peer === sender.how) {
      await messageOfTry(tx, system, message.id, { dueAt: minutesFrom(now, leaseMinutes) })
      return { next: 'find', message, sender }
    }
    const problem = 'It was being sent when the work was broken off. Nobody knows whether it went.'
    await say('not known', 'Broken off while it was being sent', problem)
    return { next: 'unknown' }
  }
  if (!sender) {
    const problem = `Not sent: no sender for ${message.channel === 'email' ? 'email' : 'text messages'} is set up. Print the letter.`
    await say('stopped', 'No sender is set up', problem)
    return { next: 'stopped' }
  }
  // The mark may have been withdrawn, or a protection put on, since it was written.
  const { facts } = await recipientOf(tx, system, message)
  const reasons = whyNot(message.channel, { discloses: true, byHand: false }, facts)
  const to = await addressOf(tx, system, message)
  if (reasons.length || to === undefined || message.body === null) {
    const problem = reasons.map(one => one.says).join(' ') || 'There is nowhere to send it.'
    await say('stopped', 'Asked again before it was sent: it may not go', problem)
    return { next: 'stopped' }
  }
  await setMessage(tx, system, message.id, {
    state: 'sending',
    says: `Handed to ${sender.how}`,
    now,
    dueAt: minutesFrom(now, leaseMinutes),
    tries: message.tries + 1,
    peer: sender.how,
  })
  return {
    next: 'send',
    message: { ...message, tries: message.tries + 1 },
    sender,
    outgoing: { reference: message.reference, to, subject: message.subject ?? '', body: message.body },
  }
}

/** Where it goes, as the record says now. */
async function addressOf(tx: Tx, system: Viewer, message: MessageRow): Promise<string | undefined> {
  if (message.party) return message.channel === 'email' ? message.party.email : undefined
  const contacts = await contactsOf(tx, system, message.child_id)
  const contact = contacts.find(one => one.id === message.contact_id)
  if (!contact) return undefined
  return message.channel === 'email'
    ? (contact.email ?? undefined)
    : mobileOf([contact.phone_1, contact.phone_2])
}

/** Writes down what the peer said, unless somebody has settled it meanwhile. */
async function settle(
  tx: Tx,
  system: Viewer,
  message: MessageRow,
  sender: Sender,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  if (!(await messageOfTry(tx, system, message.id, { tries: message.tries }))) return
  if (outcome.is === 'accepted') {
    await setMessage(tx, system, message.id, {
      state: 'accepted',
      says: `Taken by ${sender.how}`,
      now,
      dueAt: minutesFrom(now, followMinutes),
      peer: sender.how,
      peerId: outcome.peerId,
    })
  } else if (outcome.is === 'refused') {
    await setMessage(tx, system, message.id, {
      state: 'failed',
      says: outcome.says,
      problem: outcome.says,
      now,
    })
  } else if (outcome.is === 'not sent') {
    const over = message.tries >= triesMax
    await setMessage(tx, system, message.id, {
      state: over ? 'failed' : 'waiting',
      says: outcome.says,
      problem: outcome.says,
      now,
      dueAt: nextTry(message.tries, now),
    })
  } else if (sender.find) {
    // The peer can be asked. Left as it is, and asked when it has had time to make up its mind.
    await messageOfTry(tx, system, message.id, {
      dueAt: minutesFrom(now, leaseMinutes),
      problem: outcome.says,
    })
  } else {
    const problem = `${outcome.says} Decide whether to send it again.`
    await setMessage(tx, system, message.id, { state: 'not known', says: outcome.says, problem, now })
  }
}

/** The peer was asked whether it had taken a message that was left half way. */
async function settleFound(
  tx: Tx,
  system: Viewer,
  message: MessageRow,
  sender: Sender,
  found: { peerId: string } | 'none' | 'not known',
  now: Date,
): Promise<void> {
  if (!(await messageOfTry(tx, system, message.id, { tries: message.tries }))) return
  if (typeof found === 'object') {
    await setMessage(tx, system, message.id, {
      state: 'accepted',
      says: `Found at ${sender.how}: it had taken it`,
      now,
      dueAt: minutesFrom(now, followMinutes),
      peerId: found.peerId,
    })
  } else if (found === 'none') {
    const over = message.tries >= triesMax
    const says = `Not found at ${sender.how}: it had not taken it`
    await setMessage(tx, system, message.id, {
      state: over ? 'failed' : 'waiting',
      says,
      problem: says,
      now,
      dueAt: nextTry(message.tries, now),
    })
  }
  // Otherwise it cannot be asked now: later, by the time that was set when it was taken.
}

/** What became of a message that was taken. */
async function settleFollowed(
  tx: Tx,
  system: Viewer,
  message: MessageRow,
  became: 'delivered' | 'failed' | 'on its way' | 'not known',
  now: Date,
): Promise<void> {
  if (became === 'delivered') {
    await setMessage(tx, system, message.id, { state: 'delivered', says: 'Delivered', now })
  } else if (became === 'failed') {
    const problem = 'It could not be delivered. Print the letter, or send it another way.'
    await setMessage(tx, system, message.id, {
      state: 'failed',
      says: 'It could not be delivered',
      problem,
      now,
    })
  } else if (now.getTime() - message.written_at.getTime() > followDays * 86_400_000) {
    await messageOfTry(tx, system, message.id, { dueAt: new Date('9999-01-01T00:00:00Z') })
  }
}
