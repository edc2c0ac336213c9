// The ten-day return: what it will say, ready to send. Nothing on this page asks what else has been done.
import type { Page, Request } from '../../access/page.ts'
import { yearInWords } from '../../children/pages/pupil.ts'
import { shownFinding } from '../../children/pages/pupil-findings.ts'
import {
  asEnquiry,
  dayAndWeekday,
  dayInWords,
  dueInWords,
  frameOf,
  type Work,
  workOf,
} from '../../children/pages/pupil-work.ts'
import { contactsOf } from '../../children/store.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { sendReturn } from '../actions.ts'
import { attendanceReturn, type ReturnContent } from '../attendance-return.ts'
import { addresseesShown } from './due-words.ts'
import { supersededInWords } from './superseded.ts'

export const sendReturnPage: Page = {
  path: '/pupils/:child/return',
  allow: 'return.send',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const reason = text(body, 'reason')
    const siblings = text(body, 'siblings')
    const errors: FormErrors = [
      ...(reason.length > 1000
        ? [{ field: 'reason', text: 'Use 1,000 characters or fewer for the reason' }]
        : []),
      ...(siblings.length > 1000
        ? [{ field: 'siblings', text: 'Use 1,000 characters or fewer for brothers and sisters' }]
        : []),
    ]
    if (errors.length > 0) return view(request, work, errors)
    const due = work.dueReturn
    const decision = await sendReturn(
      db,
      viewer,
      due && {
        rule: due.rule,
        findingId: due.id,
        episodeOn: due.since_on ?? due.on_date,
        enrolmentId: due.enrolment_id,
        childId: due.child_id,
        schoolId: due.school_id,
      },
      await contentOf(request, work, reason, siblings),
    )
    if (!decision.allowed) {
      // A second window: it went already, and the page says so.
      if (work.returns.length > 0) return view(request, work)
      return view(
        request,
        work,
        decision.refusals.map(refusal => ({ field: 'reason', text: refusal.says })),
      )
    }
    return redirect(
      `/pupils/${work.child.token}/return`,
      `Return sent. Your reference is ${decision.value.reference}.`,
    )
  },
}

async function contentOf(
  request: Request,
  work: Work,
  reason: string,
  siblings: string,
): Promise<ReturnContent | undefined> {
  const { child, dueReturn, enrolment } = work
  if (!dueReturn) return undefined
  const contacts = await contactsOf(request.db, request.viewer, child.id)
  return attendanceReturn({
    child: {
      surname: child.surname,
      forename: child.forename,
      middleNames: child.middle_names,
      dateOfBirth: child.date_of_birth,
      upn: child.upn,
    },
    year: enrolment?.nc_year ? yearInWords(enrolment.nc_year) : null,
    finding: {
      since: dueReturn.since_on ?? dueReturn.on_date,
      on: dueReturn.on_date,
      because: dueReturn.because,
    },
    enquiries: work.enquiries.map(asEnquiry),
    livesWith: contacts.filter(c => c.lives_with === 'yes').map(c => c.relationship ?? 'an adult'),
    reason,
    siblings,
  })
}

/** How the day of a return and what it rests on are called, by its kind. */
const keysOf: Readonly<Record<string, { since: string; because: string; reason: string }>> = {
  'T-06': { since: 'Expected on', because: 'What happened', reason: 'Reason, if known' },
  'T-08': { since: 'Reached on', because: 'Counted', reason: 'Reason, if known' },
  'T-09': { since: 'First day of the sickness', because: 'Counted', reason: 'Reason' },
  'T-10': { since: 'Entered on', because: 'Why it is sent', reason: '' },
  'T-11': { since: 'Off the register on', because: 'What happened', reason: 'Ground' },
}
const ordinary = { since: 'Away since', because: 'Counted', reason: 'Reason, if known' }

/** A return's content as rows. The address is not in it: see `ReturnContent`. */
export function contentRows(content: ReturnContent, rule = 'T-07'): { key: string; text: string }[] {
  const key = keysOf[rule] ?? ordinary
  // Of a pupil who joins or is ill nobody was rung, and no brother or sister was asked after.
  const isAsked = rule !== 'T-10' && rule !== 'T-09'
  return [
    { key: 'Full name', text: content.name },
    { key: 'Date of birth', text: dayInWords(content.dateOfBirth) || 'Not known' },
    { key: 'UPN', text: content.upn ?? 'Not known' },
    { key: 'Year', text: content.year ?? 'Not known' },
    { key: key.since, text: dayAndWeekday(content.since) },
    { key: key.because, text: content.because },
    ...(key.reason ? [{ key: key.reason, text: content.reason }] : []),
    ...(content.facts ?? []),
    ...(isAsked ? [{ key: 'Attempts to reach the family', text: content.contactAttempts }] : []),
    { key: 'Child lives with', text: content.livesWith ?? 'Not known' },
    ...(isAsked ? [{ key: 'Brothers and sisters', text: content.siblings ?? 'Not known' }] : []),
  ]
}

async function view(request: Request, work: Work, errors: FormErrors = []): Promise<ChildView> {
  const { body } = request
  const content = await contentOf(request, work, text(body, 'reason'), text(body, 'siblings'))
  const at = `/pupils/${work.child.token}`
  return {
    template: 'returns/pages/send.njk',
    child: work.child.id,
    errors,
    data: {
      heading: 'Ten-day return',
      ...frameOf(work, 'Overview'),
      pageTitle: 'Ten-day return',
      back: { href: at },
      due: work.dueReturn && dueInWords(work.dueReturn.due_on ?? work.dueReturn.on_date, work.today),
      rows: content
        ? contentRows(content).filter(row => !['Reason, if known', 'Brothers and sisters'].includes(row.key))
        : [],
      finding: work.dueReturn && shownFinding(work, work.dueReturn),
      address: work.child.protected
        ? 'Protected: not sent. The authority opens it with a reason of its own.'
        : 'The authority reads it from the record you send in your pupil file.',
      reason: text(body, 'reason'),
      siblings: text(body, 'siblings'),
      addressees: await addresseesShown(request.db, request.viewer),
      sent: work.returns
        .filter(sent => sent.rule === 'T-07')
        .map(sent => ({
          reference: sent.reference,
          on: dayInWords(sent.sent_on),
          by: sent.sent_name,
          since: dayInWords(sent.episode_on),
          superseded: supersededInWords(sent),
          receipt: sent.received_at
            ? `Received by the authority: ${sent.received_name}.`
            : 'The authority has not opened it yet. You have done your part.',
        })),
    },
  }
}
