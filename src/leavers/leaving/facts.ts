/**
 * A child is leaving. Which ground might there be, before anyone looks for one?
 *
 * The questions are about what happened, one at a time; the ground follows from the answers and is then tested by its own form.
 * Where the answers lead to none, the name stays on the register, and what the law wants instead is said.
 */
import type { LocalDate } from '../../calendar/local-date.ts'
import { groundInWords } from '../../law/deletion-grounds.ts'
import { neverAGround, neverGrounds } from '../../registers/ground-never.ts'

/** What was answered, by question. A day is written as YYYY-MM-DD. */
export type Answers = Readonly<Partial<Record<QuestionId, string>>>

export const questionIds = [
  'where',
  'whoTold',
  'inWriting',
  'from',
  'otherSchool',
  'verified',
  'order',
  'exclusion',
  'detention',
  'finished',
  'independent',
  'words',
] as const
export type QuestionId = (typeof questionIds)[number]

export type Question = {
  readonly id: QuestionId
  readonly asks: string
  readonly hint?: string
  readonly kind: 'choice' | 'day' | 'words'
  readonly choices?: Readonly<Record<string, string>>
  /** Is it asked after these answers? */
  readonly when: (answers: Answers) => boolean
}

const of =
  (...wheres: readonly string[]) =>
  ({ where }: Answers): boolean =>
    where !== undefined && wheres.includes(where)

export const questions: readonly Question[] = [
  {
    id: 'where',
    asks: 'Where does the child go?',
    kind: 'choice',
    choices: {
      school: 'To another school',
      home: 'To be educated at home, or otherwise than at school',
      abroad: 'To another country',
      moved: 'The family has moved, and no school is known',
      away: 'Nobody knows: the child does not come, or cannot be found',
      leave: 'Nobody knows: the child did not come back after leave',
      order: 'A school attendance order was changed or revoked',
      excluded: 'The child is permanently excluded',
      detained: 'The child is detained',
      finished: 'The child has finished here: nursery, or the end of compulsory school age',
      independent: 'This is a school with fees, and the child leaves it',
      died: 'The child has died',
      other: 'None of these',
    },
    when: () => true,
  },
  {
    id: 'whoTold',
    asks: 'Who told the school?',
    kind: 'choice',
    choices: {
      parent: 'A parent, or someone with parental responsibility',
      relative: 'Somebody else of the family',
      'other school': 'The other school',
      authority: 'An authority',
      'someone else': 'Somebody else',
      nobody: 'Nobody has told us',
    },
    when: of('school', 'home', 'abroad', 'moved', 'order', 'finished', 'independent'),
  },
  {
    id: 'inWriting',
    asks: 'Is it in writing?',
    hint: 'A letter, an email or another message that the school holds',
    kind: 'choice',
    choices: { yes: 'Yes', no: 'No, it was said' },
    when: answers =>
      of('school', 'home', 'abroad', 'moved', 'order', 'finished', 'independent')(answers) &&
      answers.whoTold !== 'nobody',
  },
  {
    id: 'from',
    asks: 'From which day?',
    hint: 'The first day there, or the day of the move. Leave it empty if nobody knows',
    kind: 'day',
    when: of('school', 'abroad', 'moved'),
  },
  {
    id: 'otherSchool',
    asks: 'How sure is the other school?',
    kind: 'choice',
    choices: {
      registered: 'It has confirmed that the child is on its register',
      both: 'The child is on the registers of both schools, and leaves only ours',
      offer: 'It has offered a place',
      said: 'The family says so. Nobody has asked the school yet',
    },
    when: of('school'),
  },
  {
    id: 'verified',
    asks: 'Has anybody confirmed that the child lives there now?',
    hint: 'The new school, an authority, an embassy, a visit. A family’s word is not enough',
    kind: 'choice',
    choices: {
      yes: 'Yes, and it is too far to come to this school',
      near: 'Yes, and it is near enough',
      no: 'No',
    },
    when: of('abroad', 'moved'),
  },
  {
    id: 'order',
    asks: 'What became of the order?',
    kind: 'choice',
    choices: {
      amended: 'The authority put another school in it in place of ours',
      revoked: 'The authority revoked it, because other suitable education is arranged',
      'in force': 'It is in force, or we are not sure',
    },
    when: of('order'),
  },
  {
    id: 'exclusion',
    asks: 'Is the exclusion final?',
    hint: 'The governors have upheld it, and the review is finished, given up in writing, or its 15 school days are over',
    kind: 'choice',
    choices: { yes: 'Yes', no: 'No, or we are not sure' },
    when: of('excluded'),
  },
  {
    id: 'detention',
    asks: 'Under what, and for how long?',
    kind: 'choice',
    choices: {
      long: 'A final court order or a recall, of four months or more',
      short: 'Remand, or less than four months, or we are not sure',
    },
    when: of('detained'),
  },
  {
    id: 'finished',
    asks: 'What has the child finished?',
    kind: 'choice',
    choices: {
      nursery: 'Nursery here, and does not go on in Reception or above',
      leaving: 'Compulsory school age, and does not go on into the sixth form',
    },
    when: of('finished'),
  },
  {
    id: 'independent',
    asks: 'What happened?',
    kind: 'choice',
    choices: {
      left: 'The child is no longer a pupil of this independent or non-maintained special school',
      fees: 'The child boards at a maintained school or an academy, and the fees are unpaid',
    },
    when: of('independent'),
  },
  {
    id: 'words',
    asks: 'What happened, in your own words?',
    hint: 'Without a name or an address',
    kind: 'words',
    when: of('other'),
  },
]

