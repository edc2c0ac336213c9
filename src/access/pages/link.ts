// The addresses of one-time links: the second check, then the page of whoever made the link, in one browser alone.
import type { LocalDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import {
  type FormError,
  isRedirect,
  type Redirect,
  redirect,
  text,
  type View,
} from '../../platform/web/page.ts'
import { addLinkAnswer, answersOfLink, endLink, type LinkRow, openLink, tryCheck } from '../links/store.ts'
import type { LinkPage, LinkRequest, OpenPage } from '../page.ts'
import { acrossOrganisations, recordLooks } from '../store.ts'

type OpenRequest = Parameters<NonNullable<OpenPage['get']>>[0]

const gone: View = {
  template: 'platform/web/templates/message.njk',
  status: 404,
  data: {
    heading: 'This link does not work',
    paragraphs: [
      'A link opens in one browser, for some days. It may have ended, or it was opened somewhere else first.',
      'Ask whoever sent it to you for a new one.',
    ],
  },
}

function checkView({ body }: OpenRequest, link: LinkRow, errors: FormError[] = []): View {
  return {
    template: 'access/pages/link-check.njk',
    errors,
    data: {
      heading: 'Check that this is for you',
      to: link.to,
      asks: link.asks,
      isDate: link.answeredAs === 'date',
      date: dateBoxes('answer', errors.length > 0 ? { body } : {}),
    },
  }
}

/** What was typed, or nothing where it is no answer. */
function typedAnswer({ body }: OpenRequest, link: LinkRow): string | undefined {
  if (link.answeredAs === 'text') return text(body, 'answer') || undefined
  const day = readDate(body, 'answer')
  return day === 'empty' ? undefined : (day as LocalDate | undefined)
}

async function check(request: OpenRequest, link: LinkRow, opened: { viewer: LinkRequest['viewer'] }) {
  const { db, body, params, now } = request
  const secret = params.secret!
  const answer = typedAnswer(request, link)
  if (answer === undefined) {
    const says = link.answeredAs === 'date' ? 'Enter the day, the month and the year' : 'Enter the answer'
    return checkView(request, link, [{ field: 'answer', text: says }])
  }
  const came = await tryCheck(db, opened.viewer, { secret, answer, browser: text(body, 'browser'), now })
  if (came === 'right') return redirect(`/link/${secret}`)
  return came === 'ended'
    ? gone
    : checkView(request, link, [
        { field: 'answer', text: 'That is not what we have. Check it and try again' },
      ])
}

async function answer(request: OpenRequest, kinds: ReadonlyMap<string, LinkPage>, method: 'get' | 'post') {
  const { db, params, body, today, now, services } = request
  const secret = params.secret!
  const opened = await openLink(db, secret, today)
  const page = opened && kinds.get(opened.link.kind)
  if (!page) return gone
  const { viewer, link } = opened
  const browser = text(body, 'browser')
  if (link.boundTo === undefined) {
    if (link.endedWhy !== undefined) return gone
    return method === 'get' ? checkView(request, link) : check(request, link, opened)
  }
  if (link.boundTo !== browser) return gone
  const result: View | Redirect = await page[method]({
    db,
    viewer,
    link,
    body,
    today,
    now,
    services,
    address: `/link/${secret}`,
    step: params.step,
    answers: await answersOfLink(db, viewer, link.id),
    answered: answers => addLinkAnswer(db, viewer, answers),
    asSystem: work => acrossOrganisations(db, viewer, work),
    end: why => endLink(db, viewer, link.id, why, now),
  })
  if (!isRedirect(result) && link.childId) await recordLooks(db, viewer, [link.childId], '/link/:secret')
  return result
}

/** The addresses behind which the pages of every kind of link stand. */
export function linkAddresses(linkPages: readonly LinkPage[]): OpenPage[] {
  const kinds = new Map(linkPages.map(page => [page.kind, page]))
  return ['/link/:secret', '/link/:secret/:step'].map(path => ({
    path,
    allow: 'anyone',
    shows: 'no child',
    get: request => answer(request, kinds, 'get'),
    post: request => answer(request, kinds, 'post'),
  }))
}
