/** What happened, as a chronology says it: a title, and what there is to read below it. */
import { dateInWords, inWords, type LocalDate } from '../calendar/local-date.ts'
import { workingDaysBetween } from '../calendar/working-days.ts'
import { checkOf } from './authority-checks.ts'
import { type Aside, type Case, type CaseState, type Happened, sightings, whereabouts } from './case.ts'
import type { Level } from './clocks.ts'
import { outcomeOf, recordInWords } from './closing.ts'
import { factsInWords } from './proofs.ts'

export const startsInWords: Readonly<Record<string, string>> = {
  'START-01': 'Absent without explanation, and nobody can reach the family',
  'START-02': 'Left a school, and no next school is known',
  'START-03': 'Not back after granted leave',
  'START-04': 'Abroad without leave',
  'START-05': 'Did not take up a reception, junior or Year 7 place',
  'START-06': 'Did not take up a place offered during the year',
  'START-07': 'New to the area or the country, with no place',
  'START-08': 'Reached compulsory school age with no place',
  'START-09': 'Home education judged unsuitable',
  'START-10': 'Home education ended, and nobody could reach the family',
  'START-11': 'Permanently excluded, with nothing in place',
  'START-12': 'Left custody, hospital, refuge or alternative provision with no destination',
  'START-13': 'Reported by an agency or the public',
  'START-14': 'Asked about or handed over by another authority',
  'START-15': 'A gap found when rolls were compared',
  'START-16': 'Left an independent or closing school',
}
export const startInWords = (code: string): string => startsInWords[code] ?? code

export const levelsInWords: Readonly<Record<Level, string>> = {
  'act today': 'Act today',
  'act this week': 'Act this week',
  'keep in view': 'Keep in view',
}

/** The state of a case in a sentence. */
const statesInWords: Readonly<Record<CaseState, string>> = {
  received: 'Received. Nobody has decided on it yet.',
  triage: 'To be decided: what we asked for has come.',
  'needs information': 'Waiting for an answer before deciding.',
  declined: 'Not taken on.',
  accepted: 'Taken on. Enquiries have not begun.',
  enquiring:
    'Enquiries are being made. We do not know where the child is, or where the child goes to school.',
  located: 'The child is found, and needs a school place.',
  'securing provision': 'A place has been asked for.',
  starting: 'We are waiting to hear from a school that the child attends.',
  monitoring: 'A school has confirmed that the child attended a first day.',
  'not located': 'The child is not located. We go on looking, for as long as it takes.',
  closed: 'Closed.',
  reopened: 'Taken up again.',
}
const asidesInWords: Readonly<Record<Aside, string>> = {
  'with panel': 'A panel has the case in hand; it is still ours.',
  'handed over': 'Another authority was asked to take it over. It is ours until they accept.',
  'on hold': 'On hold.',
}
export function stateInWords(c: Case): string {
  if (c.state === 'closed') return `Closed: ${outcomeOf(c.outcome ?? '')?.label ?? c.outcome}`
  if (!c.aside) return statesInWords[c.state]
  return `${asidesInWords[c.aside.as]} Until ${inWords(c.aside.until)}: ${c.aside.says}. ${statesInWords[c.state]}`
}
/** A state as a short label for lists. */
export const stateLabel = (state: string): string => state[0]!.toUpperCase() + state.slice(1)

/** "Due Tuesday 24 November 2026", "Due today", "3 working days late". */
export function dueInWords(due: LocalDate, today: LocalDate): string {
  if (due === today) return 'Due today'
  if (due > today) return `Due ${inWords(due)}`
  const late = workingDaysBetween(due, today)
  if (late === 0) return `Was due ${inWords(due)}`
  return `${late} working ${late === 1 ? 'day' : 'days'} late: was due ${inWords(due)}`
}

export type Told = { title: string; lines: readonly string[] }
const told = (title: string, ...lines: (string | false | undefined)[]): Told => ({
  title,
  lines: lines.filter(line => line !== undefined && line !== false && line !== '') as string[],
})

