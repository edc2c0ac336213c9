// The reasons of the gate as a page shows them: what, why, and where to go.
import type { Gate, GateReason } from '../gate.ts'

export type ShownReason = {
  says: string
  because: string
  href: string | undefined
  link: string | undefined
}

/** `isDsl`: only a DSL can open the risk screen. */
export function shownReasons(gate: Gate, at: string, isDsl: boolean): ShownReason[] {
  if (gate.open) return []
  const answers = gate.reasons.filter(reason => reason.code === 'answer')
  return [
    ...gate.reasons
      .filter(reason => reason.code !== 'answer')
      .map(reason => ({ says: reason.says, because: reason.because, ...whereTo(reason, at, isDsl) })),
    // Each unanswered question stands on the page by itself; here they are one line.
    ...(answers.length > 0
      ? [
          {
            says: answers.length === 1 ? answers[0]!.says : `${answers.length} questions are not answered`,
            because:
              answers.length === 1
                ? answers[0]!.because
                : 'The authority needs them to begin. “Not known” is an answer where you do not know.',
            ...whereTo(answers[0]!, at, isDsl),
          },
        ]
      : []),
  ]
}

function whereTo(reason: GateReason, at: string, isDsl: boolean): Pick<ShownReason, 'href' | 'link'> {
  switch (reason.code) {
    case 'check':
    case 'home visit':
    case 'consultation':
      return { href: `${at}/enquiries/${reason.about}`, link: 'Record it' }
    case 'screen':
      return isDsl
        ? { href: `${at}/screen`, link: 'Open the risk screen' }
        : { href: undefined, link: undefined }
    case 'answer':
      return { href: `${at}/refer/${reason.about}`, link: 'Answer it' }
    case 'duplicate':
      return { href: '/referrals', link: 'See your referrals' }
    case 'in contact':
      return { href: `${at}/contact`, link: 'Record a contact' }
    case 'route':
      return { href: `${at}/refer/route/${reason.about}`, link: 'Answer them' }
    case 'within travel':
    case 'explained':
    case 'home education':
    case 'leaver':
      return { href: `${at}/refer/route`, link: 'See what to do instead, or change the answer' }
    case 'age':
      return reason.about
        ? { href: `${at}/refer/route/age`, link: 'Change the answer' }
        : { href: undefined, link: undefined }
    default:
      return reason.code satisfies never
  }
}
