/**
 * The high-risk route: what triggers it, what is done, and by when. Practice notes, section 8, as one table.
 *
 * It runs beside the ordinary timeline and never instead of it. Steps of social care and the police come before any step about
 * missing education. That a child is not found is not proof of harm, and is considered all the same.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

/** What is known of the child and of this absence; each day is the first on which it was so. */
export type RouteFacts = {
  /** The first day of this absence. */
  readonly since: LocalDate
  readonly flags: readonly string[]
  /** The first day on which the family was tried and nobody reached, while nobody has been reached since. */
  readonly noContactOn: LocalDate | undefined
  /** Questions of the latest screen of this absence that were answered yes, and the day it was signed. */
  readonly yes: readonly string[]
  readonly screenedOn: LocalDate | undefined
  /** The school day 20 of this absence, if it has come. */
  readonly dayTwenty: LocalDate | undefined
}

/** What was done in this absence, each with the first day. */
export type RouteDone = Partial<
  Readonly<
    Record<
      'social worker' | 'SEN officer' | 'social care or police' | 'social care' | 'referred' | 'joint review',
      { readonly on: LocalDate; readonly says: string }
    >
  >
>

export type RouteStep = {
  readonly does: keyof RouteDone
  readonly says: string
  readonly clock: 'at once' | 'the same day' | 'the next working day' | 'school day 20'
}

export type Route = {
  readonly id: string
  readonly trigger: string
  /** The day on which it is triggered, if it is. */
  readonly arises: (facts: RouteFacts) => LocalDate | undefined
  readonly steps: readonly RouteStep[]
  readonly cites: string
}

const any = (held: readonly string[], ...of: readonly string[]) => of.some(one => held.includes(one))
const section = 'practice notes, section 8'

/** Questions of the screen whose yes is a suspicion of harm or crime. */
export const harmQuestions = [
  'danger',
  'threat',
  'forced-marriage',
  'fgm',
  'exploitation',
  'radicalisation',
  'forced',
  'refuge',
] as const
const harmFlags = [
  'forced_marriage_or_fgm',
  'exploitation',
  'radicalisation',
  'refuge_or_domestic_abuse',
] as const

/** The table. The order is that of practice: first what protects the child. */
export const routes: readonly Route[] = [
  {
    id: 'harm',
    trigger: 'Suspicion of harm, exploitation, forced marriage, FGM, trafficking, radicalisation or crime',
    arises: facts =>
      any(facts.yes, ...harmQuestions)
        ? facts.screenedOn
        : any(facts.flags, ...harmFlags)
          ? facts.since
          : undefined,
    steps: [
      { does: 'social care or police', says: 'Tell the safeguarding hub or the police', clock: 'at once' },
      { does: 'referred', says: 'Then refer to the authority, urgent', clock: 'the same day' },
    ],
    cites: `T-02; ${section}`,
  },
  {
    id: 'social-worker',
    trigger: 'Child protection plan, child in need or looked after, and no contact with home',
    arises: facts =>
      any(facts.flags, 'child_protection_plan', 'child_in_need', 'in_care') ? facts.noContactOn : undefined,
    steps: [
      { does: 'social worker', says: 'Tell the social worker or key worker', clock: 'the same day' },
      { does: 'referred', says: 'Refer to the authority, urgent', clock: 'the same day' },
    ],
    cites: `T-05; ${section}: 24 hours at most`,
  },
  {
    id: 'family-gone',
    trigger: 'The whole family has gone, and there is a worry',
    arises: facts => (facts.yes.includes('family-gone') ? facts.screenedOn : undefined),
    steps: [
      { does: 'social care', says: 'Tell the safeguarding hub', clock: 'the same day' },
      {
        does: 'referred',
        says: 'Refer to the authority, urgent: it alerts other authorities',
        clock: 'the same day',
      },
    ],
    cites: section,
  },
  {
    id: 'ehcp',
    trigger: 'A child with an education, health and care plan has gone',
    arises: facts => (facts.flags.includes('EHCP') ? facts.noContactOn : undefined),
    steps: [{ does: 'SEN officer', says: 'Tell the SEN case officer', clock: 'the same day' }],
    cites: section,
  },
  {
    id: 'earlier',
    trigger: 'The family could not be found before',
    arises: facts =>
      facts.flags.includes('not_located_before')
        ? (facts.noContactOn ?? facts.since)
        : facts.yes.includes('earlier')
          ? facts.screenedOn
          : undefined,
    steps: [
      {
        does: 'referred',
        says: 'Refer, or talk it over with the authority: its officer rings you',
        clock: 'the next working day',
      },
    ],
    cites: section,
  },
  {
    id: 'day-20',
    trigger: 'Not found after all checks',
    arises: facts => facts.dayTwenty,
    steps: [
      {
        does: 'joint review',
        says: 'Review with the authority: does what we do not know amount to a risk? Escalate, or record why not',
        clock: 'school day 20',
      },
    ],
    cites: section,
  },
]

export type RouteStepState = RouteStep & {
  readonly due: LocalDate
  readonly done: { readonly on: LocalDate; readonly says: string } | undefined
  /** Done after its day, or not done and the day has gone. */
  readonly late: boolean
}
export type RouteState = {
  readonly id: string
  readonly trigger: string
  readonly arose: LocalDate
  readonly steps: readonly RouteStepState[]
  readonly cites: string
}

/** The day a step is due, from the day its route was triggered. */
export function dueOf(clock: RouteStep['clock'], arose: LocalDate): LocalDate {
  return clock === 'the next working day' ? addWorkingDays(arose, 1) : arose
}

/** Every route that is triggered, with what was done and what is late on a day. A day to come triggers nothing. */
export function routesFor(facts: RouteFacts, done: RouteDone, today: LocalDate): RouteState[] {
  return routes.flatMap(({ id, trigger, arises, steps, cites }) => {
    const arose = arises(facts)
    if (arose === undefined || arose > today) return []
    return [
      {
        id,
        trigger,
        arose,
        cites,
        steps: steps.map(step => {
          const due = dueOf(step.clock, arose)
          const was = done[step.does]
          return { ...step, due, done: was, late: (was?.on ?? today) > due }
        }),
      },
    ]
  })
}

/** The first day on which something was done, of several ways to do it. */
export const firstOf = (
  ...ways: readonly ({ readonly on: LocalDate; readonly says: string } | undefined)[]
): { readonly on: LocalDate; readonly says: string } | undefined =>
  ways
    .filter(way => way !== undefined)
    .reduce<{ readonly on: LocalDate; readonly says: string } | undefined>(
      (first, way) => (!first || way.on < first.on ? way : first),
      undefined,
    )
