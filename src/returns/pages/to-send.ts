// The school's one place for the returns it owes: each with its day, and the latest that went with their receipts.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { redirect, texts } from '../../platform/web/page.ts'
import { dueReturns, duesShown, keyOf, sendSeveral, sentAtOnce } from '../due/actions.ts'
import { returnInWords } from '../return-names.ts'
import { latestReturns, type ReturnRow } from '../store.ts'
import { isLate, rowOf } from './due-words.ts'
import { supersededInWords } from './superseded.ts'

export const toSendPage: Page = {
  path: '/returns-to-send',
  allow: 'return.send',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer, query }) {
    const page = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1)
    const offset = (page - 1) * duesShown
    const [{ dues, findings, consider }, sent] = await Promise.all([
      dueReturns(db, viewer, { offset }),
      latestReturns(db, viewer),
    ])
    const total = findings + dues.filter(due => due.findingId === null).length
    const late = dues.filter(due => isLate(due, viewer.today)).length
    const before = dues.filter(due => due.isFromBefore).length
    const several = viewer.schools.length > 1
    return {
      template: 'returns/pages/to-send.njk',
      children: [
        ...new Set([
          ...dues.map(due => due.childId),
          ...consider.map(one => one.childId),
          ...sent.map(one => one.child_id),
        ]),
      ],
      data: {
        heading: 'Returns to send',
        summary: [
          total === 1 ? '1 return is due.' : `${total || 'No'} returns are due.`,
          ...(late === 0
            ? []
            : [
                total === 1
                  ? 'It is late.'
                  : late === 1
                    ? '1 of these is late.'
                    : `${late} of these are late.`,
              ]),
          ...(before === 0
            ? []
            : [
                `${before === 1 ? '1 is' : `${before} are`} of a day before you used Onroll. Send each, or say that it went another way.`,
              ]),
        ].join(' '),
        dues: dues.map(due => rowOf(due, viewer)),
        before: page > 1 ? `/returns-to-send?page=${page - 1}` : undefined,
        after: findings > offset + duesShown ? `/returns-to-send?page=${page + 1}` : undefined,
        consider: consider.map(one => ({
          name: `${one.forename} ${one.surname}`,
          href: `/pupils/${one.token}/sickness-return`,
          school: several ? one.school : undefined,
          says: `${one.days} days of sickness this school year${one.since ? `, ill since ${dateInWords(one.since)}` : ''}`,
        })),
        sent: sent.map(one => ({
          ...sentRow(one),
          name: `${one.forename} ${one.surname}`,
          school: several ? one.school : undefined,
        })),
      },
    }
  },
}

/** A return that went, with its receipt and what a correction did to it. */
export const sentRow = (sent: ReturnRow) => ({
  reference: sent.reference,
  kind: returnInWords(sent.rule),
  since: dayInWords(sent.episode_on),
  on: dayInWords(sent.sent_on),
  by: sent.sent_name,
  superseded: supersededInWords(sent),
  receipt: sent.received_at
    ? `Received by the authority: ${sent.received_name}.`
    : 'The authority has not opened it yet. You have done your part.',
})

export const sendAllPage: Page = {
  path: '/returns-to-send/all',
  allow: 'return.send',
  shows: 'children',
  section: 'Leavers and joiners',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, body } = request
    const chosen = texts(body, 'returns')
    if (chosen.length === 0)
      return view(request, [{ field: 'returns', text: 'Choose the returns that go now' }])
    const { sent, notDue, left } = await sendSeveral(db, viewer, chosen)
    const references = sent.map(one => one.reference).join(', ')
    return redirect(
      '/returns-to-send',
      [
        sent.length === 1
          ? `1 return sent: ${references}.`
          : `${sent.length || 'No'} returns sent${references ? `: ${references}` : ''}.`,
        ...(notDue > 0
          ? [
              `${notDue} of those you chose ${notDue === 1 ? 'was' : 'were'} not due any more. Nothing went twice.`,
            ]
          : []),
        ...(left > 0 ? [`${left} more ${left === 1 ? 'waits' : 'wait'}: check and send again.`] : []),
      ].join(' '),
    )
  },
}

async function view(request: Request, errors: { field: string; text: string }[]) {
  const { db, viewer, body } = request
  const { dues } = await dueReturns(db, viewer)
  const typed = body.formToken === undefined ? undefined : texts(body, 'returns')
  return {
    template: 'returns/pages/send-all.njk',
    children: [...new Set(dues.map(due => due.childId))],
    errors,
    data: {
      heading: 'Check and send returns',
      back: { href: '/returns-to-send', text: 'Back to returns to send' },
      atOnce: sentAtOnce,
      dues: dues.slice(0, sentAtOnce).map((due, index) => ({
        ...rowOf(due, viewer),
        id: index === 0 ? 'returns' : `returns-${index + 1}`,
        key: keyOf(due),
        // Ready unless something should be looked at first: a removal without a ground.
        checked: typed ? typed.includes(keyOf(due)) : due.rule !== 'T-11' || Boolean(due.ground),
        warning:
          due.rule === 'T-11' && !due.ground
            ? 'Your system gave no ground that can be read. Look at this one by itself.'
            : undefined,
      })),
      more: Math.max(0, dues.length - sentAtOnce),
    },
  }
}
