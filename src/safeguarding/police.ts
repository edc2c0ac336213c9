/** The police were told that a child is missing, or asked for a welfare check: how does it stand? */

export const policeKinds = ['missing report', 'welfare check'] as const
export type PoliceKind = (typeof policeKinds)[number]
export const policeKindInWords: Readonly<Record<PoliceKind, string>> = {
  'missing report': 'Reported missing to the police',
  'welfare check': 'Asked the police for a welfare check',
}

export const policeHows = ['999', '101', 'Online', 'In person'] as const

export const policeResults = [
  'reference given',
  'child seen',
  'child not seen',
  'not attended',
  'chased',
] as const
export type PoliceResult = (typeof policeResults)[number]
export const policeResultInWords: Readonly<Record<PoliceResult, string>> = {
  'reference given': 'They gave a reference',
  'child seen': 'They saw the child',
  'child not seen': 'They went, and did not see the child',
  'not attended': 'They have not gone, or will not go',
  chased: 'Asked them again: no answer yet',
}

export type PoliceStep = { readonly result: string; readonly reference: string | null }

export type PoliceState = {
  readonly reference: string | undefined
  readonly answer: PoliceResult | undefined
  /** Waits for the police, or for somebody to ask them again. */
  readonly open: boolean
  readonly next: string | undefined
}

/** How an ask stands after these steps, in the order they were recorded. "Safe" is only ever: they saw the child. */
export function policeState(askedWith: string | null, steps: readonly PoliceStep[]): PoliceState {
  const reference = steps.findLast(step => step.reference !== null)?.reference ?? askedWith ?? undefined
  const answer = steps.findLast(step => !['reference given', 'chased'].includes(step.result))?.result as
    | PoliceResult
    | undefined
  const next = !answer
    ? reference
      ? 'Ask the police what they found.'
      : 'Ask the police for the reference, and what they found.'
    : answer === 'child seen'
      ? undefined
      : answer === 'child not seen'
        ? 'The child was not seen. Tell children’s social care, and ask the police what they do next.'
        : 'They have not gone. Tell children’s social care, and ask for the officer in charge.'
  return { reference, answer, open: answer === undefined, next }
}
