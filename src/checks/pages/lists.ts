// Over all cases: answers that are late and chasing them, how long bodies take, searches of the lost pupils area.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { addDays, dateInWords, localDate } from '../../calendar/local-date.ts'
import { workingDaysBetween } from '../../calendar/working-days.ts'
import { checkOf } from '../../cases/authority-checks.ts'
import {
  type ChildrenView,
  type FormError,
  redirect,
  text,
  texts,
  type View,
} from '../../platform/web/page.ts'
import { chase, reminderFor } from '../actions.ts'
import {
  administrators,
  answersTook,
  insertAdministrator,
  lateByPartner,
  latePerPage,
  lateRequests,
  repliesToTake,
  searches,
  searchesPerPage,
} from '../store.ts'
import { turnaroundFrom } from '../turnaround.ts'
import { day } from './case-checks.ts'

const pageIn = (query: Request['query']): number => Math.min(200, Math.max(1, Number(query.page) || 1))

export const latePage: Page = {
  path: '/checks-late',
  allow: 'checks.see',
  shows: 'children',
  section: 'Cases',
  get: request => lateView(request),
}

/** Chasing writes, so it is an address of its own for those who record. */
export const chasePage: Page = {
  path: '/checks-late/chase',
  allow: 'checks.record',
  shows: 'children',
  section: 'Cases',
  get: request => lateView(request),
  post: chaseView,
}

async function lateView(request: Request, errors: FormError[] = []): Promise<ChildrenView> {
  const { db, viewer, query, body } = request
  const agreement = query.with ?? (text(body, 'with') || undefined)
  const page = pageIn(query)
  const partners = await lateByPartner(db, viewer)
  const rows = await lateRequests(db, viewer, { agreement, offset: (page - 1) * latePerPage })
  const shown = rows.slice(0, latePerPage)
  const byLink = agreement === undefined && page === 1 ? await repliesToTake(db, viewer) : []
  const chosen = partners.find(one => one.token === agreement)
  return {
    template: 'checks/pages/late.njk',
    children: [...shown, ...byLink].map(row => row.child_id),
    errors,
    data: {
      heading: 'Answers to checks',
      partners: partners.map(one => ({
        ...one,
        oldest: day(one.oldest),
        href: `/checks-late?with=${one.token}`,
        chosen: one.token === agreement,
      })),
      byLink: byLink.map(row => ({
        name: `${row.forename} ${row.surname}`,
        reference: row.reference,
        href: `/cases/${row.case_token}/checks/${row.code}`,
        check: checkOf(row.code)?.label ?? row.code,
        by: row.answered_by,
        on: day(row.received_on),
      })),
      chosen: chosen?.partner ?? '',
      with: agreement ?? '',
      mayChase: may(viewer, 'checks.record'),
      rows: shown.map((row, index) => ({
        id: index === 0 ? 'chase' : `chase-${index + 1}`,
        token: row.token,
        name: `${row.forename} ${row.surname}`,
        href: `/cases/${row.case_token}/checks/${row.code}`,
        reference: row.reference,
        partner: row.partner,
        check: checkOf(row.code)?.label ?? row.code,
        sent: day(row.sent_on),
        due: day(row.due),
        late: lateInWords(workingDaysBetween(localDate(row.due), localDate(viewer.today))),
        chased: row.chased_on
          ? `Chased ${row.chases === 1 ? 'once' : `${row.chases} times`}, last on ${day(row.chased_on)}`
          : '',
        checked: texts(body, 'chase').includes(row.token),
      })),
      next:
        rows.length > latePerPage
          ? `/checks-late?page=${page + 1}${agreement ? `&with=${agreement}` : ''}`
          : '',
    },
  }
}

const lateInWords = (days: number): string => `${days} working ${days === 1 ? 'day' : 'days'} late`

/** What is chosen, each with its text ready; then that they were chased. */
async function chaseView(request: Request): Promise<ChildrenView> {
  const { db, viewer, body } = request
  const chosen = texts(body, 'chase').slice(0, latePerPage)
  if (chosen.length === 0) return lateView(request, [{ field: 'chase', text: 'Choose which to chase' }])
  const rows = await lateRequests(db, viewer, { tokens: chosen })
  const chased = await chase(db, viewer, chosen)
  const byPartner = Map.groupBy(rows.slice(0, latePerPage), row => row.agreement_id)
  return {
    template: 'checks/pages/chased.njk',
    children: rows.map(row => row.child_id),
    data: {
      heading: chased === 0 ? 'Nothing more to chase today' : `${chased} chased`,
      pageTitle: 'Chased',
      back: { href: '/checks-late', text: 'Back to late answers' },
      chased,
      partners: [...byPartner.values()].map((group, index) => ({
        id: `text-${index + 1}`,
        partner: group[0]!.partner,
        to: group[0]!.sent_to,
        rows: Math.min(24, group.length * 8 + 1),
        text: group.map(row => reminderFor(viewer, row)).join('\n\n---\n\n'),
      })),
    },
  }
}

