/** The removal guard as a list for a person: each thing that must be shown, what shows it, or what is missing of it. */
import { inWords } from '../calendar/local-date.ts'
import type { Refusal } from '../law/decision.ts'
import { type RemovalFacts, type RemovalQuestion, removalQuestions } from '../registers/removal.ts'

export type GuardLine = {
  readonly asks: string
  readonly isShown: boolean
  /** What shows it, where it is shown. */
  readonly evidence: string
  readonly missing: readonly Refusal[]
}

export const jointOutcomeInWords: Readonly<Record<RemovalFacts['jointOutcome'], string>> = {
  NOT_LOCATED_AFTER_JOINT: 'The child has not been found, after everything reasonable was tried together',
  LOCATED_AGREED_WILL_NOT_ATTEND:
    'The child was found, and we have no reasonable grounds to believe that they will attend this school again',
  LOCATED_EXPECTED_TO_ATTEND: 'The child was found, and is expected to attend this school again',
  LOCATED_NOT_AGREED: 'The child was found, and we do not agree on whether they will attend again',
  IN_PROGRESS: 'The enquiries are still going on',
}

/** Every line of the list, in the order a person works through it. */
export function guardList(facts: RemovalFacts): GuardLine[] {
  return removalQuestions(facts).map(question => ({
    asks: question.asks,
    isShown: question.refusals.length === 0,
    evidence: question.refusals.length === 0 ? evidenceOf(question, facts) : '',
    missing: question.refusals,
  }))
}

function evidenceOf({ about }: RemovalQuestion, facts: RemovalFacts): string {
  switch (about) {
    case 'age':
      return 'By the date of birth on the register.'
    case 'days':
      return daysShown(facts)
    case 'back in school':
      return 'No mark since then is one of a session in school.'
    case 'cause':
      return facts.sicknessOrUnavoidableCause?.reasons ?? ''
    case 'enquiries':
      return facts.authorityReply
        ? `All done. The authority replied on ${inWords(facts.authorityReply.on)}: ${facts.authorityReply.says}`
        : ''
    case 'conclusion':
      return `${jointOutcomeInWords[facts.jointOutcome]}. Concluded on ${facts.concludedOn ? inWords(facts.concludedOn) : ''}.`
    case 'signatures':
      return signed(facts)
    case 'locks':
      return 'No order, plan or other register that Onroll knows of.'
    case 'day':
      return 'The name would come off on the day the headteacher approves.'
    case 'return':
      return 'It is made and sent in the same step.'
    default:
      return about satisfies never
  }
}

function daysShown({ ground, leave, run }: RemovalFacts): string {
  if (ground === 'R9-H' && leave?.tenDaysOn) {
    return `Leave ended on ${inWords(leave.endedOn)}. The 10th school day away was ${inWords(leave.tenDaysOn)}.`
  }
  return run ? `Since ${inWords(run.since)}. The 20th school day was ${inWords(run.twentyDaysOn)}.` : ''
}

function signed({ signatures }: RemovalFacts): string {
  const { school, safeguardingLead, authority } = signatures
  return [school, safeguardingLead, authority]
    .flatMap(one => (one ? [`${one.name}, ${inWords(one.on)}`] : []))
    .join('. ')
}
