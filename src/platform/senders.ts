// How does an email or a text message leave the building? By a mail server or by GOV.UK Notify, once. A peer may take a
// message and then say nothing: what is not known is never called "not sent". The caller decides what follows.

import { createTransport } from 'nodemailer'
import { NotifyClient } from 'notifications-node-client'
import type { Sending } from './config.ts'

export type Outgoing = {
  /** The same for the same message, however often it is tried: the peer knows it by this. Letters, digits, - and _. */
  reference: string
  to: string
  subject: string
  body: string
}
export type Outcome =
  | { is: 'accepted'; peerId: string }
  /** The peer said no, and will say so again. */
  | { is: 'refused'; says: string }
  /** Certainly not sent: it may be tried again. */
  | { is: 'not sent'; says: string }
  /** It may have been sent and it may not. */
  | { is: 'not known'; says: string }
export type Delivery = 'delivered' | 'failed' | 'on its way'

export type Sender = {
  readonly channel: 'email' | 'text'
  /** What people are told of it. */
  readonly how: string
  send(message: Outgoing): Promise<Outcome>
  /** Did the peer take a message of this reference? Absent where the peer cannot say. */
  find?(reference: string): Promise<{ peerId: string } | 'none' | 'not known'>
  /** What became of a message that the peer took. Absent where the peer cannot say. */
  follow?(peerId: string): Promise<Delivery | 'not known'>
}

/** How long a peer is waited for. */
const patienceMs = 20_000

/** The senders that are set up; none when nothing is. */
export function sendersFor({ smtp, notify }: Sending, patience = patienceMs): Sender[] {
  return [
    ...(smtp ? [mailSender(smtp, patience)] : []),
    ...(notify?.emailTemplate ? [notifySender('email', notify, notify.emailTemplate, patience)] : []),
    ...(notify?.textTemplate ? [notifySender('text', notify, notify.textTemplate, patience)] : []),
  ]
}

/** A line break in a header begins another header; whoever got one in could write to whom they like. */
function refuseLineBreaks(...fields: readonly string[]): void {
  for (const field of fields) {
    if (/[\r\n\0]/.test(field)) throw new Error('A line break in the head of a message')
  }
}

function mailSender({ url, from }: NonNullable<Sending['smtp']>, patience: number): Sender {
  const transport = createTransport({
    url,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = from.slice(from.lastIndexOf('@') + 1)
  return {
    channel: 'email',
    how: 'a mail server',
    async send({ reference, to, subject, body }) {
      refuseLineBreaks(reference, to, subject)
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text: body,
          messageId: `<${reference}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { is: 'accepted', peerId: sent.messageId }
      } catch (error) {
        return outcomeOfMail(error as MailError)
      }
    },
  }
}

type MailError = Error & { code?: string; responseCode?: number; syscall?: string; command?: string }

/** What a failure of a mail server means. Without an answer of its own, only what certainly came before it is "not sent". */
function outcomeOfMail({ code, responseCode, syscall, message }: MailError): Outcome {
  if (responseCode !== undefined && responseCode >= 500) {
    return { is: 'refused', says: `The mail server refused it (${responseCode}).` }
  }
  if (responseCode !== undefined && responseCode >= 400) {
    return { is: 'not sent', says: `The mail server did not take it yet (${responseCode}).` }
  }
  const before =
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    ['EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED', 'EENVELOPE'].includes(code ?? '') ||
    /^(?:Connection timeout|Greeting never received)$/.test(message)
  return before
    ? { is: 'not sent', says: 'The mail server could not be reached.' }
    : { is: 'not known', says: 'The mail server went away before it said whether it took it.' }
}

type Answer = { status: number; data: unknown }
class HttpRefusal extends Error {
  readonly status: number
  constructor(status: number) {
    super(`HTTP ${status}`)
    this.status = status
  }
}

/** What the client of GOV.UK Notify asks of its own HTTP library, in a few lines and with an end to patience. */
function restClient(patience: number) {
  return async (options: {
    method: string
    url: string
    headers: Record<string, string>
    data?: unknown
  }): Promise<Answer> => {
    const response = await fetch(options.url, {
      method: options.method.toUpperCase(),
      headers: {
        ...options.headers,
        ...(options.data === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.data === undefined ? {} : { body: JSON.stringify(options.data) }),
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    })
    const words = await response.text()
    if (!response.ok) throw new HttpRefusal(response.status)
    return { status: response.status, data: JSON.parse(words) as unknown }
  }
}

function notifySender(
  channel: 'email' | 'text',
  { key, url }: NonNullable<Sending['notify']>,
  template: string,
  patience: number,
): Sender {
  const client = new NotifyClient(url, key)
  client.setClient(restClient(patience) as never)
  const idOf = (answer: unknown): string => String((answer as { data: { id: unknown } }).data.id)
  return {
    channel,
    how: 'GOV.UK Notify',
    async send({ reference, to, subject, body }) {
      refuseLineBreaks(reference, to, subject)
      try {
        const answer =
          channel === 'email'
            ? await client.sendEmail(template, to, { personalisation: { subject, body }, reference })
            : await client.sendSms(template, to, { personalisation: { body }, reference })
        return { is: 'accepted', peerId: idOf(answer) }
      } catch (error) {
        return outcomeOfNotify(error)
      }
    },
    async find(reference) {
      try {
        const answer = (await client.getNotifications(
          channel === 'email' ? 'email' : 'sms',
          undefined as never,
          reference,
        )) as unknown as { data: { notifications: { id: string; reference?: string }[] } }
        const found = answer.data.notifications.find(one => one.reference === reference)
        return found ? { peerId: found.id } : 'none'
      } catch {
        return 'not known'
      }
    },
    async follow(peerId) {
      try {
        const answer = (await client.getNotificationById(peerId)) as unknown as { data: { status: string } }
        const { status } = answer.data
        if (status === 'delivered') return 'delivered'
        return /failure/.test(status) ? 'failed' : 'on its way'
      } catch {
        return 'not known'
      }
    },
  }
}

function outcomeOfNotify(error: unknown): Outcome {
  if (error instanceof HttpRefusal) {
    const { status } = error
    if (status === 429) return { is: 'not sent', says: 'GOV.UK Notify asks us to wait.' }
    if (status < 500) return { is: 'refused', says: `GOV.UK Notify refused it (${status}).` }
    return { is: 'not known', says: `GOV.UK Notify had a fault (${status}).` }
  }
  const { cause } = error as Error & { cause?: { code?: string } }
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(cause?.code ?? '')
    ? { is: 'not sent', says: 'GOV.UK Notify could not be reached.' }
    : { is: 'not known', says: 'GOV.UK Notify did not say whether it took it.' }
}
