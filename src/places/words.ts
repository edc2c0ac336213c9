/** How a step on the way into education is said: on the case's chronology and on its page of places. */
import { inWords } from '../calendar/local-date.ts'
import { barrierTopics, needTopics, type PlacingHappened } from './placing.ts'

export type Said = { readonly title: string; readonly lines: readonly string[] }

/**
 * A step in words. Of a protected child the words name no school and no place, and repeat nothing that was written about one:
 * the chronology is read by more people than the page of places.
 */
export function stepInWords(step: PlacingHappened, isProtected: boolean): Said {
  const said = inFull(step, isProtected ? 'a school' : undefined)
  return isProtected
    ? { title: said.title, lines: [] }
    : { title: said.title, lines: said.lines.filter(Boolean) }
}

function inFull(step: PlacingHappened, place: string | undefined): Said {
  const at = (name: string) => place ?? name
  switch (step.kind) {
    case 'need':
      return { title: `Need recorded: ${needTopics[step.topic]}`, lines: [] }
    case 'need-ended':
      return { title: 'A need no longer holds', lines: [] }
    case 'barrier':
      return {
        title: `Barrier recorded: ${barrierTopics[step.topic]}`,
        lines: [step.says, `From: ${step.source}`],
      }
    case 'barrier-solved':
      return { title: 'Barrier solved', lines: [step.says, `By: ${step.who}`] }
    case 'applied':
      return {
        title: `Applied for a place: ${at(step.to)}`,
        lines: [`Received ${inWords(step.received)}. Answer due ${inWords(step.answerBy)}`],
      }
    case 'refused-by-school':
      return { title: 'The school refused a place', lines: [step.says] }
    case 'withdrawn':
      return { title: 'Application or offer withdrawn', lines: [step.says] }
    case 'appealed':
      return { title: 'Appeal lodged', lines: [`Lodged ${inWords(step.lodged)}`] }
    case 'appeal-answered':
      return { title: `Appeal ${step.result}`, lines: [step.says] }
    case 'offered':
      return {
        title: `Place offered: ${at(step.school)}`,
        lines: [`To start ${inWords(step.startsOn)}. The family’s answer is due ${inWords(step.answerBy)}`],
      }
    case 'no-answer-yet':
      return {
        title:
          step.now === 'admissions'
            ? 'The family has not answered the offer: admissions try next'
            : 'The family has not answered the offer: worked as a child missing education',
        lines: [step.says],
      }
    case 'parent-answered':
      return { title: `The family ${step.answer} the offer`, lines: [step.says] }
    case 'visited':
      return { title: 'The child visited the school', lines: [inWords(step.visitedOn)] }
    case 'started':
      return {
        title: 'First day attended, by the school’s own word',
        lines: [`${inWords(step.attendedOn)}. The tenth school day is ${inWords(step.tenthOn)}`],
      }
    case 'not-started':
      return { title: step.willCome ? 'Not started yet' : 'The child will not come', lines: [step.says] }
    case 'tenth-day':
      return {
        title:
          step.answer === 'attending'
            ? 'Tenth school day: attending'
            : step.answer === 'not yet'
              ? 'Tenth school day: not confirmed yet'
              : 'Tenth school day: not in school',
        lines: step.askAgainOn ? [`Asked again on ${inWords(step.askAgainOn)}`] : [],
      }
    case 'fair-access-referred':
      return {
        title: `Referred to fair access, category ${step.category}`,
        lines: [
          step.because,
          step.says,
          `Panel on ${inWords(step.panelOn)}. A place is due by ${inWords(step.placeBy)}`,
        ],
      }
    case 'fair-access-asked':
      return {
        title: `Fair access: ${at(step.school)} was asked`,
        lines: [`Answer due ${inWords(step.answerBy)}`],
      }
    case 'fair-access-answered':
      return { title: `Fair access: the school ${step.answer}`, lines: [step.says] }
    case 'fair-access-decided':
      return {
        title: `Fair access decided: ${step.decision}`,
        lines: [step.school ?? '', step.says, step.panelOn ? `Next panel ${inWords(step.panelOn)}` : ''],
      }
    case 'direction':
      return { title: `Direction to admit recorded: ${at(step.school)}`, lines: [step.says] }
    case 'direction-ended':
      return { title: 'What became of the direction', lines: [step.says] }
    case 'section-19-begun':
      return {
        title: 'Our own duty to arrange education began',
        lines: [step.because, step.says, `To be offered by ${inWords(step.answerBy)}`],
      }
    case 'section-19-offered':
      return {
        title: `Education offered: ${at(step.provider)}`,
        lines: [`${hours(step.hours)} from ${inWords(step.startsOn)}`],
      }
    case 'section-19-refused':
      return { title: 'The family refused what we offered', lines: [step.says] }
    case 'section-19-started':
      return {
        title: 'The provider confirmed the start',
        lines: [`${inWords(step.startedOn)}, ${hours(step.hours)}`, `Confirmed by: ${step.confirmedBy}`],
      }
    case 'section-19-reviewed':
      return { title: 'Reviewed the education that we arrange', lines: [step.says, hours(step.hours)] }
    case 'section-19-ended':
      return { title: 'The education that we arranged ended', lines: [step.says] }
    case 'integration-asked':
      return { title: `${at(step.school)} asks for help with settling in`, lines: [step.says] }
    case 'integration-answered':
      return { title: `Help with settling in: ${step.answer}`, lines: [step.says] }
    case 'integration-reviewed':
      return { title: 'Help with settling in reviewed', lines: [step.says] }
    case 'integration-ended':
      return { title: 'Help with settling in ended', lines: [step.says] }
    default:
      return step satisfies never
  }
}

export const hours = (many: number): string => `${many} ${many === 1 ? 'hour' : 'hours'} a week`

/** Kinds that the admissions desk may read and those it may write. Health, safety and our own duty are not for it. */
export const forAdmissions = (step: PlacingHappened): boolean =>
  step.kind === 'need'
    ? ['sen', 'language', 'transport', 'wishes'].includes(step.topic)
    : !/^(barrier|section-19|integration|need-ended)/.test(step.kind)
