/**
 * Who must be told now? The four levels of concern about a child who may be missing, and what each asks for.
 *
 * The highest that holds is the answer. A person may always raise it; nothing here lowers one, and nothing here closes or holds
 * back anything. The level is ours, after the guidance; so is the number of days in the third.
 */
import { countCalendarDaysBeginningWith } from '../calendar/counting.ts'
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { Answer } from './answer.ts'
import { limitOn, type SetValue } from './authority-limits.ts'

export type Concern = {
  /** E1: the child is in danger now. */
  readonly immediateDanger?: boolean
  readonly suspectedCrime?: boolean
  readonly trafficking?: boolean
  readonly missingFromCare?: boolean
  /** E2: known to social care, or unseen with a concern. */
  readonly childProtectionPlan?: boolean
  readonly lookedAfter?: boolean
  readonly section47?: boolean
  readonly childInNeed?: boolean
  readonly unseenWithConcern?: boolean
  /** E3. */
  readonly unexplainedDisappearance?: boolean
  /** Signs of female genital mutilation or a forced marriage. */
  readonly genitalMutilationOrForcedMarriage?: boolean
  readonly previousConcern?: boolean
  /** The first day on which a vulnerable family could not be reached, where it is one. */
  readonly vulnerableFamilyUnreachedSince?: LocalDate
}

export type EscalationLevel = 'E1' | 'E2' | 'E3' | 'E4'

export type Escalation = Answer & { readonly level: EscalationLevel; readonly action: string }

const inOrder = [
  [
    'E1',
    [
      ['immediateDanger', 'immediate danger'],
      ['suspectedCrime', 'a suspected crime'],
      ['trafficking', 'trafficking'],
      ['missingFromCare', 'missing from care'],
    ],
  ],
  [
    'E2',
    [
      ['childProtectionPlan', 'a child protection plan'],
      ['lookedAfter', 'looked after'],
      ['section47', 'child protection enquiries (section 47)'],
      ['childInNeed', 'a child in need'],
      ['unseenWithConcern', 'not seen, and there is a concern'],
    ],
  ],
  [
    'E3',
    [
      ['unexplainedDisappearance', 'a disappearance nobody can explain'],
      ['genitalMutilationOrForcedMarriage', 'signs of female genital mutilation or a forced marriage'],
      ['previousConcern', 'an earlier concern'],
    ],
  ],
] as const

/** What each level asks for. */
export const escalationActions: Readonly<Record<EscalationLevel, string>> = {
  E1: 'Ring 999, and tell children’s social care, now',
  E2: 'Tell the social worker the same day; for a child who is looked after, the Virtual School head too',
  E3: 'Refer to the safeguarding hub',
  E4: 'Go on with the enquiries, and look at the risk again at each review',
}

/** The level of a concern on a day, with what makes it so. A fact that nobody has given is not taken to hold. */
export function escalation(concern: Concern, on: LocalDate, set: readonly SetValue[] = []): Escalation {
  const limit = limitOn('no-contact-vulnerable', on, set)
  const common = {
    ruleVersion: limit.from,
    inputs: { on, ...concern },
    wouldChange: ['A fact that nobody has told us yet', 'A person who judges it more urgent'],
    cites: 'Keeping children safe in education 2026; Onroll’s own levels',
    mark: limit.mark ?? 'read',
  } as const
  const made = (level: EscalationLevel, because: string, rest: Pick<Answer, 'due' | 'days'>): Escalation => ({
    rule: level,
    level,
    action: escalationActions[level],
    because,
    ...common,
    ...rest,
  })
  const today = { due: on, days: [{ on, did: 'counted', count: 0, says: 'the day itself' }] } as const
  for (const [level, facts] of inOrder) {
    const holds = facts.filter(([fact]) => concern[fact] === true).map(([, says]) => says)
    if (holds.length > 0) return made(level, `${escalationActions[level]}: ${holds.join('; ')}.`, today)
  }
  const since = concern.vulnerableFamilyUnreachedSince
  if (since !== undefined) {
    const { due, days } = countCalendarDaysBeginningWith(since, limit.value.count)
    const because = `A vulnerable family has not been reached since ${inWords(since)}. Day ${limit.value.count} is ${inWords(due!)}.`
    if (due! <= on) return made('E3', `${escalationActions.E3}: ${because}`, { due, days })
    return made('E4', `${escalationActions.E4}. ${because} Refer to the safeguarding hub then.`, {
      due,
      days,
    })
  }
  return made('E4', `${escalationActions.E4}: nothing we know of points to a risk.`, {
    due: undefined,
    days: [],
  })
}
