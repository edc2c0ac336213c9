/**
 * Where does a leaver go, and how well is it known?
 *
 * Claimed: someone said so. Checked: there is some evidence. Confirmed: the receiving side says that the child is on its roll or
 * register, or a register known to Onroll has the child. Nobody else's word confirms: practice.md 1. A school that expects the
 * child has given evidence and no more, since a place that is offered is not a roll one is on (rules.md, example 44).
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'

/** Where a child may go next, in the order of a form. */
export const destinationKinds = {
  school: 'A school',
  setting: 'A college, hospital school or other setting',
  home: 'Home education',
  abroad: 'Another country',
  authority: 'Another authority’s area, no school known',
} as const
export type DestinationKind = keyof typeof destinationKinds
export const isDestinationKind = (text: string): text is DestinationKind =>
  Object.hasOwn(destinationKinds, text)

export type BySide = 'school' | 'parent' | 'receiving side' | 'register' | 'system'

type Made = { readonly on: LocalDate; readonly byName: string; readonly bySide: BySide }
export type Claim = Made & {
  readonly type: 'claimed'
  readonly id: string
  readonly kind: DestinationKind
  /** The school, setting, country or authority. */
  readonly name: string
  /** A school in Onroll, where it is one. */
  readonly schoolId?: string | undefined
  readonly startsOn?: LocalDate | undefined
  readonly how: string
}
/** What a check of the leaving school's found: RS13, RS14, a paper. */
export const checkResults = {
  supports: 'It supports what was said',
  'nothing known': 'They know nothing of the child',
  'no reply': 'No reply',
} as const
export type CheckResult = keyof typeof checkResults
export const isCheckResult = (text: string): text is CheckResult => Object.hasOwn(checkResults, text)

type AboutClaim = Made & { readonly claimId: string }
export type DestinationStep =
  | Claim
  | (Made & { readonly type: 'unknown'; readonly tried: string })
  | (AboutClaim & { readonly type: 'checked'; readonly result: CheckResult; readonly evidence: string })
  | (AboutClaim & { readonly type: 'asked'; readonly to: string })
  | (AboutClaim & { readonly type: 'confirmed'; readonly since: LocalDate })
  | (AboutClaim & { readonly type: 'expected'; readonly startsOn: LocalDate })
  | (AboutClaim & { readonly type: 'denied' })
  | (AboutClaim & { readonly type: 'started'; readonly day: LocalDate })
  | (AboutClaim & { readonly type: 'tenth day'; readonly day: LocalDate })
  | (Made & { readonly type: 'case opened'; readonly reference: string })
  | (Made & { readonly type: 'confirmed'; readonly claimId?: undefined; readonly since: LocalDate })

export type DestinationState =
  | 'not asked'
  | 'unknown'
  | 'claimed'
  | 'checked'
  | 'confirmed'
  /** Every place that was named says that it does not have the child. */
  | 'denied'

export type Destination = {
  readonly state: DestinationState
  /** The claim that the state is about. */
  readonly claim: Claim | undefined
  /** Why the state is what it is, in a sentence. */
  readonly because: string
  readonly since: LocalDate | undefined
  readonly firstDay: LocalDate | undefined
  readonly tenthDay: LocalDate | undefined
  readonly caseReference: string | undefined
}

export const stateInWords: Readonly<Record<DestinationState, string>> = {
  'not asked': 'Not asked yet',
  unknown: 'Not known',
  claimed: 'Claimed',
  checked: 'Checked, not confirmed',
  confirmed: 'Confirmed',
  denied: 'They say the child is not theirs',
}

type Word = Extract<DestinationStep, { type: 'confirmed' | 'expected' | 'denied' }>
const isWord = (step: DestinationStep): step is Word =>
  (step.type === 'confirmed' || step.type === 'expected' || step.type === 'denied') &&
  // Whatever a row says, only these can say it.
  (step.bySide === 'receiving side' || step.bySide === 'register')

/** What the steps of one leaver come to, oldest first. */
export function destinationFrom(steps: readonly DestinationStep[]): Destination {
  const claims = steps.filter(step => step.type === 'claimed')
  const rest = {
    firstDay: steps.findLast(step => step.type === 'started')?.day,
    tenthDay: steps.findLast(step => step.type === 'tenth day')?.day,
    caseReference: steps.find(step => step.type === 'case opened')?.reference,
  }
  const registered = steps.findLast(step => step.type === 'confirmed' && step.bySide === 'register')
  const word = (claim: Claim) => steps.filter(isWord).findLast(step => step.claimId === claim.id)
  const confirmed = claims.findLast(claim => word(claim)?.type === 'confirmed')
  if (confirmed) {
    const said = word(confirmed) as Extract<Word, { type: 'confirmed' }>
    const because = `${said.byName} says that the child is on its roll or register since ${inWords(said.since)}.`
    return { state: 'confirmed', claim: confirmed, because, since: said.since, ...rest }
  }
  if (registered?.type === 'confirmed') {
    const because = `A register known to the authority has the child since ${inWords(registered.since)}.`
    return { state: 'confirmed', claim: undefined, because, since: registered.since, ...rest }
  }
  const latest = steps.findLast(step => step.type === 'claimed' || step.type === 'unknown')
  if (!latest) {
    return {
      state: 'not asked',
      claim: undefined,
      because: 'Nobody has said where the child goes.',
      since: undefined,
      ...rest,
    }
  }
  if (latest.type === 'unknown') {
    const because = `${latest.byName} recorded on ${inWords(latest.on)} that it is not known. Tried: ${latest.tried}`
    return { state: 'unknown', claim: undefined, because, since: latest.on, ...rest }
  }
  const standing = claims.findLast(claim => word(claim)?.type !== 'denied')
  if (!standing) {
    const said = word(latest)!
    const because = `${said.byName} said on ${inWords(said.on)} that the child is not theirs.`
    return { state: 'denied', claim: latest, because, since: said.on, ...rest }
  }
  return { ...notConfirmed(standing, steps, word(standing)), ...rest }
}

function notConfirmed(claim: Claim, steps: readonly DestinationStep[], word: Word | undefined) {
  if (word?.type === 'expected') {
    const because = `${word.byName} expects the child on ${inWords(word.startsOn)}. The child is not on its roll yet.`
    return { state: 'checked' as const, claim, because, since: word.on }
  }
  const check = steps.findLast(
    step => step.type === 'checked' && step.claimId === claim.id && step.result === 'supports',
  )
  if (check?.type === 'checked') {
    const because = `${check.byName} checked on ${inWords(check.on)}: ${check.evidence}`
    return { state: 'checked' as const, claim, because, since: check.on }
  }
  const did = claim.bySide === 'parent' ? 'said so' : 'wrote it down'
  const because = `${claim.byName} ${did} on ${inWords(claim.on)}: ${claim.how}`
  return { state: 'claimed' as const, claim, because, since: claim.on }
}
