/**
 * What must be done beside the ordinary enquiries where a child may be at risk, and by when? The high-risk route.
 *
 * Practice notes, section 8: each trigger with its action and its clock. It runs beside the ordinary timeline, never instead of
 * it, and holds none of its days back.
 */
import { type LocalDate, laterOf } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import type { Concern } from '../law/escalation.ts'
import type { Answers, Factor, Held, Result } from './risk.ts'

export type Clock = 'at once' | 'same day' | 'next working day' | 'a day that was set'
type Kind = { readonly does: string; readonly clock: Clock; readonly tells: string }

export const routeKinds = {
  'police-now': {
    does: 'Ring 999 or the police, and social care, now',
    clock: 'at once',
    tells: 'Police reference, and whom you spoke to',
  },
  'hub-now': {
    does: 'Tell the safeguarding hub now',
    clock: 'at once',
    tells: 'Whom you spoke to at the hub',
  },
  'tell-social-worker': {
    does: 'Tell the social worker or key worker, and agree a plan with them',
    clock: 'same day',
    tells: 'Name of the social worker or key worker',
  },
  'virtual-school': {
    does: 'Tell the Virtual School head',
    clock: 'same day',
    tells: 'Whom you told at the Virtual School',
  },
  'missing-panel': {
    does: 'Put the case to the missing-children panel',
    clock: 'same day',
    tells: 'Whom you told at the panel',
  },
  'tell-dsl': {
    does: 'Tell the safeguarding lead of the school, or our own',
    clock: 'same day',
    tells: 'Name of the safeguarding lead',
  },
  'other-authorities': {
    does: 'Alert other authorities through the agreed route',
    clock: 'same day',
    tells: 'Which authorities were alerted',
  },
  'sen-officer': {
    does: 'Tell the SEN case officer',
    clock: 'same day',
    tells: 'Name of the SEN case officer',
  },
  'school-call': {
    does: 'Ring the school: the family could not be found before',
    clock: 'next working day',
    tells: 'Whom you spoke to at the school',
  },
  'manager-review': {
    does: 'A manager considers: does what we do not know amount to a risk?',
    clock: 'a day that was set',
    tells: 'Who else considered it',
  },
} as const satisfies Readonly<Record<string, Kind>>
export type RouteKind = keyof typeof routeKinds
export const isRouteKind = (text: string): text is RouteKind => Object.hasOwn(routeKinds, text)

export type RouteStep = { readonly kind: RouteKind; readonly because: string; readonly due: LocalDate }

/** The working day of an episode on which a manager considers a child who was not found. Practice notes, section 8. */
export const managerReviewDay = 20

/** By when a step of the route is done, from the day of its trigger: today, even where today is no working day. */
export const dueOf = (kind: RouteKind, on: LocalDate): LocalDate =>
  routeKinds[kind].clock === 'next working day' ? addWorkingDays(on, 1) : on

/** What the route asks for, given the answers and the facts. Each kind once, with every reason it has. */
export function routeOf(
  answers: Answers,
  held: Pick<Held, 'unknownSince'>,
  result: Pick<Result, 'because'>,
  at: { today: LocalDate; episodeOn: LocalDate },
): RouteStep[] {
  const yes = (factor: Factor) => answers[factor]?.says === 'yes'
  const isUnknown = held.unknownSince !== undefined
  const asked: [RouteKind, string][] = []
  if (yes('danger')) asked.push(['police-now', 'the child is in danger now'])
  if (yes('looked after') && isUnknown) asked.push(['police-now', 'looked after, and nobody knows where'])
  for (const [factor, why] of [
    ['crime', 'a crime or harm is suspected'],
    ['exploitation', 'exploitation or trafficking is believed'],
    ['radicalisation', 'radicalisation or travel to a conflict is believed'],
    ['forced marriage or FGM', 'forced marriage or FGM is believed to be a risk'],
    ['disclosure', 'a threat or harm was told of'],
    ['refuge', 'a refuge, domestic abuse, or a threat for the sake of honour'],
  ] as const) {
    if (yes(factor)) asked.push(['hub-now', why])
  }
  for (const [factor, why] of [
    ['child protection', 'a child protection plan'],
    ['child in need', 'a child in need plan'],
    ['looked after', 'looked after'],
  ] as const) {
    if (!yes(factor) || !isUnknown) continue
    asked.push(['tell-social-worker', `${why}, and no contact with home`])
    asked.push(['missing-panel', `${why}, and no contact with home`])
    if (factor === 'looked after') asked.push(['virtual-school', 'looked after, and no contact with home'])
  }
  if (yes('family gone') && result.because.some(one => one.level === 'act today')) {
    asked.push(['hub-now', 'the whole family has gone, and there is a red flag'])
    asked.push(['other-authorities', 'the whole family has gone, and there is a red flag'])
  }
  if (yes('plan') && isUnknown) asked.push(['sen-officer', 'an EHCP, and nobody knows where the child is'])
  if (yes('not found before')) asked.push(['school-call', 'the family could not be found before'])
  const kinds = [...new Set(asked.map(([kind]) => kind))]
  const steps: RouteStep[] = kinds.map(kind => ({
    kind,
    because: [...new Set(asked.filter(one => one[0] === kind).map(([, why]) => why))].join('; '),
    due: dueOf(kind, at.today),
  }))
  if (isUnknown) {
    steps.push({
      kind: 'manager-review',
      because: `not found by day ${managerReviewDay}`,
      due: laterOf(addWorkingDays(at.episodeOn, managerReviewDay), at.today),
    })
  }
  return steps
}

/** The facts as the law's own levels of concern (E1 to E4) read them. Rules catalogue, section 6.6. */
export function concernOf(answers: Answers, held: Pick<Held, 'unknownSince'>): Concern {
  const yes = (factor: Factor) => answers[factor]?.says === 'yes'
  const isUnknown = held.unknownSince !== undefined
  const social = yes('child protection') || yes('child in need') || yes('looked after')
  return {
    immediateDanger: yes('danger'),
    suspectedCrime: yes('crime'),
    trafficking: yes('exploitation'),
    missingFromCare: yes('looked after') && isUnknown,
    childProtectionPlan: yes('child protection'),
    lookedAfter: yes('looked after'),
    childInNeed: yes('child in need'),
    unseenWithConcern: isUnknown && (yes('worry') || yes('disclosure') || yes('refuge')),
    unexplainedDisappearance: yes('family gone'),
    genitalMutilationOrForcedMarriage: yes('forced marriage or FGM'),
    previousConcern: yes('not found before'),
    ...(social && yes('no parent') && held.unknownSince !== undefined
      ? { vulnerableFamilyUnreachedSince: held.unknownSince }
      : {}),
  }
}
