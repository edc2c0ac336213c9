// Proof, closing, and taking up again.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { csaEnd, csaStart } from '../../calendar/age.ts'
import { localDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { reopenCase, takeStep } from '../actions.ts'
import { isOpen } from '../case.ts'
import {
  type ClosureRecord,
  needsSecond,
  type Outcome,
  outcomeOf,
  outcomes,
  referrerInWords,
  riskInWords,
  siblingsInWords,
} from '../closing.ts'
import { factsInWords, type Known, proofFields } from '../proofs.ts'
import * as steps from '../steps.ts'
import { caseWork, headOf, type Work, weekday } from './case-work.ts'
import { closingFacts } from './closing-facts.ts'
import { type Field, stepPage } from './step-page.ts'

const closers = outcomes.filter(outcome => outcome.closes)
const approver = (outcome: Outcome) => (outcome.approver === 'manager' ? '. A manager approves' : '')

export const proofChoicePage: Page = {
  path: '/cases/:case/proof',
  allow: 'case.record',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const work = await caseWork(request)
    const at = `/cases/${work.row.token}`
    return {
      template: 'cases/pages/proof.njk',
      child: work.child.id,
      data: {
        heading: 'Record proof of an outcome',
        pageTitle: 'Record proof of an outcome',
        ...headOf(work, request.viewer.today),
        back: { href: at, text: 'Back to the case' },
        outcomes: closers.map(outcome => ({
          text: outcome.label,
          needs: `${outcome.proof}${approver(outcome)}.`,
          href: outcome.code === 'O07' ? `${at}/authorities` : `${at}/proof/${outcome.code}`,
        })),
      },
    }
  },
}

/** The outcome in the address, where somebody records the proof of it. */
function wanted({ params }: Request): Outcome {
  const outcome = outcomeOf(params.outcome ?? '')
  if (!outcome || !proofFields[outcome.code]) throw new NotFound('outcome')
  return outcome
}

/** What the proof is held against: what the date of birth says. */
const knownOf = ({ child }: Work): Known =>
  child.date_of_birth === null
    ? {}
    : {
        compulsoryAgeBegins: csaStart(localDate(child.date_of_birth)),
        compulsoryAgeEnds: csaEnd(localDate(child.date_of_birth)),
      }

export const proofPage = stepPage({
  path: '/cases/:case/proof/:outcome',
  allow: 'case.record',
  step: 'record proof',
  heading: (_work, request) => `Proof: ${wanted(request).label}`,
  intro: (work, request) => {
    const outcome = wanted(request)
    const ends = knownOf(work).compulsoryAgeEnds
    return [
      `Needed: ${outcome.proof}${approver(outcome)}.`,
      ...(outcome.code === 'O08'
        ? [
            ends
              ? `By the date of birth we hold, compulsory school age ends on ${weekday(ends)}.`
              : 'No date of birth is known, so this outcome cannot be recorded.',
          ]
        : []),
    ]
  },
  fields: (_work, request) => proofFields[wanted(request).code]!.map(shownField),
  button: 'Record the proof',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, _by, on) =>
      steps.recordProof(c, { outcome: wanted(request).code, facts: values }, on, knownOf(work)),
    ),
  says: () => 'Proof recorded. Closing is the next step',
  back: work => ({ href: `/cases/${work.row.token}/proof`, text: 'Back to the outcomes' }),
})

function shownField(field: (typeof proofFields)[string][number]): Field {
  const { name, label, hint } = field
  const base = { name, label, ...(hint && { hint }) }
  switch (field.as) {
    case 'choice':
      return { ...base, as: 'radios', items: field.items, ifEmpty: field.ifEmpty }
    case 'date':
      return field.mayBeEmpty ? { ...base, as: 'date' } : { ...base, as: 'date', ifEmpty: field.ifEmpty }
    case 'text':
    case 'long': {
      const as = field.as === 'text' ? 'input' : 'textarea'
      return field.unless ? { ...base, as } : { ...base, as, ifEmpty: field.ifEmpty }
    }
    default:
      return field satisfies never
  }
}

