/** How `onroll assess` prints a finding: as a line of JSON, with or without its working, or as text for a person. */
import { dateInWords, type LocalDate, weekday } from '../calendar/local-date.ts'
import { markInWords } from '../law/source.ts'
import type { PupilFinding } from './assess.ts'
import type { CountLine } from './count-lines.ts'
import { explanation } from './explain.ts'
import { ruleInWords } from './finding.ts'

/** One line of JSON Lines, with the names of the contract. */
export const asJson = (found: PupilFinding): string => JSON.stringify(contractFields(found))

/** The same with the whole working after it. Takes the day up to which the registers were assessed. */
export function asJsonWithWhy(found: PupilFinding, asOf: LocalDate): string {
  const { calendar, facts, finding } = found
  const why = explanation(calendar, facts, finding, asOf)
  return JSON.stringify({
    ...contractFields(found),
    rule_version: why.ruleVersion,
    applies_from: why.ruleVersion,
    mark: why.mark,
    days: why.days,
    due_days: why.dueDays,
    would_change: why.wouldChange,
    inputs: why.inputs,
  })
}

/** A finding with the names of the contract. */
export function contractFields({ pupil, finding }: PupilFinding) {
  const { rule, on, due, since, missed, possible, because, cites } = finding
  return {
    school_urn: pupil.schoolUrn,
    ...(pupil.schoolUrn === '' && { school_dfe_number: pupil.schoolDfeNumber }),
    mis_id: pupil.misId,
    ...(pupil.misId === '' && { upn: pupil.upn }),
    rule,
    on,
    due,
    since,
    missed,
    possible,
    because,
    cites,
  }
}

/** Text for a person: a heading for each pupil, then their findings, each with its whole working. */
export function asText(asOf: LocalDate): (found: PupilFinding) => string {
  let last: PupilFinding['pupil'] | undefined
  return found => {
    const { pupil, finding, calendar, facts } = found
    const heading = `School ${pupil.schoolUrn || pupil.schoolDfeNumber}, pupil ${pupil.misId || pupil.upn}`
    const before = pupil === last ? [] : [...(last ? [''] : []), heading]
    last = pupil
    const why = explanation(calendar, facts, finding, asOf)
    const due = finding.due ? ` (due ${finding.due})` : ''
    return [
      ...before,
      `  ${finding.on}  ${finding.rule.padEnd(4)}  ${ruleInWords[finding.rule]}${due}`,
      `    ${finding.because}`,
      '    The days:',
      ...why.days.map(asLine),
      ...(why.dueDays.length > 0 ? ['    Counted to the day it is due:', ...why.dueDays.map(asLine)] : []),
      '    What would change it:',
      ...why.wouldChange.map(sentence => `      - ${sentence}`),
      `    Source: ${finding.cites}`,
      `    Rule ${finding.rule}, version ${why.ruleVersion}: applies from ${dateInWords(why.ruleVersion)}. ${markInWords[why.mark]}.`,
    ].join('\n')
  }
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const dayShort = (on: LocalDate): string => `${weekdays[weekday(on) - 1]} ${on}`
const signs = { counted: '+', 'passed-over': ' ', broke: 'x' } as const

/** "      + Mon 2025-09-15                   O  O   School day 1": + counted, x ended the count. */
function asLine({ on, to, am, pm, did, says }: CountLine): string {
  const days = (to === undefined ? dayShort(on) : `${dayShort(on)} to ${dayShort(to)}`).padEnd(32)
  const marks = am === undefined ? '' : `${(am || '.').padEnd(2)} ${(pm || '.').padEnd(2)}`
  return `      ${signs[did]} ${days} ${marks.padEnd(6)} ${says}`
}
