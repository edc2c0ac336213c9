// The page behind the link of a receiving side: the few details that the link itself holds, and one question.
import type { LinkPage, LinkRequest } from '../../access/page.ts'
import { type FormError, redirect, type View } from '../../platform/web/page.ts'
import { problemWith, receivingLinkKind, takeWord } from '../actions.ts'
import { isStillAsked } from '../store.ts'
import { answerForm, factsOf, fieldOf, readAnswer } from './arrivals.ts'

export const receivingLinkPage: LinkPage = {
  kind: receivingLinkKind,
  async get(request) {
    return (await stopped(request)) ?? view(request)
  },
  async post(request) {
    const { db, link, body, today, answered, asSystem, end, address } = request
    const stop = await stopped(request)
    if (stop) return stop
    const { given, errors } = readAnswer(body)
    if (!given) return view(request, errors)
    const problem = problemWith(given, today)
    if (problem) return view(request, [{ field: fieldOf(given, problem), text: problem }])
    const { answer, day, firstDay } = given
    await answered({ answer, ...(day && { day }), ...(firstDay && { firstDay }) })
    await asSystem(system =>
      takeWord(db, system, {
        enrolmentId: String(link.shows.enrolment),
        claimId: link.about,
        byName: link.to,
        linkId: link.id,
        ...given,
      }),
    )
    await end('Answered')
    return redirect(address)
  },
}

/** What is shown instead: it has been answered, or the child is one of whom nothing may be shown any more. */
async function stopped({ db, link, asSystem, end }: LinkRequest): Promise<View | undefined> {
  if (link.endedWhy === undefined) {
    const asked = await asSystem(system => isStillAsked(db, system, link.childId ?? ''))
    if (asked) return undefined
    await end('Withdrawn')
  }
  const isAnswered = link.endedWhy === 'Answered'
  return {
    template: 'platform/web/templates/message.njk',
    data: {
      heading: isAnswered ? 'Thank you. Your answer was sent' : 'This question was withdrawn',
      paragraphs: isAnswered
        ? [
            'The school that asked has it now. You can close this page.',
            'If your answer was wrong, ring that school.',
          ]
        : ['You need not answer. You can close this page.'],
    },
  }
}

function view({ link, body }: LinkRequest, errors: FormError[] = []): View {
  const { shows } = link
  const shown = (name: string) =>
    shows[name] === null || shows[name] === undefined ? null : String(shows[name])
  return {
    template: 'destinations/pages/receiving-link.njk',
    errors,
    data: {
      heading: 'Is this child with you?',
      pageTitle: 'Is this child with you?',
      facts: factsOf({
        forename: shown('forename') ?? '',
        surname: shown('surname') ?? '',
        born: shown('born'),
        year: shown('year'),
        school: shown('school') ?? '',
        startsOn: shown('startsOn'),
      }),
      ...answerForm(body),
    },
  }
}
