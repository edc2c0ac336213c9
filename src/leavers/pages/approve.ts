// The headteacher decides whether a name comes off: the evidence, the law, two buttons and no default.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { claimAtRemoval } from '../../destinations/actions.ts'
import { deletionGround, groundsNotCompulsoryAge } from '../../law/deletion-grounds.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { groundWithCode } from '../../registers/grounds.ts'
import { sendDeletionReturn } from '../../returns/actions.ts'
import { decideRemoval, groundsAskedHere, groundToday, guardToday } from '../actions.ts'
import { readGiven } from '../ground-record.ts'
import { type RemovalRow, removalByToken } from '../store.ts'
import { givenInWords } from './evidence-form.ts'
import { beginWhatFollows, toldView } from './follows.ts'
import { byLaw, hiddenPlace, hidesNextPlace, linesOf, linesOfQuestions, nameOf } from './words.ts'

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
    const { step, already, token, enrolment, isCaseOpen } = decided.value
    if (step === 'not approved')
      return redirect(`/leavers/${token}`, 'Not approved. The name stays on the register.')
    if (already) return redirect(`/leavers/${token}`, 'This removal was approved before.')
    await claimAtRemoval(db, viewer, enrolment.id)
    // The law wants the return no later than the removal: both are in this transaction, or neither.
    const sent = await sendDeletionReturn(db, viewer, enrolment)
    const row = await removalByToken(db, viewer, token)
    const followed = row && (await beginWhatFollows(request, row))
    const made = followed?.made ? ` The transfer file is ready: ${followed.made}.` : ''
    return redirect(
      `/leavers/${token}`,
      `The name is off the register from today. The deletion return is sent: ${sent.reference}.${made}${isCaseOpen ? ' The authority’s case stays open.' : ' What must follow is listed here.'}`,
    )
  },
}

async function view(request: Request, why: string, errors: readonly FormError[]) {
  const { db, viewer, params, today } = request
  const row = await removalByToken(db, viewer, params.removal!)
  if (row?.kind !== 'asked for here' || row.step !== 'asked' || row.decided) throw new NotFound('removal')
  const shown = await shownOf(request, row)
  const { lines, ground } = shown
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
      ground,
      lines,
      given: shown.given,
      opensCase: shown.opensCase,
      told: await toldView(request, row),
      isReady: row.decision === 'allowed' && lines.every(line => line.isShown),
      today: inWords(today as LocalDate),
      askHref: `/pupils/${row.child_token}/removal`,
      why,
    },
  }
}

/** The ground as it stands today, and what the school gave for it. */
async function shownOf({ db, viewer }: Request, row: RemovalRow) {
  const joint = groundsAskedHere.find(code => code === row.ground)
  if (joint) {
    const guard = await guardToday(db, viewer, row.child_id)
    if (!guard) throw new NotFound('removal')
    return { ground: deletionGround(joint), lines: linesOf(guard.facts[joint]), given: [], opensCase: true }
  }
  const ground = groundWithCode(row.ground ?? '')
  const read = ground && readGiven(ground, row.facts.evidence ?? {})
  if (!ground || !read?.ok) throw new NotFound('removal')
  const today = await groundToday(db, viewer, { childId: row.child_id, ground, evidence: read.evidence })
  if (!today) throw new NotFound('removal')
  return {
    ground: deletionGround(ground.code) ?? groundsNotCompulsoryAge.find(one => one.code === ground.code),
    lines: [
      ...linesOfQuestions(today.questions),
      ...(today.abroad.length > 0
        ? [
            {
              asks: 'The letters to the family abroad have run their course',
              isShown: false,
              evidence: '',
              missing: byLaw(today.abroad),
            },
          ]
        : []),
    ],
    given: (await hidesNextPlace(db, viewer, row.child_id))
      ? [{ key: 'What was given', text: hiddenPlace }]
      : givenInWords(ground.fields, (row.facts.evidence ?? {}) as Readonly<Record<string, unknown>>),
    opensCase: false,
  }
}
