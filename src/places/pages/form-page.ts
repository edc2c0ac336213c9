// A short form on the way into education: at the case for the CME team, at the child for the admissions desk.
import type { Action } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { errorsFrom, fieldShown, readFields, type Values } from '../../cases/pages/step-page.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { takePlacingStep } from '../actions.ts'
import { type PlaceForm, placeForms } from './forms.ts'
import { contextOf, type Subject, subjectOfCase, subjectOfDesk } from './subject.ts'

/** The action that a form is at the admissions desk. */
export const atDesk = (action: Action): Action =>
  action === 'fair-access.decide' ? 'fair-access.decide-at-desk' : 'places.waiting'

function formPage(form: PlaceForm, base: string, find: (request: Request) => Promise<Subject>): Page {
  const { path } = form
  return {
    path: `${base}/${path}`,
    allow: base.startsWith('/cases') ? form.allow : atDesk(form.allow),
    shows: 'one child',
    section: base.startsWith('/cases') ? 'Cases' : 'Places',
    async get(request) {
      return view(form, request, await find(request))
    },
    async post(request) {
      const subject = await find(request)
      const context = await contextOf(request, subject, true)
      const fields = form.fields(context, true)
      const { values, errors } = readFields(fields, request.body)
      if (errors.length > 0) return view(form, request, subject, { values, errors })
      const taken = await takePlacingStep(
        request.db,
        request.viewer,
        { caseId: subject.caseId },
        text(request.body, 'seen'),
        now => form.decide(values, context, now),
      )
      if (taken.done) return redirect(subject.at, form.done(values))
      return view(form, request, subject, {
        values,
        errors: errorsFrom(taken.refusals, fields),
        ...(taken.changed && { status: 409 }),
      })
    },
  }
}

async function view(
  form: PlaceForm,
  request: Request,
  subject: Subject,
  again: { values?: Values; errors?: FormError[]; status?: number } = {},
): Promise<ChildView> {
  const context = await contextOf(request, subject, true)
  const open = form.open?.(context) ?? true
  const errors = again.errors ?? []
  return {
    template: 'places/pages/form.njk',
    child: subject.childId,
    errors,
    ...(again.status !== undefined && { status: again.status }),
    data: {
      heading: form.heading,
      pageTitle: form.heading,
      childName: subject.childName,
      reference: subject.reference,
      isProtected: subject.isProtected,
      back: { href: subject.at, text: 'Back to the way into education' },
      intro: form.intro?.(context) ?? [],
      open: open || errors.length > 0,
      seen: subject.seen,
      fields: form
        .fields(context, !open)
        .map(field => fieldShown(field, again.values, again.values ? request.body : undefined)),
    },
  }
}

/** Every form at a case, and those for the admissions desk at the child. */
export const formPages: readonly Page[] = [
  ...placeForms.map(form => formPage(form, '/cases/:case/places', subjectOfCase)),
  ...placeForms
    .filter(form => form.desk)
    .map(form => formPage(form, '/places/children/:child', subjectOfDesk)),
]
