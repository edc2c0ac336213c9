// One letter: before, exactly as it will be sent, to whom, and by which ways it may go; after, what was sent and what became
// of it.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { tellCase } from '../../cases/store.ts'
import { recordEnquiry } from '../../enquiries/actions.ts'
import { whyNotSendAbroad } from '../../leave/abroad/actions.ts'
import { momentInWords } from '../../platform/clock.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { confirmProtected, type LetterWork, letterWork, sendLetter, tryAgain, whyNotNow } from '../actions.ts'
import { mayTryAgain, stateInWords, wordsOf } from '../message.ts'
import { whyNot } from '../recipient.ts'
import {
  type EventRow,
  eventsOf,
  letterByToken,
  type MessageRow,
  messageByToken,
  messagesOfLetter,
  type SenderRow,
  sendersOf,
  tokenOfLetter,
} from '../store.ts'
import { type Channel, channels, toWhom } from '../template.ts'
import { shortCode } from '../templates.ts'
import {
  backOf,
  blockShown,
  dayInWords,
  letterFrame,
  mayRead,
  sheetOf,
  wayInWords,
  withBack,
} from './letter-parts.ts'
import { pdfOf } from './pdf.ts'

export const letterPage: Page = {
  path: '/letters/:letter',
  allow: 'letters.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await letterWork(request.db, request.viewer, request.params.letter!))
  },
  async post(request) {
    const { db, viewer, params, body, now, services } = request
    const token = params.letter!
    const channel = channels.find(one => one === text(body, 'channel'))
    if (!channel) {
      const errors = [{ field: 'ways', text: 'Choose how it goes' }]
      return view(request, await letterWork(db, viewer, token), errors)
    }
    const work = await letterWork(db, viewer, token)
    // The letters to a family abroad without leave have an order and a time, which the page about it keeps.
    const against =
      work.letter.state === 'draft' ? await whyNotSendAbroad(db, viewer, work.child.id, work.letter.code) : []
    if (against.length > 0) {
      return view(
        request,
        work,
        against.map(says => ({ field: 'ways', text: says })),
      )
    }
    const decision = await sendLetter(db, viewer, { token, channel, now, publicUrl: services.publicUrl })
    if (!decision.allowed) {
      const errors = decision.refusals.map(({ says }) => ({ field: 'ways', text: says }))
      return view(request, await letterWork(db, viewer, token), errors)
    }
    if (channel === 'post' && decision.value.state === 'sent') await recordLetter(request, token)
    if (work.letter.state === 'draft' && decision.value.state === 'sent')
      await tellOfLetter(request, work, channel)
    const says =
      decision.value.state === 'waits'
        ? 'The letter is stopped until somebody who may open the details confirms it.'
        : channel === 'post'
          ? 'The letter is ready to print. It is kept exactly as it is.'
          : `The letter is in the outbox and goes by ${wayInWords[channel]}.`
    return redirect(withBack(`/letters/${token}`, backOf(request)), says)
  },
}

/** A letter about an absence is one of the checks of a search for the child (RS11): nobody writes it down twice. */
async function recordLetter({ db, viewer, today }: Request, token: string): Promise<void> {
  const letter = await letterByToken(db, viewer, token)
  if (!['LET-L03', 'LET-L04'].includes(letter.code) || letter.school_id === null) return
  if (letter.sent_on !== today) return
  await recordEnquiry(
    db,
    viewer,
    { childId: letter.child_id, schoolId: letter.school_id },
    {
      checkCode: 'RS11',
      method: 'letter',
      asked: 'The last address held',
      result: 'waiting',
      note: `Letter ${shortCode(letter.code)}: ${letter.title}`,
      doneOn: today,
      doneAt: undefined,
    },
  )
}

/**
 * A letter that the authority sent is in the chronology of the child's case, once: which, to whom and by which way. Of a protected
 * child only which.
 */
async function tellOfLetter({ db, viewer }: Request, work: LetterWork, channel: Channel): Promise<void> {
  if (viewer.side !== 'authority') return
  const { template, rendered, child } = work
  const to = toWhom(template)
  await tellCase(db, viewer, { childId: child.id }, [
    {
      type: 'recorded',
      what: 'letter',
      title: `Letter sent: ${rendered.title} (${shortCode(template.code)})`,
      lines: child.protected
        ? ['The child is protected: the letter itself is kept with the letters.']
        : [`To ${rendered.recipient ?? 'the family'}, by ${wayInWords[channel]}.`],
      // Writing to a family, or to those who may know where it is, is work on the case. Thanking whoever told us is not.
      work: !['referrer', 'panel'].includes(to),
    },
  ])
}

