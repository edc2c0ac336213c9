// What a body sees behind its link: the request as it went, one question, and Send.
import type { LinkPage, LinkRequest } from '../../access/page.ts'
import { dateInWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text, type View } from '../../platform/web/page.ts'
import { checkReplyKind, isStillAsked, takeLinkAnswer } from '../actions.ts'
import type { ReplyResult } from '../store.ts'

const answers = [
  { value: 'something found', text: 'Yes, we know of them' },
  { value: 'partial', text: 'In part' },
  { value: 'nothing found', text: 'No, nothing is known' },
  { value: 'could not say', text: 'We cannot say' },
] as const

export const replyLinkPage: LinkPage = {
  kind: checkReplyKind,
  async get(request) {
    return (await stopped(request)) ?? view(request)
  },
  async post(request) {
    const stop = await stopped(request)
    if (stop) return stop
    const { db, link, body, today, answered, asSystem, end, address } = request
    const result: ReplyResult | undefined = answers.find(one => one.value === text(body, 'answer'))?.value
    const errors: FormError[] = []
    if (result === undefined) errors.push({ field: 'answer', text: 'Choose your answer' })
    const fact = text(body, 'says')
    const because = text(body, 'because')
    const says = result === 'could not say' ? because : result === 'nothing found' ? '' : fact
    if (result === 'could not say' && because === '')
      errors.push({ field: 'because', text: 'Say why you cannot say' })
    if ((result === 'something found' || result === 'partial') && fact === '')
      errors.push({ field: 'says', text: 'Write what you know, such as when you were last in touch' })
    if (says.length > 2000) errors.push({ field: 'says', text: 'Use 2,000 characters or fewer' })
    const last = readDate(body, 'last')
    if (last === undefined) errors.push({ field: 'last', text: 'Enter a real date, such as 6 11 2026' })
    if (last !== undefined && last !== 'empty' && last > today)
      errors.push({ field: 'last', text: 'The last contact is still to come' })
    for (const name of ['area', 'who', 'reference'])
      if (text(body, name).length > 200) errors.push({ field: name, text: 'Use 200 characters or fewer' })
    if (errors.length > 0 || result === undefined) return view(request, errors)
    const known = result === 'something found' || result === 'partial'
    const lastContactOn: LocalDate | undefined =
      known && last !== undefined && last !== 'empty' ? last : undefined
    const answer = {
      result,
      fact: says,
      area: known ? text(body, 'area') : '',
      answeredBy: text(body, 'who') || link.to,
      reference: text(body, 'reference'),
    }
    await answered({ ...answer, ...(lastContactOn && { lastContactOn }) })
    await asSystem(system =>
      takeLinkAnswer(db, system, {
        ...answer,
        lastContactOn,
        requestId: link.about,
        linkId: link.id,
      }),
    )
    await end('Answered')
    return redirect(address)
  },
}

/** What is shown instead: it was answered, or is not asked any more. */
async function stopped({ db, link, asSystem, end }: LinkRequest): Promise<View | undefined> {
  if (link.endedWhy === undefined) {
    if (await asSystem(system => isStillAsked(db, system, link.about))) return undefined
    await end('Withdrawn')
  }
  const isAnswered = link.endedWhy === 'Answered'
  return {
    template: 'platform/web/templates/message.njk',
    data: {
      heading: isAnswered ? 'Thank you. Your answer was sent' : 'This request was withdrawn',
      paragraphs: isAnswered
        ? [
            'Whoever asked has it now. You can close this page.',
            'If your answer was wrong, ring the person who asked.',
          ]
        : ['You need not answer. You can close this page.'],
    },
  }
}

function view({ link, body }: LinkRequest, errors: FormError[] = []): View {
  const again = errors.length > 0
  const chosen = text(body, 'answer')
  return {
    template: 'checks/pages/reply-link.njk',
    errors,
    data: {
      heading: 'Do you know of this child or family?',
      pageTitle: 'A request for a check',
      request: String(link.shows.says ?? ''),
      due: dateInWords(localDate(String(link.shows.due))),
      answers: answers.map(one => ({ ...one, checked: chosen === one.value })),
      fact: text(body, 'says'),
      because: text(body, 'because'),
      area: text(body, 'area'),
      who: text(body, 'who'),
      reference: text(body, 'reference'),
      last: dateBoxes('last', again ? { body } : {}),
    },
  }
}
