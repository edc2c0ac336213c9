// What the school concludes of the joint enquiries, signed by the headteacher.
import type { Page, Request } from '../../access/page.ts'
import { inWords } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { signConclusion } from '../actions.ts'
import { jointOutcomeInWords } from '../guard-list.ts'
import type { Conclusion } from '../removal-facts.ts'
import { conclusionsOf, currentEnrolment } from '../store.ts'
import { nameOf } from './words.ts'

const outcomes = Object.keys(jointOutcomeInWords) as Conclusion['outcome'][]
const causes = ['no', 'yes', 'not known'] as const

export const conclusionPage: Page = {
  path: '/pupils/:child/conclusion',
  allow: 'joint.sign-school',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, {}, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const values = {
      outcome: text(body, 'outcome'),
      unavoidable: text(body, 'unavoidable'),
      reasons: text(body, 'reasons'),
    }
    const outcome = outcomes.find(one => one === values.outcome)
    const unavoidable = causes.find(one => one === values.unavoidable)
    if (!outcome || !unavoidable || values.reasons === '') {
      return view(request, values, [
        ...(outcome ? [] : [{ field: 'outcome', text: 'Choose what the school concludes' }]),
        ...(unavoidable
          ? []
          : [
              {
                field: 'unavoidable',
                text: 'Choose whether there is reason to believe in sickness or an unavoidable cause',
              },
            ]),
        ...(values.reasons === '' ? [{ field: 'reasons', text: 'Enter the reasons for both answers' }] : []),
      ])
    }
    const signed = await signConclusion(db, viewer, {
      childId: child.id,
      outcome,
      unavoidable,
      reasons: values.reasons,
    })
    if (!signed.allowed) {
      return view(
        request,
        values,
        signed.refusals.map(({ says }) => ({ field: 'outcome', text: says })),
      )
    }
    return redirect(`/pupils/${child.token}/removal`, 'The school’s conclusion is signed.')
  },
}

/** What each side concluded last, for the two columns. */
export function sidesOf(concluded: readonly Conclusion[]) {
  return (['school', 'authority'] as const).map(side => {
    const last = concluded.findLast(one => one.side === side)
    return {
      who: side === 'school' ? 'School' : 'Authority',
      ...(last && {
        outcome: jointOutcomeInWords[last.outcome],
        unavoidable: last.unavoidable,
        reasons: last.reasons,
        signed: `Signed by ${last.signedName}, ${inWords(last.signedOn)}`,
      }),
    }
  })
}

async function view(
  request: Request,
  values: Readonly<Record<string, string>>,
  errors: readonly FormError[],
) {
  const { db, viewer, params } = request
  const child = await childByToken(db, viewer, params.child!)
  const enrolment = await currentEnrolment(db, viewer, child.id)
  if (!enrolment) throw new NotFound('enrolment')
  const concluded = await conclusionsOf(db, viewer, child.id, enrolment.school_id)
  return {
    template: 'leavers/pages/conclusion.njk',
    child: child.id,
    errors,
    data: {
      heading: 'What the school concludes',
      pageTitle: 'What the school concludes',
      name: nameOf(child),
      school: enrolment.school,
      signer: viewer.name,
      back: { href: `/pupils/${child.token}/removal` },
      sides: sidesOf(concluded.map(row => row.conclusion)),
      values,
      outcomes: outcomes.map(value => ({ value, text: jointOutcomeInWords[value] })),
      causes: causes.map(value => ({
        value,
        text: value === 'not known' ? 'Not known' : value === 'no' ? 'No' : 'Yes',
      })),
    },
  }
}
