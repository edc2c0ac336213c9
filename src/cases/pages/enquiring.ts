// The work on a case: notes, contacts, checks, reviews.
import type { Page } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { takeStep } from '../actions.ts'
import { type AuthorityCheck, authorityChecks, checkOf } from '../authority-checks.ts'
import { type CheckState, checksMissing, may } from '../case.ts'
import { dueBy } from '../clocks.ts'
import * as steps from '../steps.ts'
import { caseWork, day, headOf } from './case-work.ts'
import { dayOf, stepPage } from './step-page.ts'

export const notePage = stepPage({
  path: '/cases/:case/note',
  allow: 'case.record',
  step: 'add a note',
  heading: 'Add a note',
  intro: () => ['The child may read this one day. Keep what happened apart from what you think of it.'],
  fields: () => [
    { as: 'textarea', name: 'fact', label: 'Fact', hint: 'What happened, who saw or said it, and when' },
    { as: 'textarea', name: 'opinion', label: 'Opinion (optional)', hint: 'What you make of it, and why' },
  ],
  button: 'Add the note',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.note(c, { fact: values.fact!, opinion: values.opinion! }),
    ),
  says: () => 'Note added',
})

export const contactPage = stepPage({
  path: '/cases/:case/contact',
  allow: 'case.record',
  step: 'record a contact',
  heading: 'Record a contact',
  fields: () => [
    {
      as: 'input',
      name: 'who',
      label: 'Who did you try to reach?',
      hint: 'For example: her mother',
      ifEmpty: 'Write who you tried to reach',
    },
    {
      as: 'radios',
      name: 'method',
      label: 'How?',
      items: [
        { value: 'phone', text: 'By phone' },
        { value: 'text or email', text: 'By text or email' },
        { value: 'letter', text: 'By letter' },
        { value: 'visit', text: 'By a visit' },
      ],
      ifEmpty: 'Choose how you tried',
    },
    {
      as: 'radios',
      name: 'result',
      label: 'What came of it?',
      items: [
        { value: 'no answer', text: 'No answer' },
        { value: 'message left', text: 'A message was left' },
        { value: 'spoke', text: 'We spoke' },
        {
          value: 'saw the child',
          text: 'I saw the child',
          hint: 'Record where the child is as a step of its own',
        },
      ],
      ifEmpty: 'Choose what came of it',
    },
    { as: 'textarea', name: 'says', label: 'What was said or seen (optional)' },
  ],
  button: 'Record the contact',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.contact(c, {
        who: values.who!,
        method: values.method!,
        result: values.result!,
        says: values.says!,
      }),
    ),
  says: () => 'Contact recorded',
})

export const reviewPage = stepPage({
  path: '/cases/:case/review',
  allow: 'case.record',
  step: 'review',
  heading: 'Record a review',
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'What did you look at, and what comes next?',
      ifEmpty: 'Write what you looked at and what comes next',
    },
  ],
  button: 'Record the review',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c => steps.review(c, { says: values.says! })),
  says: () => 'Review recorded',
})

export const safeguardingPage = stepPage({
  path: '/cases/:case/safeguarding',
  allow: 'case.decide',
  step: 'consider safeguarding',
  heading: 'Record a safeguarding view',
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'Does what we do not know amount to a risk? What was decided?',
      ifEmpty: 'Write the safeguarding view',
    },
    {
      as: 'input',
      name: 'with',
      label: 'Which safeguarding lead considered it? (optional)',
      hint: 'Needed before a child is recorded as not located',
    },
  ],
  button: 'Record the view',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, c =>
      steps.considerSafeguarding(c, { says: values.says!, with: values.with! }),
    ),
  says: () => 'Safeguarding view recorded',
})