/** The questions of these answers, in their order. */
export const asked = (answers: Answers): Question[] => questions.filter(one => one.when(answers))

/** The first question that has no answer. */
export const nextQuestion = (answers: Answers): Question | undefined =>
  asked(answers).find(one => answers[one.id] === undefined)

/** Without the answers that another answer has made idle. */
export function kept(answers: Answers): Answers {
  let now = answers
  for (;;) {
    const ids = new Set(asked(now).map(one => one.id))
    const next = Object.fromEntries(Object.entries(now).filter(([id]) => ids.has(id as QuestionId)))
    if (Object.keys(next).length === Object.keys(now).length) return now
    now = next
  }
}

/** An answer as it is kept, or what is wrong with it. */
export function answerOf(question: Question, typed: string): { value: string } | { problem: string } {
  if (question.kind === 'choice') {
    return Object.hasOwn(question.choices!, typed) ? { value: typed } : { problem: 'Choose one of these' }
  }
  if (question.kind === 'words') {
    return typed.trim() === '' ? { problem: 'Say what happened' } : { value: typed.trim() }
  }
  return { value: typed }
}

export type Candidate = {
  readonly ground: string
  readonly label: string
  readonly why: string
  /** Is it written down first as a notice of home education? */
  readonly byNotice?: true
}

export type Worked = {
  readonly candidates: readonly Candidate[]
  /** Where there is no ground: that the name stays on, why, and what to do instead. */
  readonly stays: readonly { readonly says: string; readonly instead: string }[]
  /** What is to be told or begun whatever the ground. */
  readonly also: readonly ('notice' | 'abroad' | 'destination' | 'enquiries')[]
}

const candidate = (ground: string, why: string, byNotice?: true): Candidate => ({
  ground,
  label: groundInWords(ground),
  why,
  ...(byNotice && { byNotice }),
})

const never = (name: string) => {
  const { says, instead } = neverGrounds.find(one => one.name === name)!
  return { says: `${says}.`, instead: `${instead}.` }
}

const unverified = {
  says: 'Nobody has confirmed where the child lives now, so the ground of distance is not open.',
  instead:
    'The name stays on. Look for the child together with the authority: only what both conclude can lead to a removal (grounds H and I).',
}

/**
 * The ground or grounds that the answers lead to, each with why; or none, and what to do instead. Takes all the answers and
 * whether the child is of compulsory school age: for the others regulation 9(3) has grounds of its own.
 */
