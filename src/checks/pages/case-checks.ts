// What the pages about the checks of one case share: reading them together, and what is said of each.
import type { Request } from '../../access/page.ts'
import { dateInWords, localDate } from '../../calendar/local-date.ts'
import { type AuthorityCheck, authorityChecks, checkOf } from '../../cases/authority-checks.ts'
import { caseWork, headOf, type Work } from '../../cases/pages/case-work.ts'
import { openingNow } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { settingsFor } from '../../schools/store.ts'
import { mayWorkOn } from '../actions.ts'
import { type Cover, coverOf } from '../agreement.ts'
import { checkDetails } from '../details.ts'
import {
  agreementsNow,
  type NoteRow,
  notesOf,
  type ReplyRow,
  type RequestRow,
  repliesOf,
  requestsOf,
  type TermsKept,
} from '../store.ts'

export const day = (date: string): string => dateInWords(localDate(date))

export type ChecksWork = Work & {
  agreements: TermsKept[]
  requests: RequestRow[]
  replies: ReplyRow[]
  notes: NoteRow[]
  required: readonly string[]
  /** May this person ask, and read what came back? */
  mayRead: boolean
  /** May the person read words in which a place may stand? Of a protected child only while they have its details open. */
  mayReadWords: boolean
  /** For what they have opened them: each look carries it. */
  openedWhy: string | undefined
  openHref: string
}

/** The case in the address with everything about its checks, in one reading each. */
export async function checksWork(request: Request): Promise<ChecksWork> {
  const { db, viewer } = request
  const work = await caseWork(request)
  const settings = await settingsFor(db, viewer)
  const opening = work.row.protected ? await openingNow(db, viewer, work.row.child_id) : undefined
  return {
    ...work,
    agreements: await agreementsNow(db, viewer),
    requests: await requestsOf(db, viewer, work.row.id),
    replies: await repliesOf(db, viewer, work.row.id),
    notes: await notesOf(db, viewer, work.row.id),
    required: settings['required-authority-checks'],
    mayRead: mayWorkOn(viewer, work.row),
    mayReadWords: !work.row.protected || opening !== undefined,
    openedWhy: opening?.why,
    openHref: `/children/${work.child.token}/open-protected`,
  }
}

export function checkIn(code: string | undefined): AuthorityCheck {
  const check = checkOf(code ?? '')
  if (!check) throw new NotFound('check')
  return check
}

/** The head of every page about the checks of a case. */
export const checksHead = (work: Work, request: Request, heading: string) => ({
  ...headOf(work, request.viewer.today),
  heading,
  pageTitle: heading,
  back: { href: `/cases/${work.row.token}/checks`, text: 'Back to checks' },
})

export const resultsShown = {
  'nothing found': 'Nothing known',
  'something found': 'Something known',
  partial: 'Known in part',
  'could not say': 'They cannot say',
  'not needed': 'Not needed',
} as const

/** Under which agreement a check can be sent, in words; or why it cannot. */
export function coverInWords(cover: Cover, code: string): string {
  if (checkDetails[code]?.ours === 'search') return 'We search ourselves: no agreement is needed'
  if (checkDetails[code]?.ours === 'visit') return 'We visit ourselves: no agreement is needed'
  const [first, ...more] = cover.live
  if (!first) return `Cannot be sent. ${cover.whyNot}`
  const until = first.endsOn ? `in date until ${dateInWords(first.endsOn)}` : 'in date'
  const others = more.length === 0 ? '' : `, and ${more.length === 1 ? '1 more' : `${more.length} more`}`
  return `${first.partner}, ${until}${others}`
}

/** How many days lay between two, as people say it. */
export function daysBetweenInWords(from: string, to: string): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  return days === 0 ? 'the same day' : days === 1 ? '1 day' : `${days} days`
}

/** The state of one check as the list shows it. */
export function stateOfCheck(work: ChecksWork, code: string, today: string) {
  const { c } = work
  const state = c.checks[code]
  const requests = work.requests.filter(one => one.code === code && one.settled_how !== 'dropped')
  const waiting = requests.filter(one => one.sent_on !== null && one.settled_on === null)
  const prepared = requests.filter(one => one.sent_on === null && one.settled_on === null)
  const toRead = work.replies.filter(
    one => one.code === code && one.how === 'by link' && one.decision === null,
  )
  const lines: string[] = []
  for (const one of waiting) {
    lines.push(`Asked ${one.partner} on ${day(one.sent_on!)}. Answer due ${day(one.due!)}.`)
  }
  if (waiting.length === 0 && state?.askedOn && !state.answeredOn && state.due)
    lines.push(`Asked ${day(state.askedOn)}. Answer due ${day(state.due)}.`)
  if (prepared.length > 0) lines.push('Written, and not sent yet.')
  if (state?.answeredOn) {
    const asked = requests.find(one => one.settled_how === 'answered' && one.settled_on !== null)
    const took = asked ? `, ${daysBetweenInWords(asked.sent_on!, asked.settled_on!)} after asking` : ''
    lines.push(
      `${state.result === 'not needed' ? 'Not needed' : resultsShown[state.result!]}: ${day(state.answeredOn)}${took}.`,
    )
  }
  const late =
    waiting.some(one => one.due! < today) || (!!state?.due && !state.answeredOn && state.due < today)
  const [status, colour] = toRead.length
    ? ['Answer to read', 'govuk-tag--blue']
    : late
      ? ['Late', 'govuk-tag--red']
      : waiting.length > 0 || (state && !state.answeredOn)
        ? ['Waiting for reply', 'govuk-tag--yellow']
        : prepared.length > 0
          ? ['To be sent', 'govuk-tag--blue']
          : state?.answeredOn
            ? [state.result === 'not needed' ? 'Not needed' : 'Done', '']
            : ['Not started', 'govuk-tag--grey']
  return { lines, status, colour }
}

/** Every check in its group, as the list of a case shows it. */
export function groupsOf(work: ChecksWork, today: string) {
  const names = [...new Set(authorityChecks.map(check => check.group))]
  return names.map(name => ({
    name,
    checks: authorityChecks
      .filter(check => check.group === name)
      .map(check => {
        const cover = coverOf(work.agreements, check.code, localDate(today))
        const own = check.group === 'Education' || check.group === 'The authority’s own services'
        return {
          code: check.code,
          text: check.label,
          href: `/cases/${work.row.token}/checks/${check.code}`,
          required: work.required.includes(check.code),
          quiet: check.quiet,
          cover: coverInWords(cover, check.code),
          here: checkDetails[check.code]?.here === true,
          basis: cover.live[0]?.basis ?? '',
          owner: cover.live[0]?.contact || (own ? 'The authority' : ''),
          ...stateOfCheck(work, check.code, today),
        }
      }),
  }))
}

/** Whose page it is, for the record of looks: with the reason, where protected words are read. */
export const lookOf = (work: ChecksWork): { child: string; why?: string } =>
  work.openedWhy === undefined ? { child: work.child.id } : { child: work.child.id, why: work.openedWhy }
