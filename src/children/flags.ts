/**
 * What may make a child more in need of being found quickly? The fact alone, never the story.
 *
 * Practice notes, section 4. Each is held with its source and its date. A list shows only those that change what must be done
 * today; heritage, health and immigration never stand in a list and never order one.
 */

/**
 * Where a flag may be shown. `list`: it changes what must be done today. `page`: on the child's own pages. `never in lists`:
 * the same, and no list may ever show it or be ordered by it.
 */
export type FlagPlace = 'list' | 'page' | 'never in lists'

type FlagKind = {
  readonly words: string
  readonly shown: FlagPlace
  /** Seen by those alone who sign or decide: DSLs, headteachers, officers and managers. The office learns that the DSL has it. */
  readonly closed?: true
  /** A DSL may record it. The others come from files alone. */
  readonly byHand: boolean
}

const list = (words: string): FlagKind => ({ words, shown: 'list', byHand: true })
const closedList = (words: string): FlagKind => ({ words, shown: 'list', byHand: true, closed: true })
const page = (words: string): FlagKind => ({ words, shown: 'page', byHand: true })
const closedPage = (words: string): FlagKind => ({ words, shown: 'page', byHand: true, closed: true })
const never = (words: string): FlagKind => ({ words, shown: 'never in lists', byHand: true, closed: true })

export const flagKinds = {
  in_care: list('Looked after by an authority'),
  child_protection_plan: list('Child protection plan'),
  child_in_need: list('Child in need'),
  EHCP: list('Education, health and care plan'),
  youth_justice: list('Has a youth justice worker'),
  forced_marriage_or_fgm: closedList('Concern about forced marriage or female genital mutilation (FGM)'),
  exploitation: closedList('Concern about exploitation or trafficking'),
  radicalisation: closedList('Concern about radicalisation or travel to a conflict'),
  refuge_or_domestic_abuse: closedList('Refuge or domestic abuse'),
  private_fostering: closedList('May live with someone who is not a parent or close relative'),
  missing_from_home: list('Has gone missing from home before'),
  earlier_cme: list('Was missing education before'),
  not_located_before: list('The family could not be found before'),
  sibling_absent: list('A brother or sister is absent or missing education'),
  early_help: page('Known to early help'),
  previously_in_care: page('Previously looked after'),
  EHC_assessment: page('Education, health and care assessment under way'),
  SEN_support: page('SEN support'),
  young_carer: page('Young carer'),
  service_child: page('Service family'),
  homeless: page('Homeless or in temporary housing'),
  bereavement: page('Bereaved'),
  bullying: page('Bullied'),
  excluded_or_part_time: page('Excluded, or on a part-time timetable'),
  low_attendance: page('Persistently or severely absent'),
  leave_in_term: page('Has had leave in term before'),
  moves_often: page('The family moves often'),
  substance_misuse: closedPage('Concern about drugs or alcohol'),
  teenage_parent: never('Is pregnant or a parent'),
  mental_health: never('Worries about mental health'),
  traveller: never('Gypsy, Roma or Traveller'),
  refugee: never('Refugee, asking for asylum, or alone in the country'),
  new_arrival: never('New to the country'),
  fsm_eligible: { words: 'Free school meals', shown: 'page', byHand: false },
} as const satisfies Readonly<Record<string, FlagKind>>
export type Flag = keyof typeof flagKinds

/** The words of each flag. */
export const flagsInWords = Object.fromEntries(
  Object.entries(flagKinds).map(([flag, kind]) => [flag, kind.words]),
) as Readonly<Record<Flag, string>>

/** Flags that put a child at the head of a list: those with a social worker or a plan. */
export const urgentFlags: readonly string[] = ['in_care', 'child_protection_plan', 'child_in_need', 'EHCP']

const kindOf = (flag: string): FlagKind | undefined => (flagKinds as Readonly<Record<string, FlagKind>>)[flag]

/** The words of a flag; the flag itself where we do not know it. */
export function flagInWords(flag: string): string {
  return kindOf(flag)?.words ?? flag
}

/** May a list show this flag? Not one that we do not know: it may be of heritage or health. */
export const mayStandInList = (flag: string): boolean => kindOf(flag)?.shown === 'list'

/** Is this flag kept from those who neither sign nor decide? */
export const isClosed = (flag: string): boolean => kindOf(flag)?.closed === true

/** May a DSL record it by hand? */
export const isByHand = (flag: string): flag is Flag => kindOf(flag)?.byHand === true
