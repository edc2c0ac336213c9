// The joint enquiries in one room: what school and authority have each done, what each concludes, and who signs. The school's
// people see it from the pupil, the authority's from the case.

import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { caseWork, headOf, nameOf } from '../../cases/pages/case-work.ts'
import { dayInWords, frameOf, statesOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { enrolmentsOf } from '../../children/store.ts'
import { jointOutcomeInWords } from '../../leavers/guard-list.ts'
import { sidesOf } from '../../leavers/pages/conclusion.ts'
import { linesOf } from '../../leavers/pages/words.ts'
import { bothConclusions, jointOutcome, removalFacts } from '../../leavers/removal-facts.ts'
import { type OnRecord, readLeaver, readOnRecord, seenFor } from '../../leavers/store.ts'
import type { Tx } from '../../platform/db.ts'
import { sharedSteps } from '../../referrals/store.ts'
import type { RemovalFacts } from '../../registers/removal.ts'
import { type CheckState, checkStates, resultAsSeen } from '../enquiry.ts'
import { authorityColumn } from '../joint-room.ts'
import { conditionsOfFlags } from '../school-checks.ts'
import { absenceDays, shownDays } from './absence-days.ts'

export const schoolRoomPage: Page = {
  path: '/pupils/:child/joint',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { db, viewer } = request
    const work = await workOf(request)
    const at = `/pupils/${work.child.token}`
    const record = work.enrolment && (await recordOf(db, viewer, work.enrolment.id))
    const steps = await sharedSteps(db, viewer, work.child.id)
    const begun = work.openReferral !== undefined || steps.length > 0 || (record?.conclusions.length ?? 0) > 0
    const room = record && roomOf(record, work.today)
    const authority = record && {
      ...authorityColumn({
        required: record.requiredOfAuthority,
        answered: record.authorityAnswers,
        since: room!.since,
        isProtected: work.child.protected,
      }),
      // A check that was made stands in the list above already.
      steps: steps
        .filter(step => !/ a check: /.test(step.says))
        .map(step => ({ on: dayInWords(step.on_date), says: step.says })),
    }
    return {
      template: 'enquiries/pages/joint.njk',
      child: work.child.id,
      data: {
        heading: 'Joint enquiries with the authority',
        ...frameOf(work, 'Enquiries'),
        pageTitle: 'Joint enquiries',
        back: { href: `${at}/enquiries`, text: 'Back to enquiries' },
        isSchool: true,
        begun,
        reference: work.openReferral?.reference,
        days: shownDays(await absenceDays(request, work, record?.conclusions), work, viewer.role === 'dsl'),
        school: { checks: shownChecks(statesOf(work), work), notes: [] },
        authority,
        ...room?.shown,
        enquiriesHref: `${at}/enquiries`,
        referHref: `${at}/refer`,
        removalHref: room && `${at}/removal?ground=${room.ground}`,
        // One's own side is signed by its own people: the other's is not offered.
        signHref: may(viewer, 'joint.sign-school') && begun ? `${at}/conclusion` : undefined,
        signText: room?.hasSigned.school
          ? 'Sign the school’s conclusion again'
          : 'Sign the school’s conclusion',
        whoSigns: 'The headteacher signs for the school. An officer or manager signs for the authority.',
      },
    }
  },
}

export const authorityRoomPage: Page = {
  path: '/cases/:case/joint',
  allow: 'case.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const { db, viewer } = request
    const work = await caseWork(request)
    const { row, child, c } = work
    const enrolments = await enrolmentsOf(db, viewer, child.id)
    const enrolment = enrolments.find(
      one => one.school_id === c.schoolId && (one.leaving_date === null || one.leaving_date >= viewer.today),
    )
    const record = enrolment && (await recordOf(db, viewer, enrolment.id))
    const room = record && roomOf(record, viewer.today as LocalDate)
    const { checks } = c
    return {
      template: 'enquiries/pages/joint.njk',
      child: child.id,
      data: {
        heading: 'Joint enquiries with the school',
        ...headOf(work, viewer.today),
        pageTitle: 'Joint enquiries',
        childName: nameOf(child),
        back: { href: `/cases/${row.token}`, text: 'Back to the case' },
        isSchool: false,
        begun: record !== undefined,
        school: record && {
          name: record.school,
          checks: room!.schoolStates.map(state => ({
            task: state.check.task,
            status: state.status,
            because: state.status === 'Not started' ? undefined : state.because,
          })),
        },
        authority: record && {
          checks: record.requiredOfAuthority.map(({ code, task, quiet }) => ({
            task,
            isDone: record.authorityAnswers.some(
              one => one.code === code && room!.since !== undefined && one.on >= room!.since,
            ),
            says: checks[code]?.result,
            quiet,
          })),
          checksHref: `/cases/${row.token}/checks`,
        },
        ...room?.shown,
        signHref:
          may(viewer, 'joint.sign-authority') && record ? `/cases/${row.token}/conclusion` : undefined,
        signText: room?.hasSigned.authority ? 'Sign our conclusion again' : 'Sign our conclusion',
        whoSigns:
          'An officer or manager signs for the authority, and that is its answer in writing. The headteacher signs for the school.',
      },
    }
  },
}

