// Refer now, urgent: one choice, one press, and the authority has it. No check, visit, letter or question is waited for.
import type { Page, Request } from '../../access/page.ts'
import { gateOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { openCaseAndRoute } from '../../desks/actions.ts'
import { type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { sendReferral } from '../../referrals/actions.ts'
import { urgentBecause, urgentReasons } from '../urgent-reasons.ts'
import { formView } from './form.ts'

export const referNowPage: Page = {
  path: '/pupils/:child/safeguarding/refer-now',
  allow: 'gate.pass',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const because = urgentBecause(text(body, 'why'), text(body, 'more'))
    if (!because) {
      return view(request, work, [
        text(body, 'why') === 'other'
          ? { field: 'more', text: 'Say why it cannot wait' }
          : { field: 'why', text: 'Choose why it cannot wait' },
      ])
    }
    const decision = await sendReferral(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      {
        gateNow: async answers => gateOf(work, answers),
        urgentBecause: because,
        openCase: opening => openCaseAndRoute(db, viewer, opening),
      },
    )
    if (!decision.allowed) {
      return view(
        request,
        work,
        decision.refusals.map(({ says }) => ({ field: 'why', text: says })),
      )
    }
    return redirect(`/referrals/${decision.value.token}/sent`)
  },
}

const view = (request: Request, work: Work, errors: FormErrors = []) =>
  formView(
    request,
    work,
    {
      heading: 'Refer now, urgent',
      pageTitle: 'Refer now, urgent',
      intro: [
        'Is the child in danger now? Call 999 first.',
        'The authority gets it at once, marked urgent. No visit, check, screen or letter has to be done first; what is missing is sent along as missing, and you can go on with it afterwards.',
        ...(work.openReferral
          ? [
              work.openReferral.urgent
                ? `You have sent this child’s referral as urgent already: ${work.openReferral.reference}.`
                : `There is a referral already, ${work.openReferral.reference}. This one is added to it as urgent.`,
            ]
          : []),
      ],
      fields: [
        { kind: 'choice', id: 'why', asks: 'Why can it not wait?', choices: urgentReasons },
        {
          kind: 'box',
          id: 'more',
          asks: 'Anything else they must know now (optional)',
          hint: 'Everyone at your school who may refer can read this. Do not write what only the DSL should know.',
          rows: 3,
        },
      ],
      button: 'Refer now, urgent',
    },
    errors,
  )
