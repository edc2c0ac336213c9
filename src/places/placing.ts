/**
 * How far is this child on the way into education? What was asked for, offered and answered, and what is waited for now.
 *
 * A placing is its steps, as a case is its events: needs, barriers, applications, offers, the family's and the school's answers,
 * fair access, education the authority arranges itself. Everything else is worked out from them here.
 */
import type { LocalDate } from '../calendar/local-date.ts'

export const needTopics = {
  sen: 'Special educational needs',
  health: 'Health',
  language: 'Language',
  safety: 'Safety',
  transport: 'Transport',
  wishes: 'What the child and family wish',
} as const
export type NeedTopic = keyof typeof needTopics
/** What the admissions desk needs to know to find a place. Health and safety are not for it. */
export const topicsForAdmissions: readonly NeedTopic[] = ['sen', 'language', 'transport', 'wishes']

export const barrierTopics = {
  uniform: 'Uniform',
  meals: 'Meals',
  transport: 'Transport',
  documents: 'Documents',
  other: 'Something else',
} as const
export type BarrierTopic = keyof typeof barrierTopics

/** What was done. `answerBy` is the day by which something is waited for, as it was worked out on the day of the step. */
export type PlacingHappened =
  | { readonly kind: 'need'; readonly topic: NeedTopic; readonly says: string; readonly source: string }
  | { readonly kind: 'need-ended'; readonly about: string; readonly says: string }
  | { readonly kind: 'barrier'; readonly topic: BarrierTopic; readonly says: string; readonly source: string }
  | { readonly kind: 'barrier-solved'; readonly about: string; readonly who: string; readonly says: string }
  | {
      readonly kind: 'applied'
      readonly to: string
      readonly schoolId?: string | undefined
      readonly received: LocalDate
      readonly answerBy: LocalDate
    }
  | { readonly kind: 'refused-by-school'; readonly about: string; readonly says: string }
  | { readonly kind: 'withdrawn'; readonly about: string; readonly says: string }
  | {
      readonly kind: 'appealed'
      readonly about: string
      readonly lodged: LocalDate
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'appeal-answered'
      readonly about: string
      readonly result: 'upheld' | 'dismissed' | 'withdrawn'
      readonly says: string
    }
  | {
      readonly kind: 'offered'
      readonly about?: string | undefined
      /** The question to the school in `offers`; none where the school is not one of ours. */
      readonly offerId?: string | undefined
      readonly schoolId?: string | undefined
      readonly school: string
      readonly startsOn: LocalDate
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'no-answer-yet'
      readonly about: string
      readonly now: 'admissions' | 'CME'
      readonly answerBy?: LocalDate
      readonly says: string
    }
  | {
      readonly kind: 'parent-answered'
      readonly about: string
      readonly answer: 'accepted' | 'refused'
      readonly says: string
    }
  | { readonly kind: 'visited'; readonly about: string; readonly visitedOn: LocalDate }
  | {
      readonly kind: 'started'
      readonly offerId: string
      readonly attendedOn: LocalDate
      readonly tenthOn: LocalDate
    }
  | {
      readonly kind: 'not-started'
      readonly offerId: string
      readonly says: string
      readonly willCome: boolean
    }
  | {
      readonly kind: 'tenth-day'
      readonly offerId: string
      readonly answer: TenthAnswer
      readonly askAgainOn?: LocalDate
    }
  | {
      readonly kind: 'fair-access-referred'
      readonly category: string
      readonly eligible: boolean
      readonly because: string
      readonly says: string
      readonly panelOn: LocalDate
      readonly placeBy: LocalDate
    }
  | {
      readonly kind: 'fair-access-asked'
      readonly about: string
      readonly school: string
      readonly schoolId?: string | undefined
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'fair-access-answered'
      readonly about: string
      readonly answer: 'takes the child' | 'refuses'
      readonly says: string
    }
  | {
      readonly kind: 'fair-access-decided'
      readonly about: string
      readonly decision: 'a school is named' | 'not for fair access' | 'next panel'
      readonly school?: string | undefined
      readonly says: string
      readonly panelOn?: LocalDate | undefined
    }
  | {
      readonly kind: 'direction'
      readonly about: string
      readonly school: string
      readonly says: string
      readonly answerBy: LocalDate
    }
  | { readonly kind: 'direction-ended'; readonly about: string; readonly says: string }
  | {
      readonly kind: 'section-19-begun'
      readonly why: 'health' | 'exclusion' | 'otherwise'
      readonly from: LocalDate
      readonly because: string
      readonly says: string
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'section-19-offered'
      readonly about: string
      readonly provider: string
      readonly hours: number
      readonly startsOn: LocalDate
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'section-19-refused'
      readonly about: string
      readonly says: string
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'section-19-started'
      readonly about: string
      readonly startedOn: LocalDate
      readonly hours: number
      readonly confirmedBy: string
      readonly reviewOn: LocalDate
    }
  | {
      readonly kind: 'section-19-reviewed'
      readonly about: string
      readonly says: string
      readonly hours: number
      readonly reviewOn: LocalDate
    }
  | { readonly kind: 'section-19-ended'; readonly about: string; readonly says: string }
  | {
      readonly kind: 'integration-asked'
      readonly school: string
      readonly says: string
      readonly answerBy: LocalDate
    }
  | {
      readonly kind: 'integration-answered'
      readonly about: string
      readonly answer: 'accepted' | 'not accepted'
      readonly says: string
      readonly reviewOn?: LocalDate | undefined
    }
  | {
      readonly kind: 'integration-reviewed'
      readonly about: string
      readonly says: string
      readonly reviewOn: LocalDate
    }
  | { readonly kind: 'integration-ended'; readonly about: string; readonly says: string }