async function view(request: Request, work: LetterWork, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, today } = request
  const { letter, template, child } = work
  const readable = await mayRead(request, work)
  const messages = await messagesOfLetter(db, viewer, letter.id)
  const events = messages.length
    ? await eventsOf(
        db,
        viewer,
        messages.map(message => message.id),
      )
    : []
  const senders = await sendersOf(db, viewer)
  const frame = letterFrame(viewer, child)
  const isDraft = letter.state === 'draft'
  const open = letter.state === 'draft' || letter.state === 'sent'
  const ways = open
    ? template.channels
        .filter(channel => !messages.some(message => message.channel === channel))
        .filter(channel => !(letter.state === 'sent' && template.byHand && channel === 'post'))
        .map(channel => wayShown(channel, work, senders))
    : []
  const electronic = ways.find(way => way.may && way.channel !== 'post')
  const back = backOf(request)
  return {
    template: 'letters/pages/letter.njk',
    child: child.id,
    errors,
    data: {
      heading: isDraft ? 'Check the letter' : headings[letter.state],
      pageTitle: isDraft ? 'Check the letter' : headings[letter.state],
      ...frame,
      back: { href: back ?? frame.at },
      action: withBack(`/letters/${letter.token}`, back),
      here: `/letters/${letter.token}`,
      writeAgain: isDraft ? withBack(`${frame.at}/${shortCode(letter.code)}`, back) : undefined,
      state: letter.state,
      readable,
      sheet: readable ? { ...sheetOf(work, today), blocks: work.rendered.blocks.map(blockShown) } : undefined,
      ways: ways.filter(way => way.may),
      notWays: ways.filter(way => !way.may),
      email: electronic && wordsOf('email', exampleLink(work)),
      sentLine: letter.sent_on ? `${letter.sent_name} sent it on ${dayInWords(letter.sent_on)}.` : undefined,
      decided: letter.decided_name
        ? `${letter.decided_name} ${letter.state === 'stopped' ? 'decided that it is not sent' : 'confirmed it'}: ${letter.decided_why}`
        : undefined,
      handed: letter.state === 'sent' && child.protected && letter.recipient === null,
      textFrom: letter.text_from?.startsWith('ours')
        ? `Our text of ${dayInWords(letter.text_from.slice(5))}.`
        : letter.text_from
          ? 'A text of the school’s or the authority’s own.'
          : undefined,
      mayConfirm: letter.state === 'waits' && may(viewer, 'letters.confirm-protected'),
      messages: messages.map(message => messageShown(message, events)),
      printed: readable && mayPrint(work, messages),
    },
  }
}

const headings = {
  draft: 'Check the letter',
  waits: 'This letter is stopped',
  sent: 'Letter',
  stopped: 'This letter is not sent',
} as const

const exampleLink = ({ letter, child }: LetterWork) => ({
  phone: letter.fields.sender_phone ?? '',
  link: child.date_of_birth ? 'a link that can be opened once a question is answered' : undefined,
})

const buttons: Readonly<Record<Channel, string>> = {
  post: 'Print to post',
  email: 'Send by email',
  text: 'Send by text message',
}

function wayShown(channel: Channel, work: LetterWork, senders: readonly SenderRow[]) {
  const reasons = whyNotNow(work, channel).map(({ says }) => says)
  // A letter that was sent already is only sent another way: its words are settled.
  const sender = channel === 'post' || senders.some(one => one.channel === channel)
  if (!sender)
    reasons.push(`No sender for ${channel === 'email' ? 'email' : 'text messages'} is set up. Print it.`)
  return {
    channel,
    name: wayInWords[channel],
    button: channel === 'post' && work.template.byHand ? 'Print to give' : buttons[channel],
    may: reasons.length === 0,
    reasons,
  }
}

function messageShown(message: MessageRow, events: readonly EventRow[]) {
  return {
    way: wayInWords[message.channel],
    state: stateInWords[message.state],
    problem: message.problem,
    again: mayTryAgain(message.state) ? `/outbox/${message.token}` : undefined,
    events: events
      .filter(event => event.message_id === message.id)
      .map(event => ({ when: momentInWords(event.at), says: event.says, by: event.by_name })),
  }
}

/**
 * May this be printed now? Only what was sent by post, as long as it still may go: what comes from the printer has an address
 * on it, and would reach somebody to whom it is safe to send an email and not to write.
 */
const mayPrint = ({ letter, template, facts, home }: LetterWork, messages: readonly MessageRow[]): boolean =>
  letter.state === 'sent' &&
  (letter.address === null || letter.address === home) &&
  messages.some(message => message.channel === 'post') &&
  whyNot('post', template, facts).length === 0

