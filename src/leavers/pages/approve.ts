// The headteacher decides whether a name comes off: the evidence, the law, two buttons and no default.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { deletionGround } from '../../law/deletion-grounds.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { sendDeletionReturn } from '../../returns/actions.ts'
import { decideRemoval, groundsAskedHere, guardToday } from '../actions.ts'
import { removalByToken } from '../store.ts'
import { linesOf, nameOf } from './words.ts'

export const approvePage: Page = {
  path: '/leavers/:removal/approve',
  allow: 'removal.approve',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, '', []),
  async post(request) {
    const { db, viewer, params, body } = request
    const decision = text(body, 'decision')
    const why = text(body, 'why')
    if (decision !== 'approve' && decision !== 'refuse') {
      return view(request, why, [{ field: 'why', text: 'Press one of the two buttons' }])
    }
    const decided = await decideRemoval(db, viewer, {
      token: params.removal!,
      approve: decision === 'approve',
      why,
    })
    if (!decided.allowed) {
      return view(
        request,
        why,
        decided.refusals.map(({ says }) => ({ field: 'why', text: says })),
      )
    }
    const { step, already, token, enrolment } = decided.value
    if (step === 'not approved')
      return redirect(`/leavers/${token}`, 'Not approved. The name stays on the register.')
    if (already) return redirect(`/leavers/${token}`, 'This removal was approved before.')
    // The law wants the return no later than the removal: both are in this transaction, or neither.
    const sent = await sendDeletionReturn(db, viewer, enrolment)
    return redirect(
      `/leavers/${token}`,
      `The name is off the register from today. The deletion return is sent: ${sent.reference}. The authority’s case stays open.`,
    )
  },
}

async function view(request: Request, why: string, errors: readonly FormError[]) {
  const { db, viewer, params, today } = request
  const row = await removalByToken(db, viewer, params.removal!)
  if (row?.kind !== 'asked for here' || row.step !== 'asked' || row.decided) throw new NotFound('removal')
  const ground = groundsAskedHere.find(code => code === row.ground)
  const guard = await guardToday(db, viewer, row.child_id)
  if (!ground || !guard) throw new NotFound('removal')
  const lines = linesOf(guard.facts[ground])
  return {
    template: 'leavers/pages/approve.njk',
    child: row.child_id,
    errors,
    data: {
      heading: 'Does this name come off the register?',
      pageTitle: 'Does this name come off the register?',
      name: nameOf(row),
      school: row.school,
      back: { href: `/leavers/${row.token}` },
      ground: deletionGround(ground),
      lines,
      isReady: row.decision === 'allowed' && lines.every(line => line.isShown),
      today: inWords(today as LocalDate),
      askHref: `/pupils/${row.child_token}/removal`,
      why,
    },
  }
}
