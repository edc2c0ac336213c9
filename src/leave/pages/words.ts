// Leave in words, for its pages.
import { dateInWords, inWords } from '../../calendar/local-date.ts'
import type { FamilyPattern } from '../actions.ts'
import { daysInWords, type Leave } from '../leave.ts'
import type { LeaveStanding } from '../overrun.ts'
import type { StepRow } from '../store.ts'

/** Where a request stands, in a sentence. */
export function stateInWords(leave: Leave): string {
  switch (leave.state) {
    case 'waiting':
      return 'Waits for the headteacher'
    case 'granted':
      if (leave.returnedOn) return `Granted; back on ${inWords(leave.returnedOn)}`
      return `Granted: ${daysInWords(leave.agreed!)}, code ${leave.agreed!.code}`
    case 'refused':
      return `Refused on ${inWords(leave.decidedOn!)}`
    case 'cancelled':
      return 'Cancelled'
    default:
      return leave.state satisfies never
  }
}

export function patternShown(pattern: FamilyPattern) {
  const { sameWeekYears: years } = pattern
  return {
    lines: pattern.lines.map(line => line.says),
    summary: years > 0 && `Away in the same week in ${years} earlier ${years === 1 ? 'year' : 'years'}.`,
  }
}

/** What is due about a child who is not back, as sentences, the nearest first. */
export function countdown(standing: LeaveStanding): string[] {
  if (standing.is !== 'overrun') return []
  const { day, tenthOn, daysToTenth, isTenShown, notTakenOn, opensOn } = standing
  const left = `${daysToTenth} school ${daysToTenth === 1 ? 'day' : 'days'}`
  return [
    `From ${inWords(standing.since)}, the first school day after the leave, the absence is unexplained. Ring, and start the enquiries. Today is school day ${day}.`,
    ...(opensOn
      ? [`A possible-CME case opens by itself on ${inWords(opensOn)}, if the register still shows no reason.`]
      : []),
    daysToTenth > 0
      ? `${left} to the tenth${tenthOn ? `, ${inWords(tenthOn)}` : ''}. Until then the name cannot come off for leave that was overrun.`
      : isTenShown
        ? 'The register shows ten school days away after the leave. The law then lets a removal be considered, after joint enquiries. It never follows by itself.'
        : `Ten school days are over, and the register does not show all of them${notTakenOn ? `: ${dateInWords(notTakenOn)} was not taken` : ''}.`,
  ]
}

const labels: Readonly<Record<string, string>> = {
  who: 'Who',
  notes: 'What was said',
  what: 'What',
  seenBy: 'Seen by',
  kept: 'Kept',
  why: 'Why',
  reasons: 'Reasons',
  without: 'Granted without',
  code: 'Code',
}

const titles: Readonly<Record<StepRow['kind'], string>> = {
  meeting: 'Meeting',
  evidence: 'Evidence of the reason seen',
  'return evidence': 'Evidence of the return seen',
  'DSL told': 'The DSL was told',
  granted: 'Leave granted',
  refused: 'Leave refused',
  changed: 'Another last day agreed',
  cancelled: 'Cancelled',
  returned: 'Back in school',
}

/** One step of a request for the timeline. */
export function stepShown(step: StepRow) {
  const days =
    step.starts_on && step.ends_on
      ? [`${daysInWords({ startsOn: step.starts_on, endsOn: step.ends_on })}.`]
      : []
  const words = Object.entries(step.data).flatMap(([key, value]) => {
    if (key === 'returnOn') return [`Shows a return on ${inWords(value as never)}.`]
    return labels[key] && value ? [`${labels[key]}: ${value.replace(/[.\s]+$/, '')}.`] : []
  })
  return {
    title: titles[step.kind],
    when: dateInWords(step.on_date),
    who: step.by_name,
    says: [...days, ...words].join(' '),
    school: true,
  }
}