const statusOf = (state: CheckState | undefined): { status: string; colour: string; when: string } => {
  if (!state) return { status: 'Not started', colour: 'govuk-tag--grey', when: '' }
  if (state.answeredOn) {
    const status = state.result === 'not needed' ? 'Not needed' : 'Done'
    return {
      status,
      colour: '',
      when: `${state.result?.replace(/^./, first => first.toUpperCase())}, ${day(state.answeredOn)}.`,
    }
  }
  return { status: 'Waiting for reply', colour: 'govuk-tag--yellow', when: `Answer due ${day(state.due!)}.` }
}

export const checksPage: Page = {
  path: '/cases/:case/checks',
  allow: 'case.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const work = await caseWork(request)
    const { row, child, c } = work
    const groups = [...new Set(authorityChecks.map(check => check.group))].map(name => ({
      name,
      checks: authorityChecks
        .filter(check => check.group === name)
        .map(check => ({
          code: check.code,
          text: check.label,
          needed: check.required ? 'Required before “not located”.' : '',
          quiet: check.quiet,
          href: `/cases/${row.token}/checks/${check.code}`,
          ...statusOf(c.checks[check.code]),
        })),
    }))
    return {
      template: 'cases/pages/checks.njk',
      child: child.id,
      data: {
        heading: 'Checks',
        pageTitle: 'Checks',
        ...headOf(work, request.viewer.today),
        back: { href: `/cases/${row.token}`, text: 'Back to the case' },
        open: may(c, 'make a check'),
        missing: checksMissing(c).length,
        groups,
      },
    }
  },
}

function checkIn(code: string | undefined): AuthorityCheck {
  const check = checkOf(code ?? '')
  if (!check) throw new NotFound('check')
  return check
}

const results = [
  { value: 'asked', text: 'Asked, waiting for the answer' },
  { value: 'nothing found', text: 'Answered: nothing found' },
  {
    value: 'something found',
    text: 'Answered: something found',
    hint: 'Write what. If it says where the child is, record that as a step of its own',
  },
  { value: 'could not say', text: 'Answered: they could not say' },
  { value: 'not needed', text: 'Not needed for this child', hint: 'Write why' },
] as const
type CheckResult = Exclude<(typeof results)[number]['value'], 'asked'>

export const checkPage = stepPage({
  path: '/cases/:case/checks/:check',
  allow: 'case.record',
  step: 'make a check',
  heading: (_work, request) => checkIn(request.params.check).label,
  intro: (work, request) => {
    const check = checkIn(request.params.check)
    const state = work.c.checks[check.code]
    const quiet = check.quiet
      ? ['The school does not read which check this is.']
      : ['The school reads that this check was made, never what it found.']
    if (!state?.askedOn) return quiet
    return [
      `Asked ${day(state.askedOn)}${state.answeredOn ? `, answered ${day(state.answeredOn)}` : `, answer due ${day(state.due!)}`}.`,
      ...quiet,
    ]
  },
  fields: (work, { viewer }) => [
    {
      as: 'radios',
      name: 'result',
      label: 'How does it stand?',
      items: results,
      ifEmpty: 'Choose how the check stands',
    },
    { as: 'textarea', name: 'says', label: 'Who was asked, and what was said (optional)' },
    {
      as: 'date',
      name: 'due',
      label: 'If you are waiting: answer due by',
      value: dueBy('agency checks', work.c.level, localDate(viewer.today)),
    },
  ],
  button: 'Save the check',
  take: (request, work, values, seen) => {
    const check = checkIn(request.params.check).code
    const { db, viewer } = request
    const says = values.says!
    return takeStep(db, viewer, work.row.token, seen, (c, _by, on) =>
      values.result === 'asked'
        ? steps.askCheck(
            c,
            { check, says, due: values.due ? dayOf(values, 'due') : dueBy('agency checks', c.level, on) },
            on,
          )
        : steps.answerCheck(c, { check, result: values.result as CheckResult, says }),
    )
  },
  says: () => 'Check saved',
  to: work => `/cases/${work.row.token}/checks`,
  back: work => ({ href: `/cases/${work.row.token}/checks`, text: 'Back to checks' }),
})
