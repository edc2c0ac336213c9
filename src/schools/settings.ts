/**
 * What may an authority decide for itself, and how far?
 *
 * Areas differ in when a school starts its enquiries, when it refers, and which checks it must have done. Each choice
 * here has our default, a limit beyond which it would loosen the law or national guidance, and a date from which it
 * holds. A new value replaces an older one from its day; an old case is still explained by the value of its own day.
 */

export type Settings = {
  /** The school day of an absence on which a school refers, at the latest. */
  'referral-day': number
  /** The school day of an absence on which enquiries begin, at the latest. */
  'enquiries-start-day': number
  'home-visit-required': boolean
  /** Codes of school checks that must be done before a referral. */
  'required-school-checks': readonly string[]
  /** Codes of authority checks that must be answered before "not located". */
  'required-authority-checks': readonly string[]
  /** Minutes after the register closes by which somebody has rung. */
  'first-call-minutes': number
  /** Hours without an answer after which the risk is assessed in writing. */
  'assessment-hours': number
  /** School days after leaving within which a claimed next school is to be confirmed, before a case is opened. */
  'destination-days': number
  /** Unauthorised days in a school year from which a pupil is in the irregular attendance return (T-08). */
  'irregular-days': number
  /** School days within which a part-time timetable or education off site is looked at again. */
  'provision-review-days': number
  /** School days after granted leave on which a child who is not back becomes a possible-CME case. */
  'leave-overrun-days': number
  /** Whether the authority agrees in writing before a name comes off for a move abroad. */
  'authority-agrees-abroad': boolean
  /** Minutes of a journey to school that are a guide to what is within reach of a primary pupil. */
  'travel-minutes-primary': number
  /** The same of a secondary pupil. */
  'travel-minutes-secondary': number
  /** Working days in which another team of the authority answers what it is asked of a child. */
  'desk-answer-days': number
  /** Working days a family has to answer an informal enquiry about home education. */
  'home-education-reply-days': number
  /** School days after an offer in which the family may answer; then the school tries. */
  'offer-answer-days': number
  /** School days more before admissions try, and again before it is worked as a child missing education. */
  'offer-chase-days': number
  /** Days after which what a school told of free places is shown as old. */
  'vacancy-days': number
  /** Weeks from one fair access panel to the next. */
  'fair-access-weeks': number
  /** School days in which a school answers what the fair access panel asks. */
  'fair-access-answer-days': number
  /** School days until education that the authority arranges is looked at again. */
  'section-19-review-days': number
  /** Whether a pupil list from a school is taken to name every pupil on roll. */
  'lists-are-complete': boolean
  /** Whether records that are certainly the same child are linked without waiting for people. */
  'join-certain-matches': boolean
  /** Flags of a child that send a case straight to the high-risk route here, besides those that always do. */
  'risk-red-flags': readonly string[]
}
export type SettingKey = keyof Settings
export type SettingValue = number | boolean | readonly string[]

/**
 * What else is kept as a dated setting, and is the rule book's: which reading of an open question an authority follows, and the
 * values it has checked where nobody else had.
 */
export type StoredKey = SettingKey | `reading.${string}` | `value.${string}` | `census.${string}`
export type StoredValue = SettingValue | string | Readonly<Record<string, string | number>>
export type ValueOf<K extends StoredKey> = K extends SettingKey ? SettingValue : StoredValue

export type SettingDefinition =
  | { kind: 'school day'; name: string; hint: string; value: number; from: number; to: number; limit: string }
  | {
      kind: 'number'
      name: string
      hint: string
      value: number
      from: number
      to: number
      limit: string
      /** What is counted: minutes, school days. Said after the number. */
      unit: string
    }
  | { kind: 'yes or no'; name: string; hint: string; value: boolean }
  | {
      kind: 'checks'
      name: string
      hint: string
      value: readonly string[]
      /** How a code looks: RS01, RL28. */
      codes: RegExp
      always: readonly string[]
      limit: string
    }

