// The enquiry checklist: what to do to find a child, how each stands, and whether it is enough to refer.
import type { Page } from '../../access/page.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, frameOf, gateOf, statesOf, workOf } from '../../children/pages/pupil-work.ts'
import { draftOf } from '../../referrals/store.ts'
import { checkInWords, enquiryInWords, missingChecks } from '../enquiry.ts'
import { checkGroups } from '../school-checks.ts'

/** The colour of each status: one colour for each meaning, and the words always beside it. */
const colours = {
  'Not started': 'govuk-tag--blue',
  'In progress': 'govuk-tag--light-blue',
  'Waiting for reply': 'govuk-tag--yellow',
  Done: undefined,
  'Not needed': undefined,
} as const

export const checklistPage: Page = {
  path: '/pupils/:child/enquiries',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const draft = await draftOf(db, viewer, work.child.id, work.schoolId)
    const answers = draft?.answers ?? {}
    const states = statesOf(work, answers)
    const missing = missingChecks(states)
    const at = `/pupils/${work.child.token}`
    return {
      template: 'enquiries/pages/checklist.njk',
      child: work.child.id,
      data: {
        heading: 'Enquiries',
        ...frameOf(work, 'Enquiries'),
        since: dayInWords(work.since),
        groups: checkGroups.map(group => ({
          name: group,
          checks: states
            .filter(state => state.check.group === group)
            .map(({ check, status, required, because, lastOn }) => ({
              id: check.code,
              text: check.task,
              // A DSL signs the screen on its own page; others are told who does.
              href: check.signed
                ? viewer.role === 'dsl'
                  ? `${at}/screen`
                  : undefined
                : `${at}/enquiries/${check.code}`,
              status,
              colour: colours[status],
              needed: required ? 'Required before a referral.' : (check.when ?? 'If it helps') + '.',
              because: status === 'Not started' ? undefined : because,
              lastOn: lastOn ? dayInWords(lastOn) : undefined,
            })),
        })),
        missing: missing.map(({ check }) => check.task),
        gateOpen: gateOf(work, answers).open,
        referred: work.openReferral?.reference,
        done: [...work.enquiries]
          .reverse()
          .slice(0, 50)
          .map(e => ({
            title: checkInWords(e.check_code),
            when: [dayInWords(e.done_on), e.done_at && timeInWords(e.done_at)].filter(Boolean).join(', '),
            who: e.by_name,
            says: enquiryInWords(e),
            school: true,
          })),
      },
    }
  },
}
