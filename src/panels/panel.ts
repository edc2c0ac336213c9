/** Which panels are there, and how many cases does one meeting take? Shapes as seen in published practice; an area renames them. */

export const panelKinds = {
  cme: {
    title: 'CME panel',
    asks: 'Which enquiries have not been tried, and who can help?',
    most: 40,
  },
  'missing children': {
    title: 'Missing children and exploitation panel',
    asks: 'Is this child at risk, and what is done about it?',
    most: 20,
  },
  'fair access': {
    title: 'Fair access panel',
    asks: 'Which school takes this child?',
    most: 20,
  },
  'missing out': {
    title: 'Pupils missing out panel',
    asks: 'What other help would bring the child back?',
    most: 20,
  },
  review: {
    title: 'Admissions and inclusion review',
    asks: 'Who is waiting for a place, and why?',
    most: 40,
  },
} as const satisfies Readonly<Record<string, { title: string; asks: string; most: number }>>
export type PanelKind = keyof typeof panelKinds

export const isPanelKind = (text: string): text is PanelKind => Object.hasOwn(panelKinds, text)

/** The reserved words at the head of every pack: who may read it, and what becomes of it. */
export const confidentiality =
  'Confidential: for the people at this meeting. Not to be copied or sent on. Return it or shred it after the meeting.'
