// A link between two records, to be undone: at any time, with a reason, by one person.
import type { Page, Request } from '../../access/page.ts'
import { momentInWords } from '../../platform/clock.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { undoLink } from '../actions.ts'
import { linkByToken, tokensOf } from '../proposals/store.ts'
import { childRecords } from '../store.ts'

const thens = [
  {
    value: 'different',
    text: 'They are different children',
    hint: { text: 'The pair is not proposed again, unless a record changes' },
  },
  { value: 'not sure', text: 'We do not know', hint: { text: 'The pair goes back on the list' } },
] as const

export const linkPage: Page = {
  path: '/links/:link/undo',
  allow: 'match.decide',
  shows: 'children',
  section: 'My work',
  async get(request) {
    return view(request)
  },
  async post(request) {
    const { db, viewer, body, params } = request
    const taken = text(body, 'taken')
    const why = text(body, 'why')
    const errors: FormError[] = []
    if (taken !== 'different' && taken !== 'not sure')
      errors.push({ field: 'taken', text: 'Choose what is known of them now' })
    if (why === '') errors.push({ field: 'why', text: 'Write why the link is undone' })
    if (why.length > 2000) errors.push({ field: 'why', text: 'Use 2,000 characters or fewer' })
    if ((taken !== 'different' && taken !== 'not sure') || errors.length > 0) return view(request, errors)
    const undone = await undoLink(db, viewer, params.link ?? '', { why, takenFor: taken })
    if (!undone.allowed)
      return view(
        request,
        undone.refusals.map(refusal => ({ field: 'why', text: refusal.says })),
      )
    return redirect('/matches', 'The link is undone. The records stand apart again')
  },
}

async function view(request: Request, errors: FormError[] = []): Promise<ChildrenView> {
  const { db, viewer, params, body } = request
  const link = await linkByToken(db, viewer, params.link ?? '')
  const ids = [link.child_id, link.other_id]
  const records = await childRecords(db, viewer, ids)
  const tokens = await tokensOf(db, viewer, ids)
  const chosen = text(body, 'taken')
  return {
    template: 'matching/pages/link.njk',
    children: ids,
    errors,
    data: {
      heading: 'Undo the link between two records',
      pageTitle: 'Undo a link',
      back: {
        href: `/matches/${tokens.get(link.child_id)}/${tokens.get(link.other_id)}`,
        text: 'Back to the two records',
      },
      names: records.map(record => `${record.forename} ${record.surname}`),
      says: `Linked ${momentInWords(link.made_at)} by ${link.made_name}${link.proposed_name ? `, after ${link.proposed_name}` : ''}: ${link.why}`,
      thens: thens.map(one => ({ ...one, checked: one.value === chosen })),
      why: text(body, 'why'),
    },
  }
}
