/**
 * Why can a referral not wait? The lines of the high-risk route (practice notes, section 8) as a DSL says them in one choice.
 *
 * No story: the reason goes to the authority, and to everyone at the school who sees the referral.
 */
export const urgentReasons = [
  {
    value: 'social-worker',
    text: 'The child has a social worker, and nobody can reach the home',
  },
  { value: 'harm', text: 'There may be harm or a crime. The DSL tells you more by telephone' },
  { value: 'family-gone', text: 'The whole family has gone, and there is a worry' },
  { value: 'unseen', text: 'Nobody has seen the child, and we cannot say that the child is safe' },
  { value: 'earlier', text: 'The family could not be found before' },
  { value: 'other', text: 'Another reason' },
] as const

/** The sentence of a choice, with what was added; undefined where nothing was chosen, or "another" without a word. */
export function urgentBecause(value: string, more: string): string | undefined {
  const chosen = urgentReasons.find(reason => reason.value === value)
  const added = more.trim().slice(0, 1000)
  if (!chosen) return undefined
  if (chosen.value === 'other') return added || undefined
  return added ? `${chosen.text}. ${added}` : `${chosen.text}.`
}