export const settingDefinitions: { readonly [K in SettingKey]: SettingDefinition } = {
  'referral-day': {
    kind: 'school day',
    name: 'Day of absence on which a school refers',
    hint: 'Counted in school days. A child at risk is referred at once, whatever this says.',
    value: 10,
    from: 1,
    to: 10,
    limit: 'The tenth school day is the latest: the law then wants a return to you in any case.',
  },
  'enquiries-start-day': {
    kind: 'school day',
    name: 'Day of absence on which enquiries begin',
    hint: 'Counted in school days. The school rings on the first day of any absence.',
    value: 3,
    from: 1,
    to: 5,
    limit: 'The fifth school day is the latest we have seen anywhere.',
  },
  'home-visit-required': {
    kind: 'yes or no',
    name: 'Home visit before a referral',
    hint: 'A child at risk is referred at once, visit or no visit. A statutory return never waits for a visit.',
    value: true,
  },
  'required-school-checks': {
    kind: 'checks',
    name: 'Checks a school must do before it refers',
    hint: 'The others stay on the list, to be done where they help.',
    value: ['RS01', 'RS02', 'RS03', 'RS04', 'RS05', 'RS07', 'RS08', 'RS09', 'RS11', 'RS12', 'RS22'],
    codes: /^RS\d\d$/,
    always: ['RS01', 'RS04', 'RS22'],
    limit: 'Ringing the family, reading the register and the risk screen are always needed.',
  },
  'required-authority-checks': {
    kind: 'checks',
    name: 'Checks the authority must do before "not located"',
    hint: '"Not located" never closes a case, whatever has been checked.',
    value: [
      'RL01',
      'RL02',
      'RL03',
      'RL04',
      'RL05',
      'RL06',
      'RL09',
      'RL10',
      'RL15',
      'RL17',
      'RL18',
      'RL19',
      'RL20',
      'RL21',
      'RL28',
    ],
    codes: /^RL\d\d$/,
    always: ['RL01', 'RL06'],
    limit: 'Rolls and admissions, and social care, are always asked.',
  },
  'first-call-minutes': {
    kind: 'number',
    name: 'First call after the register closes',
    hint: 'Minutes after the close of the register by which a person has rung about each absence without a reason.',
    value: 15,
    from: 5,
    to: 60,
    limit: 'The law and guidance want the first call on the same day; an hour is the latest we would allow.',
    unit: 'minutes',
  },
  'assessment-hours': {
    kind: 'number',
    name: 'Hours without an answer before the risk is assessed',
    hint: 'After so many hours in which nobody has answered, the designated safeguarding lead assesses the risk in writing.',
    value: 2,
    from: 1,
    to: 4,
    limit: 'Four hours is the latest that leaves time for a visit on the same day.',
    unit: 'hours',
  },
  'destination-days': {
    kind: 'number',
    name: 'School days for a next school to be confirmed',
    hint: 'A leaver whose next school nobody has confirmed by then becomes a possible-CME case by itself. Where no next school is named, the case opens at removal.',
    value: 10,
    from: 1,
    to: 15,
    limit: 'After 15 school days the transfer file is due, and somebody must know where it goes.',
    unit: 'school days',
  },
  'irregular-days': {
    kind: 'number',
    name: 'Unauthorised days that are irregular attendance',
    hint: 'A pupil of compulsory age with so many unauthorised days in a school year, in a row or not, is in the return on irregular attendance. A school may tell you of fewer by its own judgement.',
    value: 10,
    from: 1,
    to: 20,
    limit:
      'The law wants to hear of every pupil who fails to attend regularly; 10 days is what we have seen, and 20 the most we would allow.',
    unit: 'days',
  },
  'provision-review-days': {
    kind: 'number',
    name: 'School days until a part-time timetable is looked at again',
    hint: 'The latest day for the next review of a part-time timetable or of education off site, counted from its start or its last review.',
    value: 20,
    from: 5,
    to: 30,
    limit:
      'It is for the shortest time needed: half a term, 30 school days, is the longest without anyone looking.',
    unit: 'school days',
  },
  'leave-overrun-days': {
    kind: 'number',
    name: 'School days after leave until a case opens',
    hint: 'A child who is not back from granted leave of any length, with no reason in the register, becomes a possible-CME case on this school day. The school asks from the first day, whatever this says.',
    value: 10,
    from: 1,
    to: 10,
    limit:
      'On the tenth school day the law lets a removal be considered, and both have to be looking by then.',
    unit: 'school days',
  },
  'authority-agrees-abroad': {
    kind: 'yes or no',
    name: 'You agree before a name comes off for a move abroad',
    hint: 'If yes, a school asks you in writing, and waits for your answer, before it takes off the name of a child who went abroad without leave.',
    value: true,
  },
  'travel-minutes-primary': {
    kind: 'number',
    name: 'Journey that is within reach of a primary pupil',
    hint: 'Minutes each way. A guide that a school reads when it says whether a home is still within reach; it decides nothing.',
    value: 45,
    from: 15,
    to: 60,
    limit: 'An hour each way is the longest we would call within reach of a primary pupil.',
    unit: 'minutes',
  },
  'travel-minutes-secondary': {
    kind: 'number',
    name: 'Journey that is within reach of a secondary pupil',
    hint: 'Minutes each way. A guide, as for a primary pupil.',
    value: 75,
    from: 15,
    to: 90,
    limit: 'An hour and a half each way is the longest we would call within reach.',
    unit: 'minutes',
  },
  'desk-answer-days': {
    kind: 'number',
    name: 'Working days for another of your teams to answer',
    hint: 'SEN, home education, admissions, the Virtual School. A question can be given an earlier day.',
    value: 5,
    from: 1,
    to: 20,
    limit: 'A child should not wait a month for a desk of the same authority.',
    unit: 'working days',
  },
  'home-education-reply-days': {
    kind: 'number',
    name: 'Working days for a family to answer an informal enquiry about home education',
    hint: 'The law gives no number. It is an enquiry: nobody may enter a home by it.',
    value: 15,
    from: 10,
    to: 30,
    limit:
      'Fewer than ten give a family no fair time; after thirty a child may have had no education for half a term.',
    unit: 'working days',
  },
  'offer-answer-days': {
    kind: 'number',
    name: 'School days for a family to answer an offer',
    hint: 'After so many school days without an answer the school that offered the place tries the family itself.',
    value: 10,
    from: 1,
    to: 15,
    limit: 'Ten is what we have seen; three weeks of school is the longest we would wait for an answer.',
    unit: 'school days',
  },
  'offer-chase-days': {
    kind: 'number',
    name: 'School days more for the school to try',
    hint: 'After so many more school days admissions try; then it is worked as a child missing education.',
    value: 5,
    from: 1,
    to: 10,
    limit: 'Two weeks of school is the longest we would leave it with the school.',
    unit: 'school days',
  },
  'vacancy-days': {
    kind: 'number',
    name: 'Days until a free place is shown as old',
    hint: 'What a school told of free places longer ago is shown in grey, with a word that it is old.',
    value: 14,
    from: 1,
    to: 60,
    limit: 'A list older than two months says nothing of today.',
    unit: 'days',
  },
  'fair-access-weeks': {
    kind: 'number',
    name: 'Weeks between fair access panels',
    hint: 'A referral is put before the panel by so many weeks later.',
    value: 4,
    from: 1,
    to: 6,
    limit: 'A place is due within 20 school days of acceptance: six weeks is the longest we would allow.',
    unit: 'weeks',
  },
  'fair-access-answer-days': {
    kind: 'number',
    name: 'School days for a school to answer the fair access panel',
    hint: 'A school that refuses gives a reason. No answer by then is followed up.',
    value: 5,
    from: 1,
    to: 10,
    limit: 'A place is due within 20 school days: half of them is the longest we would wait for one school.',
    unit: 'school days',
  },
  'section-19-review-days': {
    kind: 'number',
    name: 'School days until education that you arrange is looked at again',
    hint: 'Counted from the start that the provider confirmed, or the last review.',
    value: 30,
    from: 5,
    to: 60,
    limit: 'A term, about 60 school days, is the longest without anyone looking.',
    unit: 'school days',
  },
  'lists-are-complete': {
    kind: 'yes or no',
    name: 'Pupil lists name every pupil',
    hint: 'If yes, a pupil who was on the last list and is not on the new one is shown to a person as a change to decide on. Nobody is ever taken off by a list.',
    value: true,
  },
  'join-certain-matches': {
    kind: 'yes or no',
    name: 'Link certain matches without waiting for people',
    hint: 'If no, two people decide on every pair. If yes, records are linked by themselves where the match is almost certain and nothing speaks against it. Never where either child is protected, may be adopted, or somebody has decided. Every link can be undone.',
    value: false,
  },
  'risk-red-flags': {
    kind: 'checks',
    name: 'Red flags of this authority',
    hint: 'What is known of a child that sends a case straight to the high-risk route, besides what always does. Heritage, health and immigration can never be one.',
    value: [],
    codes:
      /^(in_care|child_protection_plan|child_in_need|EHCP|youth_justice|forced_marriage_or_fgm|exploitation|radicalisation|refuge_or_domestic_abuse|private_fostering|missing_from_home|earlier_cme|not_located_before|sibling_absent)$/,
    always: [],
    limit: 'A red flag makes people act the same day. It holds nothing back.',
  },
}