export type TenthAnswer = 'attending' | 'not yet' | 'not attending'
export type PlacingKind = PlacingHappened['kind']
export type PlacingStep = PlacingHappened & {
  readonly id: string
  readonly caseId: string
  readonly on: LocalDate
  readonly by: string
}

export type Need = {
  id: string
  topic: NeedTopic
  says: string
  source: string
  on: LocalDate
  by: string
  ended?: string
}
export type Barrier = {
  id: string
  topic: BarrierTopic
  says: string
  source: string
  on: LocalDate
  by: string
  solved?: { on: LocalDate; who: string; says: string; by: string }
}
export type Application = {
  id: string
  caseId: string
  to: string
  schoolId?: string | undefined
  received: LocalDate
  on: LocalDate
  answerBy: LocalDate
  state: 'waiting' | 'offered' | 'refused' | 'withdrawn'
  refusal?: string
  appeal?: { lodged: LocalDate; answerBy: LocalDate; result?: string }
}
export type Offer = {
  id: string
  caseId: string
  applicationId?: string | undefined
  offerId?: string | undefined
  schoolId?: string | undefined
  school: string
  startsOn: LocalDate
  on: LocalDate
  answerBy?: LocalDate | undefined
  /** Who tries next, where the family has not answered: the school first, then admissions, then it is worked as CME. */
  turn: 'school' | 'admissions' | 'CME'
  parent: 'waiting' | 'accepted' | 'refused'
  acceptedOn?: LocalDate
  parentSays?: string
  visitedOn?: LocalDate
  state: 'open' | 'withdrawn' | 'not started' | 'started' | 'not attending' | 'attending'
  firstDay?: LocalDate
  tenthOn?: LocalDate
  startedOn?: LocalDate
}
export type FairAccess = {
  id: string
  caseId: string
  on: LocalDate
  category: string
  eligible: boolean
  because: string
  says: string
  panelOn: LocalDate
  placeBy: LocalDate
  asks: {
    id: string
    school: string
    schoolId?: string | undefined
    answerBy: LocalDate
    answer?: string
    says?: string
  }[]
  decision?: { decision: string; school?: string | undefined; says: string; on: LocalDate; by: string }
  direction?: { id: string; school: string; says: string; on: LocalDate; answerBy: LocalDate; ended?: string }
}
export type SectionNineteen = {
  id: string
  caseId: string
  on: LocalDate
  from: LocalDate
  why: string
  because: string
  says: string
  offerBy: LocalDate
  offers: {
    provider: string
    hours: number
    startsOn: LocalDate
    on: LocalDate
    answerBy: LocalDate
    refused?: string
  }[]
  reviews: { on: LocalDate; says: string; hours: number }[]
  started?: { on: LocalDate; hours: number; confirmedBy: string }
  reviewOn?: LocalDate
  ended?: { on: LocalDate; says: string }
}
export type Integration = {
  id: string
  caseId: string
  on: LocalDate
  school: string
  says: string
  answerBy: LocalDate
  answer?: 'accepted' | 'not accepted'
  answerSays?: string
  reviewOn?: LocalDate
  reviews: { on: LocalDate; says: string }[]
  ended?: string
}

