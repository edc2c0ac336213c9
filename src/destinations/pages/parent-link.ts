// The form for a family, behind a one-time link: a first page, two of questions, one to check and send, and thank you.
import type { LinkPage, LinkRequest } from '../../access/page.ts'
import { type FormError, type Redirect, redirect, type View } from '../../platform/web/page.ts'
import { formBehindLink, keepDraft, parentLinkKind, sendForm } from '../parents/actions.ts'
import {
  firstUnfinished,
  inParentsWords,
  isParentStep,
  type ParentAnswers,
  parentFields,
  parentIntroduction,
  parentSteps,
} from '../parents/form.ts'
import type { FormRow } from '../parents/store.ts'
import { fieldsOf, readStep } from './parent-fields.ts'

const steps = Object.keys(parentSteps) as (keyof typeof parentSteps)[]

export const parentLinkPage: LinkPage = {
  kind: parentLinkKind,
  async get(request) {
    const opened = await open(request)
    if ('template' in opened) return opened
    const { form, draft } = opened
    const { step, address, link } = request
    if (form.answers || link.endedWhy) return done
    if (isParentStep(step)) return questions(request, step, draft)
    if (step === 'check') {
      const unfinished = firstUnfinished(draft)
      return unfinished ? redirect(`${address}/${unfinished}`) : check(request, draft)
    }
    return {
      template: 'destinations/pages/parent-start.njk',
      data: {
        heading: `${String(link.shows.forename)} is leaving ${String(link.shows.school)}`,
        pageTitle: 'Where your child goes next',
        paragraphs: parentIntroduction,
        start: `${address}/${steps[0]}`,
        isBegun: Object.values(draft).some(answer => answer !== ''),
      },
    }
  },
  async post(request) {
    const opened = await open(request)
    if ('template' in opened) return opened
    const { form, draft } = opened
    const { db, step, address, body, link, asSystem } = request
    if (form.answers || link.endedWhy) return redirect(`${address}/sent`)
    if (isParentStep(step)) {
      const { answers, errors } = readStep(step, body)
      // What could be read is kept even where something is missing: nobody types it twice.
      const kept = await asSystem(system => keepDraft(db, system, form, draft, answers))
      if (errors.length > 0) return questions(request, step, kept, errors)
      const next = steps[steps.indexOf(step) + 1]
      return redirect(`${address}/${next ?? 'check'}`)
    }
    if (step === 'check') return send(request, form, draft)
    return redirect(`${address}/${steps[0]}`)
  },
}

async function send(request: LinkRequest, form: FormRow, draft: ParentAnswers): Promise<View | Redirect> {
  const { db, address, asSystem, end } = request
  const came = await asSystem(system => sendForm(db, system, form, draft))
  if (came === 'unfinished') return redirect(`${address}/${firstUnfinished(draft)}`)
  if (came === 'sent') await end('Answered')
  return redirect(`${address}/sent`)
}

/** The form and what is filled in, or the page to show instead where the child has become protected. */
async function open(request: LinkRequest): Promise<{ form: FormRow; draft: ParentAnswers } | View> {
  const { db, link, asSystem } = request
  return (await asSystem(system => formBehindLink(db, system, link.about))) ?? closed
}

const message = (heading: string, ...paragraphs: string[]): View => ({
  template: 'platform/web/templates/message.njk',
  data: { heading, paragraphs },
})
const done = message(
  'Thank you. Your answers were sent',
  'Somebody at the school will read them.',
  'If something changes, ring the school.',
  'You can close this page now. Close the window if others use this phone or computer.',
)
const closed = message(
  'Please ring the school',
  'This form is not used any more. Nothing that you wrote here is kept.',
  'You can close this page.',
)

function questions(
  request: LinkRequest,
  step: keyof typeof parentSteps,
  kept: ParentAnswers,
  errors: FormError[] = [],
): View {
  const at = steps.indexOf(step)
  return {
    template: 'destinations/pages/parent-step.njk',
    errors,
    data: {
      heading: parentSteps[step].heading,
      count: `Page ${at + 1} of ${steps.length + 1}`,
      back: { href: at === 0 ? request.address : `${request.address}/${steps[at - 1]}` },
      fields: fieldsOf(step, kept, errors.length > 0 ? request.body : undefined),
    },
  }
}

function check({ address }: LinkRequest, draft: ParentAnswers): View {
  return {
    template: 'destinations/pages/parent-check.njk',
    data: {
      heading: 'Check your answers',
      count: `Page ${steps.length + 1} of ${steps.length + 1}`,
      back: { href: `${address}/${steps.at(-1)}` },
      lines: inParentsWords(draft).map(line => {
        const step = steps.find(one => (parentSteps[one].asks as readonly string[]).includes(line.name))
        return { ...line, href: `${address}/${step}#${line.name}`, asked: parentFields[line.name].asks }
      }),
    },
  }
}
