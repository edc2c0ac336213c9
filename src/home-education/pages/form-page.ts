// A short form about one child that is no step of a case's own: its fields as data, what is wrong with what was typed, what the rules
// say no to. Shares its fields and its template with the steps of a case.
import type { Action } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { errorsFrom, type Field, fieldShown, readFields, type Values } from '../../cases/pages/step-page.ts'
import type { Decision } from '../../platform/errors.ts'
import { type FormError, redirect } from '../../platform/web/page.ts'

/** What every such form needs to know of what it is about. */
export type About = {
  child: { id: string; name: string; isProtected: boolean }
  back: { href: string; text: string }
  /** Why the form is not open now, with each reason; it is shown instead of the form. */
  closed?: readonly string[] | undefined
}

export type FormPage<W extends About> = {
  path: string
  allow: Action
  section: string
  load: (request: Request) => Promise<W>
  heading: string | ((work: W) => string)
  intro?: (work: W, request: Request) => Promise<readonly string[]> | readonly string[]
  fields: (work: W, request: Request) => Promise<readonly Field[]> | readonly Field[]
  button: string
  take: (request: Request, work: W, values: Values) => Promise<Decision<{ says: string; to?: string }>>
}

/** The page of one short form. */
export function formPage<W extends About>(given: FormPage<W>): Page {
  const view = async (request: Request, work: W, again: { values?: Values; errors?: FormError[] } = {}) => {
    const heading = typeof given.heading === 'string' ? given.heading : given.heading(work)
    const open = work.closed === undefined
    const fields = open ? await given.fields(work, request) : []
    const errors = again.errors ?? []
    return {
      template: 'cases/pages/step.njk',
      child: work.child.id,
      errors,
      status: errors.length > 0 ? 422 : 200,
      data: {
        heading,
        pageTitle: heading,
        childName: work.child.name,
        isProtected: work.child.isProtected,
        back: work.back,
        intro: (await given.intro?.(work, request)) ?? [],
        open,
        closedBecause: (work.closed ?? []).join(' '),
        seen: '',
        since: [],
        button: given.button,
        fields: fields.map(field => fieldShown(field, again.values, again.values ? request.body : undefined)),
      },
    }
  }
  return {
    path: given.path,
    allow: given.allow,
    shows: 'one child',
    section: given.section,
    async get(request) {
      return view(request, await given.load(request))
    },
    async post(request) {
      const work = await given.load(request)
      if (work.closed !== undefined) return view(request, work)
      const fields = await given.fields(work, request)
      const { values, errors } = readFields(fields, request.body)
      if (errors.length > 0) return view(request, work, { values, errors })
      const taken = await given.take(request, work, values)
      if (taken.allowed) return redirect(taken.value.to ?? work.back.href, taken.value.says)
      return view(request, work, {
        values,
        errors: errorsFrom(taken.refusals, fields),
      })
    },
  }
}
