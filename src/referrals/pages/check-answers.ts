// The last look before a referral leaves the school: what will be shared, with whom, and whether it is ready.

import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { parseLocalDate } from '../../calendar/local-date.ts'
import { absenceLine, yearInWords } from '../../children/pages/pupil.ts'
import {
  dayAndWeekday,
  dayInWords,
  frameOf,
  gateOf,
  type Work,
  workOf,
} from '../../children/pages/pupil-work.ts'
import { openCaseAndRoute } from '../../desks/actions.ts'
import { checkInWords, enquiryInWords } from '../../enquiries/enquiry.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { sendReferral } from '../actions.ts'
import { type Answers, answerInWords, questions } from '../questions.ts'
import { draftOf } from '../store.ts'
import { shownReasons } from './gate-shown.ts'
import { asAnswered } from './route.ts'

export const checkAnswersPage: Page = {
  path: '/pupils/:child/refer/check',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    const work = await workOf(request)
    return view(request, work)
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const decision = await sendReferral(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      {
        // Worked out again inside the lock, from what stands now.
        gateNow: async answers => gateOf(await workOf(request), answers),
        urgentBecause: text(body, 'urgent').slice(0, 2000),
        openCase: opening => openCaseAndRoute(db, viewer, opening),
      },
    )
    if (!decision.allowed) {
      // The reasons stand on the page. A DSL, who could go past them, is told the one thing that is missing for that.
      return view(
        request,
        work,
        may(viewer, 'gate.pass')
          ? [{ field: 'urgent', text: 'Say why it cannot wait, or first do what is missing' }]
          : decision.refusals.map(refusal => ({ field: 'reasons', text: refusal.says })),
      )
    }
    return redirect(`/referrals/${decision.value.token}/sent`)
  },
}

async function view(request: Request, work: Work, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, body } = request
  const draft = await draftOf(db, viewer, work.child.id, work.schoolId)
  const answers: Answers = draft?.answers ?? {}
  const at = `/pupils/${work.child.token}`
  const isDsl = may(viewer, 'gate.pass')
  const state = gateOf(work, answers)
  return {
    template: 'referrals/pages/check-answers.njk',
    child: work.child.id,
    errors,
    data: {
      heading: 'Check your answers and send',
      ...frameOf(work, 'Overview'),
      pageTitle: 'Check your answers',
      back: { href: `${at}/refer`, text: 'Back to the referral' },
      answers: questions.map(question => ({
        key: question.short,
        text: shownAnswer(question, answers[question.id]),
        href: `${at}/refer/${question.id}?from=check`,
        change: question.short.charAt(0).toLowerCase() + question.short.slice(1),
      })),
      route: asAnswered(answers, at),
      shared: sharedRows(work),
      done: work.enquiries.map(e =>
        [dayInWords(e.done_on), ': ', checkInWords(e.check_code), '. ', enquiryInWords(e)].join(''),
      ),
      gateOpen: state.open,
      reasons: shownReasons(state, at, isDsl),
      isDsl,
      urgent: text(body, 'urgent'),
    },
  }
}

function shownAnswer(question: (typeof questions)[number], answer: string | undefined): string {
  if (answer === undefined) return 'Not answered yet'
  if (answer === '') return question.required ? 'Not answered yet' : 'Nothing to add'
  if (question.as === 'date' && parseLocalDate(answer)) return dayAndWeekday(answer)
  return answerInWords(question, answer)
}

/** What the authority reads from the record beside the answers. */
function sharedRows(work: Work): { key: string; text: string }[] {
  const { child, enrolment } = work
  return [
    { key: 'Name', text: [child.forename, child.middle_names, child.surname].filter(Boolean).join(' ') },
    { key: 'Date of birth', text: dayInWords(child.date_of_birth) || 'Not known' },
    { key: 'UPN', text: child.upn ?? 'Not known' },
    { key: 'Year', text: enrolment?.nc_year ? yearInWords(enrolment.nc_year) : 'Not known' },
    {
      key: 'Address and contacts',
      text: child.protected
        ? 'Protected: not in the referral. The authority opens them with a reason of its own.'
        : 'As your pupil and contacts files say. Numbers marked as not safe stay marked.',
    },
    { key: 'Attendance', text: absenceLine(work) },
    {
      key: 'Risk screen',
      text: work.screenSigned
        ? 'Signed. Its answers are seen by officers and managers of the authority.'
        : 'Not signed.',
    },
  ]
}
