/**
 * What is whoever told of a child told in turn, and when?
 *
 * That it came, that it was decided on, and that it is over (practice notes, 9.1, 9.2 step 9; letter LET-L17): the least there is to
 * say, never a fact of the child's. Somebody who told as part of their work hears the category of the outcome; a neighbour or a
 * parent hears that what was needed was done. Of a protected child everyone hears what is heard of a case that simply ended, so
 * that a reply tells nobody that there is anything to protect.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { CaseState } from '../cases/case.ts'
import { isDeciding } from '../cases/case.ts'
import { outcomeOf } from '../cases/closing.ts'

export const stages = ['acknowledgement', 'decision', 'outcome'] as const
export type Stage = (typeof stages)[number]
export const stagesInWords: Readonly<Record<Stage, string>> = {
  acknowledgement: 'That it reached us',
  decision: 'That we have taken it on',
  outcome: 'That it is over',
}

/** How far a case has come, as far as whoever told of it is concerned. */
export function stageOf(state: CaseState): Stage {
  if (state === 'closed' || state === 'declined') return 'outcome'
  return isDeciding({ state }) ? 'acknowledgement' : 'decision'
}

/** What is owed to somebody, given how far the case has come and what they were told already; nothing where that was said. */
export function owed(state: CaseState, done: readonly Stage[]): Stage | undefined {
  const stage = stageOf(state)
  const told = Math.max(-1, ...done.map(one => stages.indexOf(one)))
  return stages.indexOf(stage) > told ? stage : undefined
}

/** The words of a reply, ready to be said or sent. */
export function replyText(given: {
  stage: Stage
  toldOn: LocalDate
  reference: string
  professional: boolean
  isProtected: boolean
  state: CaseState
  outcome?: string | undefined
  authority: string
}): string {
  const { stage, professional } = given
  const begins = `You told us about a child on ${inWords(given.toldOn)}. Your reference is ${given.reference}.`
  const ends = `If you learn more, or if you are worried now, tell us again. If a child is in danger, call 999.\n\n${given.authority}, children missing education team`
  return `${begins}\n\n${middle()}\n\n${ends}`

  function middle(): string {
    if (stage === 'acknowledgement')
      return 'Thank you. It has reached the team that looks into it, and somebody is deciding what to do. We may not be able to tell you what we find.'
    if (!professional)
      return stage === 'decision'
        ? 'We have looked at what you told us, and we are doing what is needed. We may not tell you more about a child.'
        : 'We have looked at what you told us, and have done what was needed. We may not tell you more about a child.'
    if (stage === 'decision') return 'We have taken it on, and are working on it.'
    if (given.state === 'declined')
      return 'We have decided that it is not for the children missing education team. Where another team should have it, we have passed it on.'
    const inEducation = outcomeOf(given.outcome ?? '')?.category === 'found in education'
    return inEducation && !given.isProtected
      ? 'Our enquiries have ended: the child is in education.'
      : 'Our enquiries have ended. We may not say more about what we found.'
  }
}

/** The letter that says a stage (LET-L17), and what of its fields is known: never a category that a protected child's case has. */
export function letterFor(given: {
  stage: Stage
  reference: string
  professional: boolean
  isProtected: boolean
  state: CaseState
  outcome?: string | undefined
}): { code: string; fields: Readonly<Record<string, string>> } {
  const { stage, reference } = given
  const fields = { their_reference: reference }
  if (stage === 'acknowledgement') return { code: 'LET-L17', fields }
  if (stage === 'decision')
    return { code: 'LET-L17-progress', fields: { ...fields, progress_category: 'We are making enquiries.' } }
  const mayHear = given.professional && !given.isProtected
  const inEducation = outcomeOf(given.outcome ?? '')?.category === 'found in education'
  return {
    code: 'LET-L17-outcome',
    fields:
      mayHear && inEducation ? { ...fields, outcome_category: 'Education has been confirmed.' } : fields,
  }
}
