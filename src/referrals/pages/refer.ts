// Starting a referral: what there is to answer and do, in any order, and whether it is ready to send.
import type { Page } from '../../access/page.ts'
import { londonTime } from '../../children/pages/pupil-form.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, frameOf, gateOf, statesOf, workOf } from '../../children/pages/pupil-work.ts'
import { missingChecks } from '../../enquiries/enquiry.ts'
import { londonDay } from '../../platform/clock.ts'
import { nextQuestion, questions } from '../questions.ts'
import { endInWords, routeOf } from '../route.ts'
import { draftOf } from '../store.ts'
import { shownReasons } from './gate-shown.ts'

export const referPage: Page = {
  path: '/pupils/:child/refer',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const draft = await draftOf(db, viewer, work.child.id, work.schoolId)
    const answers = draft?.answers ?? {}
    const states = statesOf(work, answers)
    const missing = missingChecks(states)
    const required = states.filter(state => state.required).length
    const at = `/pupils/${work.child.token}`
    const isDsl = viewer.role === 'dsl'
    const state = gateOf(work, answers)
    const next = nextQuestion(answers)
    const route = routeOf(answers)
    return {
      template: 'referrals/pages/refer.njk',
      child: work.child.id,
      data: {
        heading: 'Refer a child who may be missing education',
        ...frameOf(work, 'Overview'),
        pageTitle: 'Start a referral',
        back: { href: at },
        saved: draft
          ? `Saved at ${timeInWords(londonTime(draft.saved_at))} on ${dayInWords(londonDay(draft.saved_at))} by ${draft.saved_name}.`
          : undefined,
        tasks: questions.map(question => ({
          id: question.id,
          text: question.short,
          href: `${at}/refer/${question.id}`,
          done: answers[question.id] !== undefined,
        })),
        checks: {
          href: `${at}/enquiries`,
          text: 'Enquiries',
          done: missing.filter(m => !m.check.signed).length === 0,
          begun: work.enquiries.length > 0,
          hint: `${required - missing.length} of ${required} required checks are done`,
        },
        screen: {
          href: isDsl ? `${at}/screen` : undefined,
          done: work.screenSigned,
          hint: isDsl || work.screenSigned ? undefined : 'Ask your DSL to sign it',
        },
        route: {
          done: 'end' in route,
          hint: 'end' in route ? endInWords[route.end].heading : undefined,
          href: `${at}/refer/route`,
        },
        next:
          'next' in route
            ? `${at}/refer/route/${route.next}`
            : route.end !== 'CME'
              ? `${at}/refer/route`
              : next
                ? `${at}/refer/${next.id}`
                : `${at}/refer/check`,
        nextText:
          next || 'next' in route || route.end !== 'CME' ? (draft ? 'Go on' : 'Start') : 'Check and send',
        gateOpen: state.open,
        reasons: shownReasons(state, at, isDsl),
        isDsl,
        referred: work.openReferral?.reference,
      },
    }
  },
}
