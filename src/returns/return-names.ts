/** What each return is called on a page. */

const names: Readonly<Record<string, string>> = {
  'T-06': 'Not started on the first day',
  'T-07': 'Ten-day return',
  'T-08': 'Irregular attendance return',
  'T-09': 'Sickness return',
  'T-10': 'New pupil return',
  'T-11': 'Deletion return',
}

/** The name of the return that a rule asks for. */
export const returnInWords = (rule: string): string => names[rule] ?? 'Return'
