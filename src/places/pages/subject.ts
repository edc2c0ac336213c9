// Whose way into education a page is about: a case for the CME team, a child given to it for the admissions desk.
import type { Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { caseWork, nameOf, type Work } from '../../cases/pages/case-work.ts'
import { childByToken, enrolmentsOf } from '../../children/store.ts'
import { settingsFor, versionedCalendarFor } from '../../schools/store.ts'
import { outSince } from '../days-out.ts'
import { type PlacingStep, placingFrom } from '../placing.ts'
import { type PlacingRow, placingOfChild, placingSteps, providersKnown, schoolsKnown } from '../store.ts'
import type { FormContext } from './forms.ts'

export type Subject = {
  caseId: string
  childId: string
  childName: string
  born: string | null
  reference: string
  isProtected: boolean
  /** Where its page of places is. */
  at: string
  back: { href: string; text: string }
  /** The case itself: not for a desk. */
  work: Work | undefined
  /** As the desk's list has it. */
  row: PlacingRow | undefined
  steps: readonly PlacingStep[]
  /** The last step that this page had read. */
  seen: string
}

/** The case in the address, as the CME team reads it. */
export async function subjectOfCase(request: Request): Promise<Subject> {
  const work = await caseWork(request)
  const steps = await placingSteps(request.db, request.viewer, work.child.id)
  return {
    caseId: work.row.id,
    childId: work.child.id,
    childName: nameOf(work.child),
    born: work.child.date_of_birth,
    reference: work.row.reference,
    isProtected: work.row.protected,
    at: `/cases/${work.row.token}/places`,
    back: { href: `/cases/${work.row.token}`, text: 'Back to the case' },
    work,
    row: undefined,
    steps,
    seen: steps.at(-1)?.id ?? '',
  }
}

/** The child in the address, as the admissions desk reads it. */
export async function subjectOfDesk(request: Request): Promise<Subject> {
  const { db, viewer, params } = request
  const child = await childByToken(db, viewer, params.child ?? '')
  const row = await placingOfChild(db, viewer, params.child ?? '')
  const steps = await placingSteps(db, viewer, child.id)
  return {
    caseId: row.case_id,
    childId: child.id,
    childName: nameOf(child),
    born: child.date_of_birth,
    reference: row.reference,
    isProtected: false,
    at: `/places/children/${child.token}`,
    back: { href: '/places/children', text: 'Children waiting for a place' },
    work: undefined,
    row,
    steps,
    seen: steps.at(-1)?.id ?? '',
  }
}

/** What the forms and the page work their days out from. With `lists`, the schools and providers to choose from. */
export async function contextOf(request: Request, subject: Subject, lists: boolean): Promise<FormContext> {
  const { db, viewer } = request
  const today = localDate(viewer.today)
  const placing = placingFrom(subject.steps)
  let since = subject.row?.out_since ? localDate(subject.row.out_since) : undefined
  if (subject.work && subject.born) {
    const rolls = (await enrolmentsOf(db, viewer, subject.childId)).map(one => ({
      from: localDate(one.entry_date),
      ...(one.leaving_date !== null && { to: localDate(one.leaving_date) }),
    }))
    since = outSince({ dob: localDate(subject.born), rolls, otherEducation: [] }, placing, today)?.since
  }
  return {
    placing,
    caseId: subject.caseId,
    today,
    isProtected: subject.isProtected,
    isDesk: subject.work === undefined,
    outSince: since,
    settings: await settingsFor(db, viewer),
    calendar: await versionedCalendarFor(db, viewer, undefined),
    schools: lists ? await schoolsKnown(db, viewer) : [],
    providers: lists && subject.work ? await providersKnown(db, viewer) : [],
  }
}