/** One event of a case, in words. */
export function eventInWords(event: Happened): Told {
  switch (event.type) {
    case 'received':
      return event.how === 'removal'
        ? told('Possible CME: removed from a register', event.says)
        : told(
            event.how === 'referral'
              ? 'Referral received'
              : event.how === 'by hand'
                ? 'Case opened'
                : `Told of the child: ${event.how}`,
            event.says,
            startInWords(event.startCode),
          )
    case 'referral-added':
      return told('Another referral received', `${event.school}: ${startInWords(event.startCode)}`)
    case 'removal-added':
      return told('Removed from a register', `${event.school}: ${event.says}`)
    case 'told-again':
      return told(`Told of the child again: ${event.how}`, event.says)
    case 'task-set':
      return told('Waiting for', event.says, `By ${inWords(event.due)}`)
    case 'task-done':
      return told('No longer waiting', event.says)
    case 'set-aside':
      return told(stateLabel(event.as), event.says, `Until ${inWords(event.until)}`)
    case 'taken-back':
      return told('Taken back in hand', event.says)
    case 'pathway-set':
      return told(
        event.pathway === 'A' ? 'Pathway: find the child' : 'Pathway: get the child into education',
        event.says,
      )
    case 'tenth-day-confirmed':
      return told(`${event.school} confirms the tenth day`, `Attended on ${inWords(event.attendedOn)}`)
    case 'recorded':
      return told(event.title, ...event.lines)
    case 'more-asked':
      return told('Asked for more', event.what, `By ${inWords(event.due)}`)
    case 'answered':
      return told('Answer received', event.says, event.from && `From ${event.from}`)
    case 'declined':
      return told(
        event.because === 'not CME' ? 'Not taken on: not children missing education' : 'Not taken on',
        event.says,
      )
    case 'accepted':
      return told('Taken on', `${levelsInWords[event.level]}. Owner: ${event.ownerName}`)
    case 'assigned':
      return told(`Given to ${event.ownerName}`)
    case 'check-asked':
      return told(`Check begun: ${checkInWords(event.check)}`, event.says, `Answer due ${inWords(event.due)}`)
    case 'check-answered':
      return told(`Check answered: ${checkInWords(event.check)}`, `${stateLabel(event.result)}.`, event.says)
    case 'contact':
      return told(`Contact: ${event.who}`, `${stateLabel(event.method)}: ${event.result}.`, event.says)
    case 'note':
      return told('Note', event.fact && `Fact: ${event.fact}`, event.opinion && `Opinion: ${event.opinion}`)
    case 'reviewed':
      return told('Reviewed', event.says)
    case 'safeguarding-considered':
      return told('Safeguarding considered', event.says, event.with && `With ${event.with}`)
    case 'located':
      return told(
        event.proof === 'claimed' ? 'Someone says where the child is' : 'Located',
        `${sightings[event.proof]}. ${whereabouts[event.where]}.`,
        event.says,
      )
    case 'whereabouts-lost':
      return told('Whereabouts no longer known', event.says)
    case 'found-on-roll':
      return told(
        `Found on a roll: ${event.school}`,
        `On the roll since ${dateInWords(event.since)}. The school was asked to confirm attendance.`,
      )
    case 'place-offered':
      return told(`Place asked for: ${event.school}`, `To start ${inWords(event.startsOn)}`)
    case 'place-withdrawn':
      return told(`Place withdrawn: ${event.school}`, event.says)
    case 'not-started':
      return told(
        event.coming === 'will not come'
          ? `${event.school} says the child will not come`
          : `${event.school} says the child has not started yet`,
        event.says,
      )
    case 'started-claimed':
      return told(
        'Said to have started',
        `On ${inWords(event.startedOn)}, says ${event.from}. Not proof until the school confirms it.`,
        event.says,
      )
    case 'attendance-confirmed':
      return told(`${event.school} confirms attendance`, `First day attended: ${inWords(event.attendedOn)}`)
    case 'not-attending':
      return told(`${event.school} says the child does not attend`, event.says)
    case 're-search-begun':
      return told(
        `Search begun again: ${event.term}`,
        `${event.checks.length} required checks are asked again, and the safeguarding lead looks again, by ${inWords(event.due)}`,
      )
    case 'not-located':
      return told('Not located: on the long list', event.says, `Safeguarding lead: ${event.safeguardingLead}`)
    case 'level-set':
      return told(`Situation: ${levelsInWords[event.level]}`, event.why)
    case 'standing-set':
      return told(`Counted as: ${event.standing}`, `From ${dateInWords(event.from)}`, event.why)
    case 'concluded':
      return told(
        'Our conclusion of the joint enquiries, signed',
        conclusionInWords(event.outcome),
        unavoidableInWords(event.unavoidable),
        event.reasons,
      )
    case 'proof-recorded':
      return told(
        `Proof recorded: ${outcomeOf(event.outcome)?.label ?? event.outcome}`,
        event.says,
        `Confirmed by ${event.from}`,
        ...factsInWords(event.outcome, event.facts ?? {}),
        !event.facts?.attended && event.attendedOn && `First day attended: ${inWords(event.attendedOn)}`,
      )
    case 'proof-sent-back':
      return told('Proof sent back', event.says)
    case 'closed':
      return told(
        `Closed: ${outcomeOf(event.outcome)?.label ?? event.outcome}`,
        event.says,
        ...(event.record ? recordInWords(event.record) : []),
      )
    case 'reopened':
      return told('Taken up again', event.why)
    default:
      event satisfies never
      return told('')
  }
}

const checkInWords = (code: string): string => checkOf(code)?.label ?? code

export const conclusions = {
  NOT_LOCATED_AFTER_JOINT: 'Not located after our joint reasonable enquiries',
  LOCATED_AGREED_WILL_NOT_ATTEND:
    'Located, and there are no reasonable grounds to believe the child will attend again',
  LOCATED_EXPECTED_TO_ATTEND: 'Located, and expected to attend',
  LOCATED_NOT_AGREED: 'Located, and we do not agree about attending',
  IN_PROGRESS: 'Enquiries are still in progress',
} as const
export const conclusionInWords = (outcome: string): string =>
  (conclusions as Readonly<Record<string, string>>)[outcome] ?? outcome

export const unavoidables = {
  no: 'No: the absence is not through sickness or an unavoidable cause',
  yes: 'Yes: sickness or an unavoidable cause',
  'not known': 'Not known',
} as const
const unavoidableInWords = (answer: keyof typeof unavoidables): string =>
  `Sickness or unavoidable cause: ${unavoidables[answer].toLowerCase()}`
