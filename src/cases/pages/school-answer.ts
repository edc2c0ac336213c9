// The authority asked the school for more about its referral: the question, and a box for the answer.
import type { Page, Request } from '../../access/page.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { type ReferralRow, referralByToken } from '../../referrals/store.ts'
import { answerAuthority } from '../actions.ts'
import { caseIdOfReferral } from '../store.ts'
import { nameOf } from './case-work.ts'

export const schoolAnswerPage: Page = {
  path: '/referrals/:referral/answer',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    return view(request, await referralByToken(request.db, request.viewer, request.params.referral ?? ''))
  },
  async post(request) {
    const { db, viewer, body, params } = request
    const referral = await referralByToken(db, viewer, params.referral ?? '')
    const says = text(body, 'says')
    if (says === '') return view(request, referral, [{ field: 'says', text: 'Write your answer' }])
    if (says.length > 4000)
      return view(request, referral, [{ field: 'says', text: 'Use 4,000 characters or fewer' }])
    const caseId = await caseIdOfReferral(db, viewer, referral.id)
    const decision = await answerAuthority(db, viewer, { caseId, says })
    if (!decision.allowed) {
      // Not the case's own words: a school does not read where a case stands.
      return view(request, referral, [
        { field: 'says', text: 'The authority is not waiting for an answer now' },
      ])
    }
    return redirect('/referrals', 'The authority has your answer')
  },
}

function view({ body }: Request, referral: ReferralRow, errors: FormError[] = []): ChildView {
  return {
    template: 'cases/pages/school-answer.njk',
    child: referral.child_id,
    errors,
    data: {
      heading: 'Answer the authority',
      pageTitle: 'Answer the authority',
      back: { href: '/referrals', text: 'Back to referrals' },
      childName: nameOf(referral),
      reference: referral.reference,
      asked: referral.outcome === 'more asked' ? referral.outcome_says : undefined,
      says: text(body, 'says'),
    },
  }
}