export const settingKeys = Object.keys(settingDefinitions) as SettingKey[]

export const defaultSettings: Settings = Object.fromEntries(
  settingKeys.map(key => [key, settingDefinitions[key].value]),
) as Settings

/** A value that this setting may have. Gives what is wrong with it, in words, or nothing. */
export function problemWith(key: SettingKey, value: unknown): string | undefined {
  const definition = settingDefinitions[key]
  switch (definition.kind) {
    case 'school day':
    case 'number':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= definition.from &&
        value <= definition.to
        ? undefined
        : `Enter a whole number from ${definition.from} to ${definition.to}. ${definition.limit}`
    case 'yes or no':
      return typeof value === 'boolean' ? undefined : 'Choose yes or no'
    case 'checks': {
      if (
        !Array.isArray(value) ||
        !value.every(code => typeof code === 'string' && definition.codes.test(code))
      ) {
        return 'Choose the checks from the list'
      }
      const missing = definition.always.filter(code => !value.includes(code))
      return missing.length === 0 ? undefined : `Keep ${missing.join(', ')}. ${definition.limit}`
    }
    default:
      return definition satisfies never
  }
}

/**
 * The settings that hold, from the rows that hold, one for each key at most. A row this code does not know, or one
 * beyond today's limit, is passed over and the default holds: an old choice never loosens a newer law.
 */
export function settingsFrom(rows: readonly { key: string; value: unknown }[]): Settings {
  const settings: Record<string, SettingValue> = { ...defaultSettings }
  for (const { key, value } of rows) {
    if (!isSettingKey(key) || problemWith(key, value) !== undefined) continue
    settings[key] = value as SettingValue
  }
  return settings as Settings
}

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(settingDefinitions, key)

/** Is this a value of an authority's choice, and not one of the rule book's? */
const isChoice = (value: StoredValue): value is SettingValue =>
  typeof value !== 'string' && (typeof value !== 'object' || Array.isArray(value))

/** A value in words; of a setting that counts something other than a school day of an absence, with its key. */
export function settingInWords(value: StoredValue, key?: StoredKey): string {
  if (!isChoice(value)) return typeof value === 'string' ? value : Object.values(value).join(', ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') {
    const definition = key !== undefined && isSettingKey(key) ? settingDefinitions[key] : undefined
    return definition?.kind === 'number' ? `${value} ${definition.unit}` : `School day ${value}`
  }
  return value.length === 0 ? 'None' : value.map(one => one.replaceAll('_', ' ')).join(', ')
}