export function workedOut(answers: Answers, isCompulsoryAge: boolean): Worked {
  const worked = ofAge(answers)
  if (isCompulsoryAge) return worked
  const younger = worked.candidates.flatMap(one => {
    const ground = youngerGrounds[one.ground]
    return ground ? [{ ...candidate(ground, one.why) }] : []
  })
  if (younger.length > 0 || worked.stays.length > 0) return { ...worked, candidates: younger }
  return {
    ...worked,
    candidates: [],
    stays: [
      {
        says: 'The child is not of compulsory school age, and regulation 9(3) has no such ground.',
        instead:
          'The name stays on. If the child has ceased to attend, say so: “Has left” is a ground of its own.',
      },
    ],
  }
}

const youngerGrounds: Readonly<Record<string, string>> = {
  'R9-A': 'R9-3-LEFT',
  'R9-B': 'R9-3-NURSERY',
  'R9-F': 'R9-3-LEFT',
  'R9-G': 'R9-3-LEFT',
  'R9-I': 'R9-3-ABSENT',
  'R9-K': 'R9-3-DIED',
  'R9-L': 'R9-3-LEFT',
  'R9-N': 'R9-3-LEFT',
  'R9-O': 'R9-3-EXCLUDED',
}

const only = (one: Candidate, also: Worked['also'] = []): Worked => ({ candidates: [one], stays: [], also })
const none = (stays: Worked['stays'][number], also: Worked['also'] = []): Worked => ({
  candidates: [],
  stays: [stays],
  also,
})

function ofAge(answers: Answers): Worked {
  switch (answers.where) {
    case 'school':
      return toSchool(answers)
    case 'home':
      return answers.inWriting === 'yes'
        ? only(candidate('R9-F', 'A parent has written that the child will be educated otherwise.', true), [
            'notice',
          ])
        : none(never('home education by telephone'), ['notice'])
    case 'abroad':
    case 'moved':
      return moved(answers)
    case 'away':
      return only(
        candidate(
          'R9-I',
          'The child is away and nobody knows where. It is open only after 20 school days and joint enquiries.',
        ),
        ['enquiries'],
      )
    case 'leave':
      return only(
        candidate(
          'R9-H',
          'Leave was granted and has ended. It is open only after 10 school days and joint enquiries.',
        ),
        ['enquiries'],
      )
    case 'order':
      if (answers.order === 'amended') return only(candidate('R9-D', 'The order names another school now.'))
      if (answers.order === 'revoked') return only(candidate('R9-E', 'The order was revoked.'))
      return none({
        says: 'While the order is in force the name stays on.',
        instead: 'Ask the authority in writing whether it was amended or revoked, and keep its answer.',
      })
    case 'excluded':
      return answers.exclusion === 'yes'
        ? only(candidate('R9-O', 'The permanent exclusion is final.'))
        : none(never('awaiting an appeal'))
    case 'detained':
      return answers.detention === 'long'
        ? only(candidate('R9-J', 'The child is detained under a final order of four months or more.'))
        : none({
            says: 'Remand, or an order of less than four months, is not a ground.',
            instead: 'The name stays on. Code Y5, or what is provided for the child there.',
          })
    case 'finished':
      return answers.finished === 'nursery'
        ? only(candidate('R9-B', 'The child has finished nursery here and does not go on.'), ['destination'])
        : only(candidate('R9-L', 'The child will be over compulsory school age and does not go on.'))
    case 'independent':
      return answers.independent === 'fees'
        ? only(candidate('R9-M', 'The child boards, and the fees are unpaid.'), ['destination'])
        : only(candidate('R9-N', 'The child is no longer a pupil of this independent school.'), [
            'destination',
          ])
    case 'died':
      return only(candidate('R9-K', 'The child has died. Nothing is sent to the family.'))
    default:
      return inWords(answers.words ?? '')
  }
}

