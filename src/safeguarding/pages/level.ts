// Raise the level, by anyone; and the second person's word where it would fall from "act today".
import type { Page, Request } from '../../access/page.ts'
import { dayInWords, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { answerLowering, raiseLevel } from '../../enquiries/levels/actions.ts'
import { levelOfChild } from '../../enquiries/levels/store.ts'
import { levelInWords } from '../../enquiries/screening.ts'
import { type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { afterwards, formView, safeguardingOf } from './form.ts'

const aboutOf = (work: Work) => ({ childId: work.child.id, schoolId: work.schoolId })

export const raisePage: Page = {
  path: '/pupils/:child/safeguarding/raise',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return raiseView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const errors: FormError[] = [
      ...(text(body, 'level') ? [] : [{ field: 'level', text: 'Choose how soon somebody must act' }]),
      ...(text(body, 'why') ? [] : [{ field: 'why', text: 'Say in a few words what made you raise it' }]),
    ]
    if (errors.length > 0) return raiseView(request, work, errors)
    const decision = await raiseLevel(db, viewer, aboutOf(work), {
      level: text(body, 'level'),
      why: text(body, 'why'),
    })
    if (!decision.allowed) {
      return raiseView(
        request,
        work,
        decision.refusals.map(({ says }) => ({ field: /Choose/.test(says) ? 'level' : 'why', text: says })),
      )
    }
    return redirect(
      afterwards(request, work),
      'The level is raised. The DSL sees it now. In danger now: call 999.',
    )
  },
}

const raiseView = (request: Request, work: Work, errors: FormErrors = []) =>
  formView(
    request,
    work,
    {
      heading: 'Raise the level',
      pageTitle: 'Raise the level',
      intro: [
        'Is the child in danger now? Call 999 first.',
        'Anyone may raise it, and it counts at once. It is the situation that is urgent, not the child or the family.',
      ],
      fields: [
        {
          kind: 'choice',
          id: 'level',
          asks: 'How soon must somebody act?',
          choices: [
            { value: 'act today', text: levelInWords['act today'] },
            { value: 'act this week', text: levelInWords['act this week'] },
          ],
        },
        {
          kind: 'box',
          id: 'why',
          asks: 'What made you raise it?',
          hint: 'A sentence is enough. Read by those who sign or decide.',
        },
      ],
      button: 'Raise it now',
    },
    errors,
  )

export const secondPage: Page = {
  path: '/pupils/:child/safeguarding/second',
  allow: 'safeguarding.see',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return secondView(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await workOf(request)
    const answer = text(body, 'agrees')
    const errors: FormError[] = [
      ...(answer ? [] : [{ field: 'agrees', text: 'Say whether you agree' }]),
      ...(text(body, 'why') ? [] : [{ field: 'why', text: 'Say in a few words why' }]),
    ]
    if (errors.length > 0) return secondView(request, work, errors)
    const decision = await answerLowering(db, viewer, aboutOf(work), {
      screenId: text(body, 'screen'),
      agrees: answer === 'yes',
      why: text(body, 'why'),
    })
    if (!decision.allowed) {
      return secondView(
        request,
        work,
        decision.refusals.map(({ says }) => ({
          field: /few words|2,000/.test(says) ? 'why' : 'agrees',
          text: says,
        })),
      )
    }
    return redirect(
      safeguardingOf(work),
      `Recorded. The level is ${levelInWords[decision.value.level].toLowerCase()}.`,
    )
  },
}

async function secondView(request: Request, work: Work, errors: FormErrors = []) {
  const { db, viewer } = request
  const now = await levelOfChild(db, viewer, work.child.id)
  const heading = 'Agree to a lower level'
  const waiting = now?.waiting
  if (!now || !waiting) {
    return formView(
      request,
      work,
      {
        heading,
        pageTitle: heading,
        intro: ['Nothing waits for a second person.'],
        fields: [],
        button: '',
      },
      [],
    )
  }
  const rows = [
    {
      key: 'Now',
      text: `${levelInWords[now.level]}, by ${now.by}, ${dayInWords(now.on)}. ${now.why}`,
    },
    {
      key: 'Would become',
      text: `${levelInWords[waiting.level]}, by ${waiting.by}. ${waiting.why}`,
    },
  ]
  if (waiting.byId === viewer.personId) {
    return formView(
      request,
      work,
      {
        heading,
        pageTitle: heading,
        intro: ['You signed this screen. Another DSL or the headteacher has to agree.'],
        rows,
        fields: [],
        button: '',
      },
      [],
    )
  }
  return formView(
    request,
    work,
    {
      heading,
      pageTitle: heading,
      intro: ['Until you agree, the level stays. Read the screen before you answer.'],
      rows,
      hidden: { screen: waiting.screenId },
      fields: [
        {
          kind: 'choice',
          id: 'agrees',
          asks: 'Do you agree?',
          choices: [
            { value: 'no', text: 'No, keep it at act today' },
            { value: 'yes', text: 'Yes, lower it' },
          ],
        },
        { kind: 'box', id: 'why', asks: 'Why?', hint: 'What you saw or know yourself' },
      ],
      button: 'Record my answer',
    },
    errors,
  )
}
