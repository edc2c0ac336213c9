/**
 * What may stand in double braces in a letter? Each field has a name, a kind, and a sentence that asks for it. One that is
 * not in this list cannot be used: the text is refused when it is written, not when the letter is sent.
 */
import { dateInWords, type LocalDate, parseLocalDate } from '../calendar/local-date.ts'

/** `known` is taken from the record; the rest a person is asked for. */
export type FieldKind = 'known' | 'line' | 'lines' | 'day' | 'time' | 'phone' | 'choice'
/** A choice is one of its sentences and no other: where free words could say too much. */
export type Field = { kind: FieldKind; says: string; hint?: string; choices?: readonly string[] }

export const letterFields = {
  child_first_name: { kind: 'known', says: 'what people call the child' },
  child_name: { kind: 'known', says: 'the child’s first name and surname' },
  contact_name: { kind: 'known', says: 'the name of the person it is sent to' },
  school_name: { kind: 'known', says: 'the school’s name' },
  authority_name: { kind: 'known', says: 'the local authority’s name' },
  today: { kind: 'known', says: 'the day it is sent' },
  sender_name: { kind: 'known', says: 'who sends it' },
  sender_role: { kind: 'known', says: 'the sender’s role' },
  sender_phone: {
    kind: 'phone',
    says: 'The sender’s direct telephone number',
    hint: 'A number the family can ring and reach you',
  },
  absent_since: { kind: 'day', says: 'The first day of the absence' },
  absent_on: { kind: 'day', says: 'The day the child was not in school' },
  reply_by: { kind: 'day', says: 'The day by which you ask for an answer' },
  ring_by: { kind: 'time', says: 'The time by which you ask them to ring', hint: 'For example, 3pm' },
  named_contact: {
    kind: 'line',
    says: 'The one person at school the family can ask for',
    hint: 'A name and what they do, such as “Mrs Example, family support”',
  },
  what_we_need: {
    kind: 'lines',
    says: 'What you need from the family',
    hint: 'One thing on each line',
  },
  contact_timetable: {
    kind: 'lines',
    says: 'When you will speak to the child',
    hint: 'One line for each time, such as “Every Tuesday at 10am, by video”',
  },
  terms_agreed: { kind: 'lines', says: 'What was agreed', hint: 'One thing on each line' },
  return_on: { kind: 'day', says: 'The day the child is to be back in school' },
  removal_on: { kind: 'day', says: 'The day the name will come off, or came off' },
  removal_reason: {
    kind: 'line',
    says: 'Why the name comes off, in plain words',
    hint: 'The ground in a sentence, such as “the new school has registered the child”',
  },
  removal_law: { kind: 'line', says: 'The law that allows it', hint: 'Such as “regulation 9(1)(a)”' },
  review_on: { kind: 'day', says: 'The day of the review meeting' },
  review_place: { kind: 'line', says: 'Where the meeting is, and at what time' },
  start_on: { kind: 'day', says: 'The day the child was to start' },
  visit_on: { kind: 'day', says: 'The day of the visit' },
  visit_time: { kind: 'line', says: 'The time of the visit', hint: 'Such as “between 10am and 11am”' },
  visit_why: { kind: 'line', says: 'Why you are coming', hint: 'In a sentence the family would recognise' },
  leave_from: { kind: 'day', says: 'The first day of leave that was asked for' },
  leave_to: { kind: 'day', says: 'The last day of leave that was asked for' },
  leave_decision: {
    kind: 'line',
    says: 'What was decided',
    hint: 'In a sentence, such as “We have agreed to 2 days of leave”',
  },
  leave_reasons: { kind: 'lines', says: 'Why it was decided so' },
  leave_next: {
    kind: 'line',
    says: 'What you ask of the family now',
    hint: 'If leave was agreed, the day back in school. If not, that the child should be in school',
  },
  party_name: { kind: 'known', says: 'the name of the body it is sent to' },
  child_born: { kind: 'known', says: 'the child’s date of birth' },
  our_reference: {
    kind: 'line',
    says: 'Our reference',
    hint: 'The reference of the case, such as C-1042',
  },
  their_reference: {
    kind: 'line',
    says: 'Their reference',
    hint: 'The one they were given, or gave us',
  },
  answer_by: { kind: 'day', says: 'The day by which they are to answer' },
  due_on: { kind: 'day', says: 'The day on which it was due' },
  asked_on: { kind: 'day', says: 'The day on which it was asked' },
  reasons: { kind: 'lines', says: 'The reasons', hint: 'One on each line, in plain words' },
  details_missing: {
    kind: 'lines',
    says: 'What was late or not told',
    hint: 'One thing on each line, such as “The last day attended”',
  },
  what_asked: {
    kind: 'lines',
    says: 'What you ask',
    hint: 'One question on each line, and no more than you need',
  },
  reply_details: {
    kind: 'lines',
    says: 'What the answer rests on',
    hint: 'One thing on each line: since when, who confirmed it, or where you looked',
  },
  agreement: { kind: 'line', says: 'The agreement under which you ask', hint: 'Its name and its date' },
  legal_basis: {
    kind: 'choice',
    says: 'The law under which you ask or tell',
    choices: [
      'Section 436A of the Education Act 1996',
      'Section 175 of the Education Act 2002',
      'Section 47 of the Children Act 1989',
    ],
  },
  progress_category: {
    kind: 'choice',
    says: 'How it stands',
    choices: [
      'We are making enquiries.',
      'We are in touch with those who can help, and the work goes on.',
      'We could not go on with what we were told, and would be glad to hear more.',
    ],
  },
  outcome_category: {
    kind: 'choice',
    says: 'What came of it: a category, and nothing more',
    choices: [
      'Education has been confirmed.',
      'Another authority has taken it on.',
      'This was not a matter of a child missing education.',
      'Our work on it goes on.',
    ],
  },
  la_answer: {
    kind: 'choice',
    says: 'The answer',
    choices: [
      'Yes: the child is on a roll here.',
      'Yes: we know of an address here.',
      'We found no trace after the checks below.',
      'We cannot say.',
    ],
  },
  education_view: {
    kind: 'choice',
    says: 'Our view',
    choices: [
      'From what we have seen, the education is suitable.',
      'From what we have seen, we are not satisfied that the education is suitable.',
      'We cannot form a view yet.',
    ],
  },
  view_next: { kind: 'line', says: 'What comes next', hint: 'Such as “We will be in touch again in a year”' },
  what_would_help: {
    kind: 'lines',
    says: 'What they could tell or send you',
    hint: 'One thing on each line',
  },
  schools_named: {
    kind: 'lines',
    says: 'The school or schools',
    hint: 'One on each line, with its address',
  },
  order_on: { kind: 'day', says: 'The day of the order' },
  fair_access_decision: {
    kind: 'line',
    says: 'What was decided',
    hint: 'Such as “A place is offered at Example Primary from 5 January 2027”',
  },
  panel_name: { kind: 'line', says: 'The panel or meeting' },
  panel_on: { kind: 'day', says: 'The day of the meeting' },
  panel_place: { kind: 'line', says: 'Where the meeting is, and at what time' },
  panel_question: { kind: 'line', says: 'The question to the panel' },
  panel_decisions: {
    kind: 'lines',
    says: 'What was decided, by whom it is done and by when',
    hint: 'One on each line',
  },
} as const satisfies Record<string, Field>
export type FieldName = keyof typeof letterFields
export const isField = (name: string): name is FieldName => Object.hasOwn(letterFields, name)
export const isAsked = (name: FieldName): boolean => letterFields[name].kind !== 'known'
export const fieldOf = (name: FieldName): Field => letterFields[name]

/** What is wrong with what a field was given, or nothing. Empty is not wrong here: it is not filled yet. */
export function problemWithValue(name: FieldName, value: string): string | undefined {
  const { kind, choices } = fieldOf(name)
  if (value === '') return undefined
  if (choices && !choices.includes(value)) return 'Choose one of the sentences'
  if (/[{}]/.test(value)) return 'Leave out the braces'
  if (kind === 'day' && !parseLocalDate(value)) return 'Enter a real date, such as 6 11 2026'
  if (kind === 'phone' && (!/^[\d +()]+$/.test(value) || value.replaceAll(/\D/g, '').length < 10)) {
    return 'Enter a telephone number, such as 07700 900123'
  }
  if (kind !== 'lines' && /[\r\n]/.test(value)) return 'Write it on one line'
  const most = kind === 'lines' ? 2000 : 300
  return value.length > most ? `Use ${most.toLocaleString('en-GB')} characters or fewer` : undefined
}

/** A value as the letter says it: a day in words, the rest as it is. */
export function inLetter(name: FieldName, value: string): string {
  if (letterFields[name].kind !== 'day') return value
  const day = parseLocalDate(value)
  return day ? dateInWords(day as LocalDate) : value
}
