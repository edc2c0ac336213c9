// Where one leaver goes: how well it is known, what to do next, and everything that was said.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { londonDay } from '../../platform/clock.ts'
import { type ChildView, redirect, text } from '../../platform/web/page.ts'
import { askReceivingSide, destinationOfLeaver, linksOfClaim, protectedRefusal } from '../actions.ts'
import { destinationKinds, stateInWords } from '../destination.ts'
import { type FormRow, formsOf } from '../parents/store.ts'
import { type Leaver, stepsOf } from '../store.ts'
import { asErrors, head, leaverIn, lineOf } from './leaver.ts'

export const destinationPage: Page = {
  path: '/pupils/:child/destination',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  async get(request) {
    return view(request, await leaverIn(request))
  },
  async post(request) {
    const { db, viewer, params, body } = request
    const leaver = await leaverIn(request)
    const claims = (await stepsOf(db, viewer, leaver.enrolment_id)).filter(step => step.type === 'claimed')
    const claim = claims.find(one => one.id === text(body, 'claim'))
    if (!claim) return view(request, leaver, [{ field: 'ask', text: 'Record where the child goes first' }])
    const asked = await askReceivingSide(db, viewer, params.child!, claim.id)
    if (!asked.allowed) return view(request, leaver, asErrors('ask', asked.refusals))
    const { to, already } = asked.value
    return redirect(
      `/pupils/${params.child}/destination`,
      already ? `${to} was asked before. It has not answered` : `${to} is asked, on its own page in Onroll`,
    )
  },
}

async function view(
  request: Request,
  leaver: Leaver,
  errors: { field: string; text: string }[] = [],
): Promise<ChildView> {
  const { db, viewer } = request
  const template = 'destinations/pages/destination.njk'
  const shown = head(leaver, 'Where the child goes')
  const frame = { ...shown, back: { href: `/pupils/${leaver.child_token}`, text: 'Back to the pupil' } }
  if (leaver.protected) {
    return {
      template,
      child: leaver.child_id,
      errors,
      data: { ...frame, protectedSays: protectedRefusal },
    }
  }
  const found = await destinationOfLeaver(db, viewer, leaver)
  const { claim } = found
  const links = claim ? await linksOfClaim(db, viewer, claim.id) : []
  const forms = await formsOf(db, viewer, leaver.enrolment_id)
  const isAsked = found.steps.some(
    step => step.type === 'asked' && step.claimId === claim?.id && step.to === claim?.name,
  )
  const isOpen = found.state !== 'confirmed'
  return {
    template,
    child: leaver.child_id,
    errors,
    data: {
      ...frame,
      state: stateInWords[found.state],
      isConfirmed: !isOpen,
      because: found.because,
      left: leaver.leaving_date ? inWords(leaver.leaving_date) : undefined,
      claim: claim && {
        id: claim.id,
        kind: destinationKinds[claim.kind],
        name: claim.name,
        starts: claim.startsOn ? inWords(claim.startsOn) : 'Not said',
      },
      firstDay: found.firstDay && inWords(found.firstDay),
      tenthDay: found.tenthDay && inWords(found.tenthDay),
      confirmBy:
        isOpen && found.confirmBy && !found.caseReference && leaver.leaving_date
          ? found.confirmBy >= viewer.today
            ? `If nobody confirms it by ${inWords(found.confirmBy)}, a possible CME case opens by itself the day after.`
            : `Nobody confirmed it by ${inWords(found.confirmBy)}: a possible CME case opens by itself in the night.`
          : undefined,
      hasCase: found.caseReference !== undefined,
      canAsk: isOpen && claim?.schoolId !== undefined && !isAsked,
      askText: claim && `Ask ${claim.name}`,
      canCheck: isOpen && claim !== undefined,
      canDay: claim !== undefined,
      steps: [...found.steps].reverse().map(lineOf),
      links: links.map(link => ({
        to: link.to,
        made: `${link.madeName}, ${inWords(londonDay(link.madeAt))}`,
        state:
          link.endedWhy ??
          (link.openedAt ? 'Opened, not answered' : `Open until ${inWords(link.endsOn as LocalDate)}`),
      })),
      forms: forms.map(form => ({ ...formShown(form), href: `${frame.at}/answers/${form.token}` })),
    },
  }
}

const hows = {
  link: 'One-time link',
  paper: 'On paper',
  phone: 'By phone',
  'would not answer': 'Asked',
} as const

/** A form as a line: how it went to whom, and what came of it. */
function formShown(form: FormRow) {
  const isAddressOpen =
    form.answers?.moving === 'yes' && (form.answers.address ?? '') !== '' && form.decision === null
  return {
    how: hows[form.how],
    who: form.contact_name,
    made: `${form.made_name}, ${inWords(form.made_on)}`,
    state:
      form.how === 'would not answer'
        ? 'Would rather not answer, and was told that the school must ask and the authority will know'
        : form.sent_on
          ? `Answered on ${inWords(form.sent_on)}${isAddressOpen ? '. A new address waits for you' : ''}`
          : 'No answer yet',
    isAnswered: form.answers !== null,
  }
}