/** All that is known of one child's way into education. */
export type Placing = {
  needs: Need[]
  barriers: Barrier[]
  applications: Application[]
  offers: Offer[]
  fairAccess: FairAccess[]
  sectionNineteen: SectionNineteen[]
  integration: Integration[]
}

/** Takes the steps of one child, oldest first. A step about something that is not there changes nothing. */
export function placingFrom(steps: readonly PlacingStep[]): Placing {
  const p: Placing = {
    needs: [],
    barriers: [],
    applications: [],
    offers: [],
    fairAccess: [],
    sectionNineteen: [],
    integration: [],
  }
  for (const step of steps) take(p, step)
  return p
}

function take(p: Placing, step: PlacingStep): void {
  const { id, caseId, on, by } = step
  const byId = <T extends { id: string }>(all: readonly T[], about: string) =>
    all.find(one => one.id === about)
  switch (step.kind) {
    case 'need': {
      const { topic, says, source } = step
      p.needs.push({ id, topic, says, source, on, by })
      return
    }
    case 'need-ended': {
      const need = byId(p.needs, step.about)
      if (need) need.ended = step.says
      return
    }
    case 'barrier': {
      const { topic, says, source } = step
      p.barriers.push({ id, topic, says, source, on, by })
      return
    }
    case 'barrier-solved': {
      const barrier = byId(p.barriers, step.about)
      if (barrier) barrier.solved ??= { on, who: step.who, says: step.says, by }
      return
    }
    case 'applied': {
      const { to, schoolId, received, answerBy } = step
      p.applications.push({ id, caseId, to, schoolId, received, on, answerBy, state: 'waiting' })
      return
    }
    case 'refused-by-school':
    case 'withdrawn': {
      const application = byId(p.applications, step.about)
      const offer = byId(p.offers, step.about)
      const now = step.kind === 'withdrawn' ? 'withdrawn' : 'refused'
      if (application?.state === 'waiting') {
        application.state = now
        application.refusal = step.says
      }
      if (offer?.state === 'open') {
        offer.state = 'withdrawn'
        const asked = byId(p.applications, offer.applicationId ?? '')
        if (asked && now === 'refused') {
          asked.state = 'refused'
          asked.refusal = step.says
        }
      }
      return
    }
    case 'appealed': {
      const application = byId(p.applications, step.about)
      if (application) application.appeal = { lodged: step.lodged, answerBy: step.answerBy }
      return
    }
    case 'appeal-answered': {
      const application = byId(p.applications, step.about)
      if (application?.appeal) application.appeal.result = step.result
      return
    }
    case 'offered': {
      const { offerId, schoolId, school, startsOn, answerBy } = step
      const application = byId(p.applications, step.about ?? '')
      if (application) application.state = 'offered'
      p.offers.push({
        id,
        caseId,
        applicationId: step.about,
        offerId,
        schoolId,
        school,
        startsOn,
        on,
        answerBy,
        turn: 'school',
        parent: 'waiting',
        state: 'open',
      })
      return
    }
    case 'no-answer-yet': {
      const offer = byId(p.offers, step.about)
      if (offer) {
        offer.turn = step.now
        offer.answerBy = step.answerBy
      }
      return
    }
    case 'parent-answered': {
      const offer = byId(p.offers, step.about)
      if (!offer) return
      offer.parent = step.answer
      offer.parentSays = step.says
      if (step.answer === 'accepted') offer.acceptedOn = on
      else offer.state = 'withdrawn'
      return
    }
    case 'visited': {
      const offer = byId(p.offers, step.about)
      if (offer) offer.visitedOn = step.visitedOn
      return
    }
    case 'started': {
      const offer = p.offers.find(one => one.offerId === step.offerId)
      if (!offer) return
      offer.state = 'started'
      offer.firstDay = step.attendedOn
      offer.startedOn = on
      offer.tenthOn = step.tenthOn
      if (offer.parent === 'waiting') offer.parent = 'accepted'
      return
    }
    case 'not-started': {
      const offer = p.offers.find(one => one.offerId === step.offerId)
      if (offer && !step.willCome) offer.state = 'not started'
      return
    }
    case 'tenth-day': {
      const offer = p.offers.find(one => one.offerId === step.offerId)
      if (!offer) return
      if (step.answer === 'attending') offer.state = 'attending'
      else if (step.answer === 'not attending') offer.state = 'not attending'
      else if (step.askAgainOn) offer.tenthOn = step.askAgainOn
      return
    }
    case 'fair-access-referred': {
      const { category, eligible, because, says, panelOn, placeBy } = step
      p.fairAccess.push({ id, caseId, on, category, eligible, because, says, panelOn, placeBy, asks: [] })
      return
    }
    case 'fair-access-asked': {
      const { school, schoolId, answerBy } = step
      byId(p.fairAccess, step.about)?.asks.push({ id, school, schoolId, answerBy })
      return
    }
    case 'fair-access-answered': {
      const ask = p.fairAccess.flatMap(one => one.asks).find(one => one.id === step.about)
      if (ask) {
        ask.answer = step.answer
        ask.says = step.says
      }
      return
    }
    case 'fair-access-decided': {
      const referral = byId(p.fairAccess, step.about)
      if (!referral) return
      if (step.decision === 'next panel') referral.panelOn = step.panelOn ?? referral.panelOn
      else referral.decision = { decision: step.decision, school: step.school, says: step.says, on, by }
      return
    }
    case 'direction': {
      const referral = byId(p.fairAccess, step.about)
      const { school, says, answerBy } = step
      if (referral) referral.direction = { id, school, says, on, answerBy }
      return
    }
    case 'direction-ended': {
      const referral = byId(p.fairAccess, step.about)
      if (referral?.direction) referral.direction.ended = step.says
      return
    }
    case 'section-19-begun': {
      const { from, why, because, says, answerBy } = step
      p.sectionNineteen.push({
        id,
        caseId,
        on,
        from,
        why,
        because,
        says,
        offerBy: answerBy,
        offers: [],
        reviews: [],
      })
      return
    }
    case 'section-19-offered': {
      const { provider, hours, startsOn, answerBy } = step
      byId(p.sectionNineteen, step.about)?.offers.push({ provider, hours, startsOn, on, answerBy })
      return
    }
    case 'section-19-refused': {
      const duty = byId(p.sectionNineteen, step.about)
      const last = duty?.offers.at(-1)
      if (!duty || !last) return
      last.refused = step.says
      duty.offerBy = step.answerBy
      return
    }
    case 'section-19-started': {
      const duty = byId(p.sectionNineteen, step.about)
      if (!duty) return
      duty.started = { on: step.startedOn, hours: step.hours, confirmedBy: step.confirmedBy }
      duty.reviewOn = step.reviewOn
      return
    }
    case 'section-19-reviewed': {
      const duty = byId(p.sectionNineteen, step.about)
      if (!duty) return
      duty.reviews.push({ on, says: step.says, hours: step.hours })
      duty.reviewOn = step.reviewOn
      return
    }
    case 'section-19-ended': {
      const duty = byId(p.sectionNineteen, step.about)
      if (duty) duty.ended = { on, says: step.says }
      return
    }
    case 'integration-asked': {
      const { school, says, answerBy } = step
      p.integration.push({ id, caseId, on, school, says, answerBy, reviews: [] })
      return
    }
    case 'integration-answered': {
      const help = byId(p.integration, step.about)
      if (!help) return
      help.answer = step.answer
      help.answerSays = step.says
      if (step.reviewOn) help.reviewOn = step.reviewOn
      return
    }
    case 'integration-reviewed': {
      const help = byId(p.integration, step.about)
      if (!help) return
      help.reviews.push({ on, says: step.says })
      help.reviewOn = step.reviewOn
      return
    }
    case 'integration-ended': {
      const help = byId(p.integration, step.about)
      if (help) help.ended = step.says
      return
    }
    default:
      step satisfies never
  }
}

