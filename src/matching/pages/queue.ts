// Possible matches that wait for a person: the most urgent first, fifty a page.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { momentInWords } from '../../platform/clock.ts'
import { doors, inHundred, isDoor, offeredBands } from '../proposals/proposal.ts'
import {
  automaticLinks,
  countWaiting,
  isWaitingKind,
  upnQuestions,
  type WaitingKind,
  type WaitingRow,
  waitingKinds,
  waitingPairs,
} from '../proposals/store.ts'

const perPage = 50
const pagesAtMost = 40
/** Counted so far and no further: beyond it "more than" is all anybody needs. */
const countedAtMost = 2000
const upnKind = 'one-upn'
const automaticKind = 'by-itself'

const kindOf = (text: string | undefined): WaitingKind | typeof upnKind | typeof automaticKind =>
  text === upnKind || text === automaticKind ? text : text !== undefined && isWaitingKind(text) ? text : 'all'

export const queuePage: Page = {
  path: '/matches',
  allow: 'match.decide',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer, query }) {
    const kind = kindOf(query.kind)
    const order = query.order === 'likeliest' ? ('likeliest' as const) : ('urgent' as const)
    const page = Math.min(pagesAtMost, Math.max(1, Math.floor(Number(query.page ?? '1')) || 1))
    const from = (page - 1) * perPage
    const counts = await countWaiting(db, viewer, countedAtMost)
    const waiting = kind === upnKind || kind === automaticKind ? undefined : kind
    const pairs = waiting ? await waitingPairs(db, viewer, waiting, order, perPage + 1, from) : []
    // Those asked about because of a number: few, and always looked for, so that the filter can say how many.
    const upns = await upnQuestions(db, viewer, perPage + 1, kind === upnKind ? from : 0)
    const automatic = kind === automaticKind ? await automaticLinks(db, viewer, perPage + 1, from) : []
    const many = kind === upnKind ? upns.length : pairs.length + automatic.length
    const shownAutomatic = automatic.slice(0, perPage)
    const shownPairs = pairs.slice(0, perPage)
    const shownUpns = kind === upnKind ? upns.slice(0, perPage) : []
    const at = (given: { kind?: string; order?: string; page?: number }) => {
      const wanted = new URLSearchParams()
      const to = { kind, order, page: 1, ...given }
      if (to.kind !== 'all') wanted.set('kind', to.kind)
      if (to.order !== 'urgent') wanted.set('order', to.order)
      if (to.page > 1) wanted.set('page', String(to.page))
      const text = wanted.toString()
      return text === '' ? '/matches' : `/matches?${text}`
    }
    const upTo = (n: number, most: number) => (n >= most ? `${most} or more` : String(n))
    return {
      template: 'matching/pages/queue.njk',
      children: [
        ...shownPairs.flatMap(row => [row.child_id, row.other_id]),
        ...shownUpns.flatMap(row => [row.child_id, row.other_id]),
        ...shownAutomatic.flatMap(row => [row.child_id, row.other_id]),
      ],
      data: {
        heading: 'Possible matches',
        back: { href: '/work', text: 'Back to my work' },
        kinds: [
          ...Object.entries(waitingKinds).map(([id, text]) => ({
            text,
            href: at({ kind: id }),
            // Where not all were counted, of each kind there may be more.
            count:
              counts.all >= countedAtMost
                ? `${counts[id as WaitingKind]} or more`
                : String(counts[id as WaitingKind]),
            here: id === kind,
          })),
          {
            text: 'One UPN, two children',
            href: at({ kind: upnKind }),
            count: upTo(upns.length, perPage + 1),
            here: kind === upnKind,
          },
          {
            text: 'Linked without people',
            href: at({ kind: automaticKind }),
            count: '',
            here: kind === automaticKind,
          },
        ],
        title:
          kind === upnKind
            ? 'One UPN, two children'
            : kind === automaticKind
              ? 'Linked without people'
              : waitingKinds[kind],
        orderSays:
          order === 'urgent'
            ? 'Children with an open case first, then children on no roll.'
            : 'The likeliest first.',
        orderHref: at({ order: order === 'urgent' ? 'likeliest' : 'urgent' }),
        orderText: order === 'urgent' ? 'Show the likeliest first' : 'Show the most urgent first',
        canOrder: kind !== 'to confirm' && kind !== 'questioned' && waiting !== undefined,
        rows: shownPairs.map(row => rowShown(row, viewer.personId)),
        upns: shownUpns.map(row => ({
          a: row.a_name,
          b: row.b_name,
          when: momentInWords(row.at),
          href: `/matches/${row.a_token}/${row.b_token}`,
        })),
        automatic: shownAutomatic.map(row => ({
          a: row.a_name,
          b: row.b_name,
          when: momentInWords(row.made_at),
          share: inHundred(row.probability),
          questioned: row.questioned !== null,
          href: `/matches/${row.a_token}/${row.b_token}`,
        })),
        page,
        earlier: page > 1 ? at({ page: page - 1 }) : undefined,
        later: many > perPage && page < pagesAtMost ? at({ page: page + 1 }) : undefined,
        askedHref: '/matches/asked',
        measuresHref: may(viewer, 'match.measures') ? '/matches/measures' : undefined,
      },
    }
  },
}

function rowShown(row: WaitingRow, me: string) {
  const child = (side: 'a' | 'b') => ({
    name: row[`${side}_name`],
    isProtected: row[`${side}_protected`],
    rolls: row[`${side}_protected`] ? '' : (row[`${side}_rolls`] ?? 'On no roll here'),
    openCase: row[`${side}_case`],
  })
  return {
    a: child('a'),
    b: child('b'),
    band: offeredBands[row.band],
    share: inHundred(row.probability),
    urgency: row.urgency === 0 ? 'A child with an open case' : row.urgency === 1 ? 'A child on no roll' : '',
    tag:
      row.state === 'questioned'
        ? 'Asked again'
        : row.state === 'to confirm'
          ? row.first_id === me
            ? 'Another person confirms'
            : 'Confirm'
          : row.not_sure
            ? 'Someone was not sure'
            : '',
    says:
      row.state === 'to confirm' && row.first_id !== me
        ? `${row.first_name} says that they are the same child.`
        : (row.says ?? ''),
    from: isDoor(row.found_from) ? doors[row.found_from] : 'Found by a person',
    when: momentInWords(row.found_at),
    href: `/matches/${row.a_token}/${row.b_token}`,
  }
}