export const turnaroundPage: Page = {
  path: '/checks-turnaround',
  allow: 'checks.see',
  shows: 'no child',
  section: 'Cases',
  async get({ db, viewer, query }) {
    // Quarters of a year back from today: each is as much as is worked out at once.
    const back = Math.min(7, Math.max(0, Math.floor(Number(query.back) || 0)))
    const to = addDays(localDate(viewer.today), -91 * back)
    const from = addDays(to, -90)
    const rows = turnaroundFrom(await answersTook(db, viewer, from, to))
    return {
      template: 'checks/pages/turnaround.njk',
      data: {
        heading: 'How long answers take',
        from: dateInWords(from),
        to: dateInWords(to),
        earlier: back < 7 ? `/checks-turnaround?back=${back + 1}` : '',
        later: back > 0 ? `/checks-turnaround?back=${back - 1}` : '',
        rows: rows.map(row => ({
          partner: row.partner,
          check: `${checkOf(row.code)?.label ?? row.code} (${row.code})`,
          sent: row.sent,
          answered: `${row.answered} (${Math.round((100 * row.answered) / row.sent)}%)`,
          median: row.median === undefined ? 'None yet' : daysInWords(row.median),
          ninetieth: row.ninetieth === undefined ? 'None yet' : daysInWords(row.ninetieth),
          late: row.late,
        })),
      },
    }
  },
}

const daysInWords = (days: number): string =>
  days === 0 ? 'Same day' : days === 1 ? '1 day' : `${days} days`

export const searchesPage: Page = {
  path: '/s2s-searches',
  allow: 'checks.see',
  shows: 'children',
  section: 'Cases',
  async get({ db, viewer, query }): Promise<ChildrenView> {
    const page = pageIn(query)
    const rows = await searches(db, viewer, { offset: (page - 1) * searchesPerPage })
    const shown = rows.slice(0, searchesPerPage)
    return {
      template: 'checks/pages/searches.njk',
      children: shown.map(row => row.child_id),
      data: {
        heading: 'Searches of the lost pupils area',
        administrators: (await administrators(db, viewer)).map(one => ({
          name: one.name,
          deputy: one.deputy,
          from: day(one.from_on),
        })),
        keep: may(viewer, 'agreements.keep') ? '/s2s-searches/administrator' : '',
        rows: shown.map(row => ({
          on: day(row.searched_on),
          by: row.searched_name,
          name: `${row.forename} ${row.surname}`,
          reference: row.reference,
          href: `/cases/${row.case_token}/checks/RL18`,
          with: row.searched_with.join(', '),
          result: row.result,
        })),
        next: rows.length > searchesPerPage ? `/s2s-searches?page=${page + 1}` : '',
      },
    }
  },
}

export const administratorPage: Page = {
  path: '/s2s-searches/administrator',
  allow: 'agreements.keep',
  shows: 'no child',
  section: 'Cases',
  get: async request => administratorView(request),
  async post(request) {
    const { db, viewer, body } = request
    const name = text(body, 'name')
    const deputy = text(body, 'deputy')
    if (name === '')
      return administratorView(request, [{ field: 'name', text: 'Write who administers the site' }])
    if (name.length > 200 || deputy.length > 200)
      return administratorView(request, [
        { field: name.length > 200 ? 'name' : 'deputy', text: 'Use 200 characters or fewer' },
      ])
    const [latest] = await administrators(db, viewer)
    if (latest?.name !== name || latest.deputy !== deputy)
      await insertAdministrator(db, viewer, { name, deputy, fromOn: viewer.today })
    return redirect('/s2s-searches', 'The administrator of the site is named')
  },
}

function administratorView({ body }: Request, errors: FormError[] = []): View {
  return {
    template: 'checks/pages/administrator.njk',
    errors,
    data: {
      heading: 'Name the administrator of the school-to-school site',
      back: { href: '/s2s-searches', text: 'Back to searches' },
      name: text(body, 'name'),
      deputy: text(body, 'deputy'),
    },
  }
}