/** Something that is waited for. Each is a task of the case, by its key; all keys begin with `place `. */
export type Wait = { readonly key: string; readonly says: string; readonly due: LocalDate }
export const waitPrefix = 'place '

/**
 * What this case waits for on the way into education. Of a protected child no wait names a place.
 */
export function waitsOf(p: Placing, caseId: string, isProtected: boolean): Wait[] {
  const waits: Wait[] = []
  const of = <T extends { caseId: string }>(all: readonly T[]) => all.filter(one => one.caseId === caseId)
  const name = (place: string) => (isProtected ? 'the school' : place)
  const add = (key: string, says: string, due: LocalDate) => waits.push({ key: waitPrefix + key, says, due })
  for (const one of of(p.applications)) {
    if (one.state === 'waiting')
      add(`application ${one.id}`, `Hear from ${name(one.to)} about the application`, one.answerBy)
    if (one.appeal && one.appeal.result === undefined) {
      add(`appeal ${one.id}`, `Hear the result of the appeal for ${name(one.to)}`, one.appeal.answerBy)
    }
  }
  for (const one of of(p.offers)) {
    if (one.state === 'open' && one.parent === 'waiting' && one.answerBy) {
      const who = one.turn === 'school' ? 'the school tries next' : 'admissions try next'
      add(`parent ${one.id}`, `Hear whether the family accepts ${name(one.school)}; ${who}`, one.answerBy)
    }
    // The case itself asks one of our own schools about a start and the tenth day; of any other school somebody must.
    if (one.state === 'open' && one.parent === 'accepted' && !one.offerId) {
      add(`start ${one.id}`, `Hear from ${name(one.school)} whether the child has started`, one.startsOn)
    }
  }
  for (const one of of(p.fairAccess)) {
    for (const ask of one.asks) {
      if (ask.answer === undefined && !one.decision)
        add(`fair ask ${ask.id}`, `Hear from ${name(ask.school)} about fair access`, ask.answerBy)
    }
    if (!one.decision) add(`fair ${one.id}`, 'Fair access: hear what the panel decided', one.panelOn)
    if (one.direction && one.direction.ended === undefined)
      add(
        `direction ${one.direction.id}`,
        `Hear what became of the direction to ${name(one.direction.school)}`,
        one.direction.answerBy,
      )
  }
  for (const one of of(p.sectionNineteen)) {
    if (one.ended) continue
    const last = one.offers.at(-1)
    if (one.started && one.reviewOn)
      add(`s19 review ${one.id}`, 'Review the education that we arrange', one.reviewOn)
    else if (last && last.refused === undefined)
      add(
        `s19 start ${one.id}`,
        `Hear from ${name(last.provider)} whether the child has started`,
        last.answerBy,
      )
    else add(`s19 ${one.id}`, 'Offer education that we arrange', one.offerBy)
  }
  for (const one of of(p.integration)) {
    if (one.ended !== undefined || one.answer === 'not accepted') continue
    if (one.answer === undefined)
      add(`help ${one.id}`, `Answer ${name(one.school)}, which asks for help with settling in`, one.answerBy)
    else if (one.reviewOn)
      add(`help review ${one.id}`, `Review the help with settling in at ${name(one.school)}`, one.reviewOn)
  }
  return waits
}