const pdfPage = (path: string, isLarge: boolean): Page => ({
  path,
  allow: 'letters.see',
  shows: 'children',
  section: 'Pupils',
  async get(request) {
    const { db, viewer, today } = request
    const work = await letterWork(db, viewer, request.params.letter!)
    const { letter, child } = work
    const messages = await messagesOfLetter(db, viewer, letter.id)
    if (!mayPrint(work, messages) || !(await mayRead(request, work))) {
      return {
        template: 'platform/web/templates/message.njk',
        children: [child.id],
        data: {
          heading: 'This letter cannot be printed',
          pageTitle: 'This letter cannot be printed',
          paragraphs: [
            'Only a letter that goes by post is printed, and only while it is safe to write to the person it is for.',
            'It has not been sent by post, or it is stopped, or something has changed since.',
          ],
          back: { href: `/letters/${letter.token}` },
        },
      }
    }
    const sheet = sheetOf(work, today)
    return {
      fileName: `letter-${shortCode(letter.code)}-${letter.sent_on}.pdf`,
      type: 'application/pdf',
      content: await pdfOf({ ...sheet, largePrint: isLarge || sheet.largePrint }),
      children: [child.id],
    }
  },
})
export const letterPdfPage = pdfPage('/letters/:letter/pdf', false)
export const largePdfPage = pdfPage('/letters/:letter/large-print', true)

export const confirmPage: Page = {
  path: '/letters/:letter/confirm',
  allow: 'letters.confirm-protected',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return confirmView(request, await letterWork(request.db, request.viewer, request.params.letter!))
  },
  async post(request) {
    const { db, viewer, params, body, now } = request
    const token = params.letter!
    const answer = text(body, 'send')
    const work = await letterWork(db, viewer, token)
    if (answer !== 'yes' && answer !== 'no') {
      return confirmView(request, work, [{ field: 'send', text: 'Choose whether it is sent' }])
    }
    const send = answer === 'yes'
    const decision = await confirmProtected(db, viewer, { token, send, why: text(body, 'why'), now })
    if (!decision.allowed) {
      const field = (says: string) => (/sentence|characters/.test(says) ? 'why' : 'send')
      const errors = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return confirmView(request, work, errors)
    }
    if (send) await tellOfLetter(request, work, 'post')
    const says = send
      ? 'Confirmed. The letter has no address: print it, and write the envelope from the protected details.'
      : 'The letter is not sent.'
    return redirect(`/letters/${token}`, says)
  },
}

async function confirmView(request: Request, work: LetterWork, errors: FormErrors = []): Promise<ChildView> {
  const { viewer, body, today } = request
  const { letter, child } = work
  const frame = letterFrame(viewer, child)
  const isShown = letter.state === 'waits' && (await mayRead(request, work))
  return {
    template: 'letters/pages/confirm.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Is it safe to send this letter?',
      pageTitle: 'Is it safe to send this letter?',
      ...frame,
      back: { href: `/letters/${letter.token}` },
      waits: letter.state === 'waits',
      openAt: `${frame.childAt}/open-protected`,
      by: `${letter.sent_name} wrote it on ${dayInWords(letter.sent_on)}.`,
      sheet: isShown ? { ...sheetOf(work, today), blocks: work.rendered.blocks.map(blockShown) } : undefined,
      answers: [
        {
          value: 'yes',
          text: 'Yes: it is printed without an address, and I see that it reaches the right person',
        },
        { value: 'no', text: 'No: it is not sent' },
      ].map(item => ({ ...item, checked: text(body, 'send') === item.value })),
      why: text(body, 'why'),
    },
  }
}

/** A message that failed, was stopped, or of which nobody knows whether it went: a person decides. */
export const messagePage: Page = {
  path: '/outbox/:message',
  allow: 'letters.send',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return messageView(request)
  },
  async post(request) {
    const { db, viewer, params, now, services } = request
    const decision = await tryAgain(db, viewer, {
      token: params.message!,
      now,
      publicUrl: services.publicUrl,
    })
    if (!decision.allowed) {
      return messageView(
        request,
        decision.refusals.map(({ says }) => ({ field: 'again', text: says })),
      )
    }
    const { letter } = await letterOfMessage(request)
    return redirect(`/letters/${letter.token}`, 'It is in the outbox again.')
  },
}

async function letterOfMessage({ db, viewer, params }: Request) {
  const message = await messageByToken(db, viewer, params.message!)
  const token = await tokenOfLetter(db, viewer, message.letter_id)
  return { message, ...(await letterWork(db, viewer, token)) }
}

async function messageView(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer } = request
  const { message, letter, child, rendered } = await letterOfMessage(request)
  const events = await eventsOf(db, viewer, [message.id])
  const heading = message.state === 'not known' ? 'Was this message sent?' : 'A message'
  return {
    template: 'letters/pages/message.njk',
    child: child.id,
    errors,
    data: {
      heading,
      pageTitle: heading,
      ...letterFrame(viewer, child),
      back: { href: `/letters/${letter.token}` },
      title: rendered.title,
      message: messageShown(message, events),
      unknown: message.state === 'not known',
      may: mayTryAgain(message.state),
      letterAt: `/letters/${letter.token}`,
    },
  }
}
