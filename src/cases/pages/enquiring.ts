// The work on a case: notes, contacts, reviews. (Its checks are src/checks.)
import { takeStep } from '../actions.ts'
import * as steps from '../steps.ts'
import { stepPage } from './step-page.ts'

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
