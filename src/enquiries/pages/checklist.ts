// The enquiry checklist: what to do to find a child, how each stands, and whether it is enough to refer.
import type { Page } from '../../access/page.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, frameOf, gateOf, statesOf, workOf } from '../../children/pages/pupil-work.ts'
import { draftOf } from '../../referrals/store.ts'
import { type Due, dueDayOf, dueInWords, dueOfCheck, dueOn } from '../due-days.ts'
import { type CheckState, checkInWords, enquiryInWords, type Method, missingChecks } from '../enquiry.ts'
import { checkOwners } from '../owners/store.ts'
import { checkGroups } from '../school-checks.ts'
import { absenceDays, shownDays } from './absence-days.ts'
import { absenceOf, methodWords } from './check.ts'

/** The colour of each status: one colour for each meaning, and the words always beside it. */
const colours = {
  'Not started': 'govuk-tag--blue',
  'In progress': 'govuk-tag--light-blue',
  'Waiting for reply': 'govuk-tag--yellow',
  Done: undefined,
  'Not needed': undefined,
} as const

const dueWords = (
  states: readonly CheckState[],
  dues: readonly (Due | undefined)[],
  code: string,
): string | undefined => {
  const due = dues[states.findIndex(state => state.check.code === code)]
  return due && dueInWords(due)
}

/** The same list on paper: every check with what was done of it, one row for each time. */
export const printedChecklistPage: Page = {
  path: '/pupils/:child/enquiries/print',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const draft = await draftOf(db, viewer, work.child.id, work.schoolId)
    const owners = await checkOwners(db, viewer, work.child.id, work.since)
    const { calendar, since } = work
    return {
      template: 'enquiries/pages/printed-checklist.njk',
      child: work.child.id,
      data: {
        heading: 'Reasonable enquiries by the school',
        ...frameOf(work, 'Enquiries'),
        pageTitle: 'Reasonable enquiries on paper',
        back: { href: `/pupils/${work.child.token}/enquiries`, text: 'Back to enquiries' },
        school: work.school,
        since: dayInWords(since),
        printed: dayInWords(viewer.today),
        by: viewer.name,
        days: shownDays(await absenceDays(request, work), work, false),
        checks: statesOf(work, draft?.answers ?? {}).map(({ check, required, status, because }) => {
          const due = dueOn(calendar, since, dueDayOf(check.code, work.settings), work.today)
          return {
            code: check.code,
            task: check.task,
            needed: required ? 'Required' : 'Optional',
            why: required ? undefined : check.when,
            owner: owners.find(row => row.check_code === check.code)?.owner_name,
            due: required && due ? `${dayInWords(due.on)} (day ${due.schoolDay})` : undefined,
            status,
            because: status === 'Not needed' ? because : undefined,
            done: work.enquiries
              .filter(e => e.check_code === check.code)
              .map(e =>
                [
                  `${dayInWords(e.done_on)}${e.done_at ? `, ${timeInWords(e.done_at)}` : ''}`,
                  e.by_name,
                  e.method === 'other' ? undefined : methodWords[e.method as Method],
                  enquiryInWords(e),
                ]
                  .filter(Boolean)
                  .join('. '),
              ),
          }
        }),
      },
    }
  },
}

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
    const owners = await checkOwners(db, viewer, work.child.id, work.since)
    const days = await absenceDays(request, work)
    const dues = states.map(state => dueOfCheck(state, absenceOf(work)))
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
              due: dueWords(states, dues, check.code),
              owner: owners.find(row => row.check_code === check.code)?.owner_name,
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
        days: shownDays(days, work, viewer.role === 'dsl'),
        dueToday: dues.filter(due => due?.state === 'today').length,
        late: dues.filter(due => due?.state === 'late').length,
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
