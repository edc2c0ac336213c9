/** What may make a child more in need of being found quickly? The fact alone, never the story. */

export const flagsInWords = {
  in_care: 'Looked after by an authority',
  child_protection_plan: 'Child protection plan',
  child_in_need: 'Child in need',
  EHCP: 'Education, health and care plan',
  previously_in_care: 'Previously looked after',
  young_carer: 'Young carer',
  SEN_support: 'SEN support',
  service_child: 'Service family',
  fsm_eligible: 'Free school meals',
} as const
export type Flag = keyof typeof flagsInWords

/** Flags that put a child at the head of a list: those with a social worker or a plan. */
export const urgentFlags: readonly string[] = ['in_care', 'child_protection_plan', 'child_in_need', 'EHCP']

/** The words of a flag; the flag itself where we do not know it. */
export function flagInWords(flag: string): string {
  return (flagsInWords as Readonly<Record<string, string>>)[flag] ?? flag
}