/** What must be set and done so that the case's tasks are these waits: no more, no fewer. */
export function tasksToTell(
  tasks: Readonly<Record<string, { readonly says: string; readonly due: LocalDate }>>,
  waits: readonly Wait[],
): (
  | { type: 'task-set'; key: string; says: string; due: LocalDate }
  | { type: 'task-done'; key: string; says: string }
)[] {
  const wanted = new Map(waits.map(wait => [wait.key, wait]))
  const over = Object.entries(tasks)
    .filter(([key]) => key.startsWith(waitPrefix) && !wanted.has(key))
    .map(([key, task]) => ({ type: 'task-done' as const, key, says: task.says }))
  const fresh = waits
    .filter(wait => tasks[wait.key]?.due !== wait.due || tasks[wait.key]?.says !== wait.says)
    .map(wait => ({ type: 'task-set' as const, ...wait }))
  return [...over, ...fresh]
}

export const phases = [
  'finding a place',
  'applied',
  'offered',
  'accepted',
  'visited',
  'started',
  'attending',
  'educated otherwise',
] as const
export type Phase = (typeof phases)[number] | 'over'
export const phasesInWords: Readonly<Record<Phase, string>> = {
  'finding a place': 'Finding a place',
  applied: 'Applied, no answer yet',
  offered: 'Offered',
  accepted: 'Accepted',
  visited: 'Visited the school',
  started: 'Attended day 1',
  attending: 'Attended day 10',
  'educated otherwise': 'Education that we arrange',
  over: 'Over',
}

/** How far this case is, by its latest step that still holds. */
export function phaseOf(p: Placing, caseId: string): Exclude<Phase, 'over'> {
  const offers = p.offers.filter(one => one.caseId === caseId)
  const duty = p.sectionNineteen.find(one => one.caseId === caseId && one.started && !one.ended)
  if (offers.some(one => one.state === 'attending')) return 'attending'
  if (offers.some(one => one.state === 'started')) return 'started'
  if (duty) return 'educated otherwise'
  const open = offers.filter(one => one.state === 'open')
  if (open.some(one => one.visitedOn)) return 'visited'
  if (open.some(one => one.parent === 'accepted')) return 'accepted'
  if (open.length > 0) return 'offered'
  return p.applications.some(one => one.caseId === caseId && one.state === 'waiting')
    ? 'applied'
    : 'finding a place'
}
