// One return that is due, of any kind but the ten-day one: what it will say, ready to send. Two presses from the list.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { type ChildRow, childByToken } from '../../children/store.ts'
import { joinerOfChild } from '../../joiners/store.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { contentOf, dueReturns, groundSaid, sendDue, sentAnotherWay } from '../due/actions.ts'
import { returnInWords } from '../return-names.ts'
import { elsewhereOf, returnsOfChild } from '../store.ts'
import { addresseesShown, dueSays, rowOf } from './due-words.ts'
import { contentRows } from './send.ts'
import { sentRow } from './to-send.ts'

type Kind = { rule: string; path: string; nothing: string; law: string }

const kinds: readonly Kind[] = [
  {
    rule: 'T-06',
    path: '/pupils/:child/no-show-return',
    nothing: 'The register does not show a first day on which the pupil was expected and did not come.',
    law: 'You tell the authority at the earliest opportunity, and start asking on the first day.',
  },
  {
    rule: 'T-09',
    path: '/pupils/:child/sickness-due-return',
    nothing: 'The register does not show 15 days of sickness this school year that you have not told of.',
    law: 'The register shows 15 days of sickness in this school year, in a row or not.',
  },
  {
    rule: 'T-10',
    path: '/pupils/:child/new-pupil-return',
    nothing:
      'No new pupil return is due: the name was entered on the first day of the year in the youngest class, long ago, or it went.',
    law: 'The authority must have everything that your admission register says of the pupil by the end of the fifth day after the day of entry. Weekends and holidays count.',
  },
  {
    rule: 'T-11',
    path: '/pupils/:child/deletion-return',
    nothing: 'No deletion return is due: the name is on the register, or it went with the removal.',
    law: 'The authority must be told no later than the removal, with the ground.',
  },
]

export const duePages: readonly Page[] = kinds.map(kind => ({
  path: kind.path,
  allow: 'return.send',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, kind),
  post: request => post(request, kind),
}))

async function post(request: Request, kind: Kind): Promise<ChildView | ReturnType<typeof redirect>> {
  const { db, viewer, params, body, today } = request
  const child = await childByToken(db, viewer, params.child!)
  const at = kind.path.replace(':child', child.token)
  if (text(body, 'elsewhere') === 'yes') {
    const on = readDate(body, 'went')
    if (on === 'empty' || on === undefined) {
      return view(
        request,
        kind,
        [{ field: 'went', text: 'Enter the day on which it went, such as 6 11 2026' }],
        child,
      )
    }
    const how = text(body, 'how').slice(0, 300)
    const decided = await sentAnotherWay(db, viewer, { childId: child.id, rule: kind.rule, on, how })
    if (!decided.allowed) {
      const field = decided.refusals[0]?.says.startsWith('Say') ? 'how' : 'went'
      return view(
        request,
        kind,
        decided.refusals.map(one => ({ field, text: one.says })),
        child,
      )
    }
    return redirect(at, 'Written down: it went another way. Nothing more is due for this.')
  }
  const reason = text(body, 'reason')
  if (reason.length > 1000) {
    return view(request, kind, [{ field: 'reason', text: 'Use 1,000 characters or fewer' }], child)
  }
  const decided = await sendDue(db, viewer, { childId: child.id, rule: kind.rule, reason })
  if (!decided.allowed) {
    return view(
      request,
      kind,
      decided.refusals.map(one => ({ field: 'reason', text: one.says })),
      child,
    )
  }
  const { reference, already } = decided.value
  const says = already ? 'It went before.' : `Return sent on ${inWords(today as LocalDate)}.`
  return redirect(at, `${says} Your reference is ${reference}.`)
}

async function view(
  request: Request,
  kind: Kind,
  errors: FormErrors = [],
  known?: ChildRow,
): Promise<ChildView> {
  const { db, viewer, params, body, today } = request
  const child = known ?? (await childByToken(db, viewer, params.child!))
  const [{ dues }, sent, elsewhere, joiner] = await Promise.all([
    dueReturns(db, viewer, { childId: child.id, rule: kind.rule }),
    returnsOfChild(db, viewer, child.id),
    elsewhereOf(db, viewer, child.id),
    ['T-06', 'T-10'].includes(kind.rule) ? joinerOfChild(db, viewer, child.id) : undefined,
  ])
  const due = dues.find(one => one.rule === kind.rule)
  const content = due && (await contentOf(db, viewer, due, { reason: text(body, 'reason') }))
  const rows = content ? contentRows(content, kind.rule) : []
  const heading = returnInWords(kind.rule)
  return {
    template: 'returns/pages/due.njk',
    child: child.id,
    errors,
    data: {
      heading,
      pageTitle: heading,
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: due && viewer.schools.length > 1 ? due.school : undefined,
      back: { href: '/returns-to-send', text: 'Back to returns to send' },
      childHref: `/pupils/${child.token}`,
      due: due && (due.isFromBefore ? rowOf(due, viewer).due : dueSays(due.dueOn, today)),
      because: due?.because,
      ground: due && kind.rule === 'T-11' ? groundSaid(due) : undefined,
      noGround: kind.rule === 'T-11' && due && !due.ground,
      joinerHref: kind.rule === 'T-10' && due ? `/pupils/${child.token}/joiner` : undefined,
      letterHref: kind.rule === 'T-06' ? `/pupils/${child.token}/letters/L11?back=/joiners` : undefined,
      asksReason: kind.rule === 'T-06',
      reason: text(body, 'reason'),
      law: kind.law,
      nothing: kind.nothing,
      rows: rows.filter(row => kind.rule !== 'T-06' || row.key !== 'Reason, if known'),
      address: child.protected
        ? 'Protected: not sent. The authority opens it with a reason of its own.'
        : 'The authority reads addresses, parents and telephone numbers from the record of your pupil file.',
      addressees: await addresseesShown(db, viewer, joiner?.home_authority),
      isElsewhereOpen: errors.some(one => one.field !== 'reason'),
      went: dateBoxes('went', body.formToken === undefined ? {} : { body }),
      how: text(body, 'how'),
      sent: sent.filter(one => one.rule === kind.rule).map(sentRow),
      elsewhere: elsewhere
        .filter(one => one.rule === kind.rule)
        .map(one => `${inWords(one.sent_on)}: ${one.how} (${one.by_name})`),
    },
  }
}
