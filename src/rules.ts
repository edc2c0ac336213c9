/**
 * The rules as a library: `import { assess } from 'onroll/rules'`.
 *
 * For whoever builds a school's or an authority's system and wants to know what the law asks on a day. Everything here takes
 * values and gives values: no file, no network, no clock, no dependency. docs/library.md describes it.
 */

export type { CountLine } from './absences/count-lines.ts'
export type { DayEffect, Explanation } from './absences/explain.ts'
export { type RuleId, ruleInWords } from './absences/finding.ts'
// The register rules over plain rows, with the names of the files and of `onroll assess --json`.
export type {
  Assessed,
  AssessedFinding,
  AttendanceRow,
  Cell,
  LeaveRow,
  MissingFact,
  PupilKey,
  PupilRow,
  Registers,
  RemovalAnswer,
  RemovalAsked,
  RowProblem,
  TermDateRow,
  When,
} from './absences/library.ts'
export { askRemoval, assess } from './absences/library.ts'
// Ages.
export {
  ageOn,
  csaEnd,
  csaStart,
  isCompulsoryAge,
  schoolLeavingDate,
  yearGroup,
  yearGroupInWords,
} from './calendar/age.ts'
export {
  type Count,
  type CountedDay,
  countCalendarDaysAfter,
  countCalendarDaysBeginningWith,
  countSchoolDaysAfter,
  countWorkingDaysAfter,
  type DayUnit,
} from './calendar/counting.ts'
// Days. A `LocalDate` is the text `YYYY-MM-DD` of a day that exists.
export {
  addDays,
  dateInWords,
  daysBetween,
  inWords,
  type LocalDate,
  localDate,
  parseLocalDate,
  schoolYearInWords,
  schoolYearOf,
  weekday,
} from './calendar/local-date.ts'
export {
  isSchoolDay,
  nextSchoolDay,
  nthSchoolDayAfter,
  nthSchoolDayInclusive,
  previousSchoolDay,
  type SchoolCalendar,
  schoolCalendar,
  schoolCalendars,
  schoolDaysBetween,
  type TermDate,
  type TermDateKind,
  termDateKinds,
  whyNoSchoolDay,
} from './calendar/school-calendar.ts'

// What the law says: values with the day they began and their source.
export type { Answer } from './law/answer.ts'
export type { Duty, SchoolFacts } from './law/answering.ts'
export {
  type AttendanceCode,
  attendanceCodes,
  type CountEffect,
  type StatisticalGroup,
} from './law/attendance-codes.ts'
// Every clock of the school's and of the authority's side, each a function of facts to an `Answer`.
export * as authorityClocks from './law/authority-clocks.ts'
export { type Dated, inForce } from './law/dated.ts'
export type { Decision, Refusal } from './law/decision.ts'
export {
  type DeletionGround,
  deletionGround,
  deletionGrounds,
  type GroundRead,
  type LegacyGround,
  legacyGrounds,
  readGround,
} from './law/deletion-grounds.ts'
export * as rollClocks from './law/roll-clocks.ts'
export type { Rule, RuleKind, TimeLimit } from './law/rule.ts'
export { ruleOf, rules } from './law/rules.ts'
export * as schoolClocks from './law/school-clocks.ts'
export {
  type Citation,
  citationInWords,
  type Mark,
  markInWords,
  type Source,
  type SourceId,
  sources,
  weakest,
} from './law/source.ts'

// May a name come off the register?
export type { AnyEvidence, Ground, GroundFacts, RegisterShows } from './registers/ground.ts'
export { type EvidenceProblem, type EvidenceRead, readEvidence } from './registers/ground-fields.ts'
export { askGround, type GroundAnswer, grounds, groundWithCode } from './registers/grounds.ts'
export type { Follows } from './registers/removal-follows.ts'