function toSchool({ otherSchool }: Answers): Worked {
  if (otherSchool === 'registered') {
    return only(candidate('R9-A', 'The other school has confirmed that the child is on its register.'), [
      'destination',
    ])
  }
  if (otherSchool === 'both') {
    return only(candidate('R9-C', 'The child is on two registers. Every other school must consent.'))
  }
  if (otherSchool === 'offer') return none(never('place offered elsewhere'), ['destination'])
  return none(
    {
      says: 'That the family says so is not registration.',
      instead:
        'The name stays on. Ask the other school whether the child is on its register, and from which day (ground A).',
    },
    ['destination'],
  )
}

function moved({ where, verified }: Answers): Worked {
  const also: Worked['also'] = where === 'abroad' ? ['abroad', 'destination'] : ['destination', 'enquiries']
  if (verified === 'yes') {
    return only(candidate('R9-G', 'The child lives too far away now, and somebody has confirmed it.'), also)
  }
  if (verified === 'near') {
    return none(
      {
        says: 'The child lives near enough to come to this school, so a move is no ground.',
        instead: 'The name stays on, and absence is followed up as any other.',
      },
      also,
    )
  }
  return none(unverified, also)
}

function inWords(text: string): Worked {
  const meant = neverAGround(text)
  if (meant) return none({ says: `${meant.says}.`, instead: `${meant.instead}.` })
  return none({
    says: 'None of the grounds that the law gives fits what you wrote.',
    instead:
      'The name stays on. Ask the authority; or look through the grounds yourself, if you think that one fits.',
  })
}

/** What the form of a ground can begin with: the answers that it would ask again, as files have them. */
export function prefilled(ground: string, answers: Answers): Readonly<Record<string, unknown>> {
  const from = answers.from && answers.from !== 'not known' ? (answers.from as LocalDate) : undefined
  switch (ground) {
    case 'R9-A':
      return {
        how_known: 'confirmed by the school',
        dual_registration_agreed: false,
        ...(from && { registered_on: from }),
      }
    case 'R9-G':
      return {
        lives_within_distance: false,
        ...(from && { moved_on: from }),
        ...(answers.where === 'abroad' && { next: 'elsewhere' }),
      }
    case 'R9-J':
      return { detention: 'final court order' }
    default:
      return {}
  }
}

export type Lock = { readonly says: string; readonly needs: string; readonly cites: string }

/** What holds a name whatever the ground, and what each needs. Takes the flags held, the kind of school, and whether protected. */
export function locksOf(given: {
  readonly flags: readonly string[]
  readonly isSpecialSchool: boolean
  readonly isProtected: boolean
  readonly isDual: boolean
}): Lock[] {
  const { flags } = given
  const locks: (Lock | false)[] = [
    flags.includes('attendance_order') && {
      says: 'A school attendance order is recorded.',
      needs: 'The authority must first amend it (ground D) or revoke it (ground E).',
      cites: 'Education Act 1996, sections 437 to 442',
    },
    given.isSpecialSchool &&
      flags.includes('EHCP') && {
        says: 'This is a special school, and the child has an education, health and care plan.',
        needs: 'The authority must consent in writing, or the Secretary of State direct it.',
        cites: 'T-19: School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(2)',
      },
    !given.isSpecialSchool &&
      flags.includes('EHCP') && {
        says: 'The child has an education, health and care plan.',
        needs: 'No consent is needed here. Tell the authority’s SEN team the same day.',
        cites: 'T-20',
      },
    flags.includes('in_care') && {
      says: 'The child is looked after.',
      needs: 'Tell the Virtual School and the social worker first.',
      cites: 'T-05: Working together to improve school attendance',
    },
    (flags.includes('child_protection_plan') || flags.includes('child_in_need')) && {
      says: 'The child has a social worker.',
      needs: 'Tell the social worker first.',
      cites: 'T-05: Working together to improve school attendance',
    },
    given.isDual && {
      says: 'The child is registered at two schools.',
      needs: 'Every other school must consent (ground C), or take the child as its own (ground A).',
      cites: 'Regulation 9(1)(c)',
    },
    given.isProtected && {
      says: 'The child is protected.',
      needs:
        'Write no address and no school’s name that places the child. The transfer file goes to the authority.',
      cites: 'Onroll',
    },
  ]
  return locks.filter(lock => lock !== false)
}
