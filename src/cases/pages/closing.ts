// Proof, closing, and taking up again.
import { reopenCase, takeStep } from '../actions.ts'
import { outcomes } from '../closing.ts'
import * as steps from '../steps.ts'
import { weekday } from './case-work.ts'
import { dayOf, stepPage } from './step-page.ts'

const closers = outcomes.filter(outcome => outcome.closes)

export const proofPage = stepPage({
  path: '/cases/:case/proof',
  allow: 'case.record',
  step: 'record proof',
  heading: 'Record proof of an outcome',
  intro: () => [
    'For a school in this authority, the school’s own answer is the proof: ask it through a place, or from the roll it was found on. For every other outcome, write what you hold.',
  ],
  fields: () => [
    {
      as: 'radios',
      name: 'outcome',
      label: 'Which outcome?',
      items: closers
        .filter(outcome => outcome.code !== 'O01')
        .map(outcome => ({
          value: outcome.code,
          text: outcome.label,
          hint: `${outcome.proof}${outcome.approver === 'manager' ? '. A manager approves' : ''}`,
        })),
      ifEmpty: 'Choose an outcome',
    },
    {
      as: 'textarea',
      name: 'says',
      label: 'What is the proof?',
      ifEmpty: 'Write what the proof is, and its date',
    },
    {
      as: 'input',
      name: 'from',
      label: 'Who confirmed it, and for which organisation?',
      ifEmpty: 'Write who confirmed it',
    },
    { as: 'date', name: 'attended', label: 'First day attended, for a school elsewhere' },
  ],
  button: 'Record the proof',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, _by, on) =>
      steps.recordProof(
        c,
        {
          outcome: values.outcome!,
          says: values.says!,
          from: values.from!,
          ...(values.attended ? { attendedOn: dayOf(values, 'attended') } : {}),
        },
        on,
      ),
    ),
  says: () => 'Proof recorded. Closing is the next step',
})

export const closePage = stepPage({
  path: '/cases/:case/close',
  allow: 'case.close',
  step: 'close',
  heading: 'Close the case',
  intro: ({ c }) => [
    c.attendance
      ? `${c.attendance.school} confirmed on ${weekday(c.attendance.on)} that the child first attended on ${weekday(c.attendance.attendedOn)}.`
      : 'No school here has confirmed a first day attended.',
    c.proof
      ? `${c.proof.byName} recorded proof: ${c.proof.says} Confirmed by ${c.proof.from}.`
      : 'No other proof is recorded.',
    'A case closes only on a confirmed outcome. “Not located” does not close a case, and nor does time.',
  ],
  fields: ({ c }) => [
    {
      as: 'radios',
      name: 'outcome',
      label: 'What is the outcome?',
      items: closers.map(outcome => ({
        value: outcome.code,
        text: outcome.label,
        hint: `${outcome.proof}${outcome.approver === 'manager' ? '. A manager approves' : ''}`,
      })),
      value: c.proof?.outcome ?? (c.attendance ? 'O01' : ''),
      ifEmpty: 'Choose an outcome',
    },
    {
      as: 'textarea',
      name: 'says',
      label: 'Anything to follow up (optional)',
      hint: 'Brothers and sisters, later attendance, who still has to be told',
    },
  ],
  button: 'Close the case',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.close(c, { outcome: values.outcome!, says: values.says! }, by),
    ),
  says: (_values, work) =>
    `${work.row.reference} is closed. The school that referred reads the category alone`,
})

export const reopenPage = stepPage({
  path: '/cases/:case/reopen',
  allow: 'case.decide',
  step: 'reopen',
  heading: 'Take the case up again',
  fields: () => [
    {
      as: 'textarea',
      name: 'why',
      label: 'What has come to light?',
      ifEmpty: 'Write what has come to light',
    },
  ],
  button: 'Take it up again',
  take: (request, work, values, seen) =>
    reopenCase(request.db, request.viewer, work.row.token, seen, values.why!),
  says: (_values, work) => `${work.row.reference} is open again`,
})