export const closePage = stepPage({
  path: '/cases/:case/close',
  allow: 'case.close',
  step: 'close',
  heading: 'Close the case',
  intro: async (work, request) => {
    const { c } = work
    const facts = await closingFacts(request, work)
    return [
      c.attendance
        ? `${c.attendance.school} confirmed on ${weekday(c.attendance.on)} that the child first attended on ${weekday(c.attendance.attendedOn)}.`
        : 'No school here has confirmed a first day attended.',
      ...(c.tenthDay
        ? [`It confirmed the tenth day too: attended on ${weekday(c.tenthDay.attendedOn)}.`]
        : []),
      c.proof
        ? `${c.proof.byName} recorded proof of “${outcomeOf(c.proof.outcome)?.label}”: ${c.proof.says} Confirmed by ${c.proof.from}. ${factsInWords(c.proof.outcome, c.proof.facts).join('. ')}`
        : 'No other proof is recorded.',
      ...(facts.openRisk ? [`A risk is open. ${facts.because.join('. ')}.`] : []),
      ...(needsSecond(c, facts)
        ? ['This needs two people: one records the proof, and a manager who is another closes it.']
        : []),
      'A case closes only on a confirmed outcome. “Not located” does not close a case, and nor does time.',
    ]
  },
  fields: ({ c }) => [
    {
      as: 'radios',
      name: 'outcome',
      label: 'What is the outcome?',
      items: closers.map(outcome => ({
        value: outcome.code,
        text: outcome.label,
        hint: `${outcome.proof}${approver(outcome)}`,
      })),
      value: c.proof?.outcome ?? (c.attendance ? 'O01' : ''),
      ifEmpty: 'Choose an outcome',
    },
    choiceOf(
      'siblings',
      'Brothers and sisters',
      siblingsInWords,
      'Choose whether brothers and sisters were looked at',
    ),
    choiceOf('risk', 'Risk', riskInWords, 'Choose whether a risk is left open'),
    choiceOf(
      'referrer',
      'Whoever referred the child',
      referrerInWords,
      'Choose how whoever referred is told',
    ),
    {
      as: 'textarea',
      name: 'says',
      label: 'Anything to follow up (optional)',
      hint: 'To whom a risk was passed, later attendance, who still has to be told, and by when',
    },
  ],
  button: 'Close the case',
  take: async (request, work, values, seen) => {
    const facts = await closingFacts(request, work)
    const record = {
      siblings: values.siblings,
      risk: values.risk,
      referrer: values.referrer,
    } as ClosureRecord
    return takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.close(c, { outcome: values.outcome!, says: values.says!, record }, by, facts),
    )
  },
  says: (_values, work) =>
    `${work.row.reference} is closed. The school that referred reads the category alone`,
})

const choiceOf = (
  name: string,
  label: string,
  words: Readonly<Record<string, string>>,
  ifEmpty: string,
): Field => ({
  as: 'radios',
  name,
  label,
  items: Object.entries(words).map(([value, text]) => ({ value, text })),
  ifEmpty,
})

export const sendBackPage = stepPage({
  path: '/cases/:case/send-back',
  allow: 'case.close',
  step: 'close',
  heading: 'Send the proof back',
  intro: ({ c }) => [
    c.proof
      ? `${c.proof.byName} recorded proof of “${outcomeOf(c.proof.outcome)?.label}”: ${c.proof.says}`
      : 'No proof is recorded.',
    'A manager says what is missing. The case goes on where it stood.',
  ],
  fields: () => [
    { as: 'textarea', name: 'says', label: 'What is missing?', ifEmpty: 'Write what is missing' },
  ],
  button: 'Send it back',
  take: (request, work, values, seen) =>
    takeStep(request.db, request.viewer, work.row.token, seen, (c, by) =>
      steps.sendProofBack(c, { says: values.says! }, by),
    ),
  says: () => 'Sent back. The case goes on',
})

/** May this person send the proof back? */
export const maySendBack = (work: Work, { viewer }: Request): boolean =>
  work.c.proof !== undefined && isOpen(work.c) && viewer.role === 'manager' && may(viewer, 'case.close')

export const reopenPage = stepPage({
  path: '/cases/:case/reopen',
  allow: 'case.decide',
  step: 'reopen',
  heading: 'Take the case up again',
  intro: () => [
    'It is the same case and one chronology: a new episode begins today, and the earlier ones stay with their days and outcomes.',
  ],
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