/** All that both sides recorded about the enrolment: read as the system, and shown to each side only as far as it may know. */
async function recordOf(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<OnRecord | undefined> {
  return acrossOrganisations(tx, viewer, async system => {
    const leaver = await readLeaver(tx, system, enrolmentId)
    return leaver && readOnRecord(tx, system, leaver)
  })
}

/** What both sides see alike: days, answers, conclusions, and what they come to. */
function roomOf(record: OnRecord, today: LocalDate) {
  const asked = { today, proposedOn: today, isReturnReady: true }
  const afterLeave = removalFacts(seenFor(record, 'R9-H', today), { ...asked, ground: 'R9-H' })
  const ground = afterLeave.leave?.tenDaysOn === undefined ? 'R9-I' : 'R9-H'
  const seen = seenFor(record, ground, today)
  const facts = ground === 'R9-H' ? afterLeave : removalFacts(seen, { ...asked, ground })
  const [schools, authoritys] = bothConclusions(seen)
  const since = seen.register.since
  const lines = linesOf(facts)
  return {
    ground,
    since,
    hasSigned: { school: schools !== undefined, authority: authoritys !== undefined },
    schoolStates: checkStates(
      record.enquiries.filter(one => since !== undefined && one.doneOn >= since),
      {
        required: record.requiredOfSchool,
        conditions: conditionsOfFlags(record.flags),
        screenSigned: record.screens.some(screen => since !== undefined && screen.on >= since),
      },
    ).filter(state => state.required || state.status !== 'Not started'),
    shown: {
      groundSays:
        ground === 'R9-H' ? 'Not back after leave' : 'Away for 20 school days, all without leave or reason',
      sides: sidesOf([schools, authoritys].filter(one => one !== undefined)),
      joint: jointOutcomeInWords[jointOutcome(schools?.outcome, authoritys?.outcome)],
      cause: causeSays(facts),
      reply: replySays(facts),
      effective: facts.concludedOn
        ? `Both had signed on ${inWords(facts.concludedOn)}. A name comes off on the day the headteacher approves, and never for a day gone by.`
        : 'A name comes off on the day the headteacher approves, after both have signed, and never for a day gone by.',
      shownCount: lines.filter(line => line.isShown).length,
      lineCount: lines.length,
      missing: lines.filter(line => !line.isShown).map(line => line.asks),
    },
  }
}

function causeSays({ sicknessOrUnavoidableCause: cause }: RemovalFacts): string {
  if (!cause) return 'Both sides have not answered yet.'
  if (cause.believed === 'yes') return `Yes, there is reason to believe so: ${cause.reasons}`
  if (cause.believed === 'not-known') return `Not known: ${cause.reasons}`
  return `No: ${cause.reasons.replaceAll('.; ', '. ')}`
}

function replySays({ authorityReply: reply }: RemovalFacts): string {
  if (!reply) return 'The authority has not answered in writing yet.'
  return `${reply.agrees ? 'Agreed' : 'Not yet'}, ${inWords(reply.on)}: ${reply.says}`
}

/** The school's own checks, with what came of each. */
function shownChecks(states: readonly CheckState[], work: Work) {
  return states
    .filter(state => state.required || state.status !== 'Not started')
    .map(({ check, status, because }) => {
      const last = work.enquiries.findLast(e => e.check_code === check.code)
      return {
        task: check.task,
        status,
        because:
          last && !check.signed
            ? `${resultAsSeen(last)} ${dayInWords(last.done_on)}.`
            : status === 'Not started'
              ? undefined
              : because,
      }
    })
}
