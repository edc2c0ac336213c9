/**
 * Which law has been made but does not hold yet, and from when does it?
 *
 * The Children's Wellbeing and Schools Act 2026 waits, section by section, for orders of the Secretary of State. None was
 * found by the time this was written. So each section stands behind a commencement: a day and the order that names it, which
 * two people of the authority record. Until then it changes nothing. One section began by itself; that day is worked out.
 */
import { inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import { type Citation, citationInWords, type Mark } from './source.ts'

export type ProvisionId = 's37' | 's38' | 's39' | 's40-42' | 's61'

export type Provision = {
  readonly id: ProvisionId
  /** A few words: "The authority's consent before some children are taken off a roll". */
  readonly name: string
  /** What the section says, as far as we know it. */
  readonly content: string
  /** What changes here on the day it begins. */
  readonly effect: string
  /** What of it nobody has read yet. To be read before the day is recorded. */
  readonly notRead: string
  /** How it begins, in words. */
  readonly begins: string
  /** The day on which it began by itself, where it needs no order. */
  readonly automaticFrom?: LocalDate
  readonly cite: Citation
}

const byOrder =
  'By order of the Secretary of State under section 78(5). No order had been found when this was written.'
const act = (at: string, mark: Mark, note: string): Citation => ({ source: 'CWSA 2026', at, mark, note })

export const provisions: readonly Provision[] = [
  {
    id: 's37',
    name: 'The authority’s consent before some children are taken off a roll',
    content:
      'A relevant child may not be withdrawn from school to be educated otherwise without the local authority’s consent. Relevant: a pupil at a special school, or at an independent school organised for special educational needs, by the authority’s arrangements; and a child about whom the authority is making enquiries under section 47 of the Children Act 1989, or for whom it is taking the action those enquiries led to.',
    effect:
      'Ground F is refused for a relevant child until the authority’s consent is recorded, and where nobody has said whether the child is a relevant child.',
    notRead: 'Whether there are further kinds of relevant child. Subsections after (4).',
    begins: byOrder,
    cite: act(
      'section 37, inserting section 434A of the Education Act 1996',
      'read',
      'Subsections (1) to (4) were read in part.',
    ),
  },
  {
    id: 's38',
    name: 'A register of children not in school',
    content:
      'The authority keeps a register of the children of compulsory school age in its area who are on no roll, or who are on a roll and with the school’s agreement are educated elsewhere for some of the time. It asks to visit the home within 15 days of registration. Parents and providers must give information; 15 days is reported.',
    effect:
      'The register may be shown as one the law requires, and its days counted. It is wider than the list of children missing education and is never mixed with it: children suitably educated at home are on it.',
    notRead:
      'The sections themselves, sections 436B to 436G: what the register holds, and every number of days.',
    begins: byOrder,
    cite: act(
      'section 38, inserting sections 436B to 436G of the Education Act 1996',
      'second-hand',
      'Only the opening was read.',
    ),
  },
  {
    id: 's39',
    name: 'A new way to a school attendance order',
    content:
      'School attendance orders in England are made after a preliminary notice (about 10 days are reported), under new sections. The way through section 437 ends for England.',
    effect:
      'From that day the notice and order clocks of the old way (L-06 to L-09) give no day: they say that the way has ended.',
    notRead:
      'The new sections, every number of days in them, and what becomes of a notice served before the day.',
    begins: byOrder,
    cite: act(
      'section 39, inserting sections from 436H of the Education Act 1996',
      'second-hand',
      'The section has not been read.',
    ),
  },
  {
    id: 's40-42',
    name: 'Changes that follow from the register and the new orders',
    content: 'Consequential changes to other Acts, with Schedule 2.',
    effect: 'Nothing is counted or refused differently.',
    notRead: 'All of it.',
    begins: byOrder,
    cite: act('sections 40 to 42 and Schedule 2', 'second-hand', 'The sections have not been read.'),
  },
  {
    id: 's61',
    name: 'Schools and authorities work together on admissions, academies too',
    content: 'A school’s and the authority’s duty to work together on admissions, which reaches academies.',
    effect: 'Nothing is counted or refused differently. Pages about places may name the duty.',
    notRead: 'The section, and the Act’s own words for the two months.',
    begins: 'By itself, two months after the Act was passed on 29 April 2026.',
    automaticFrom: localDate('2026-06-29'),
    cite: act('section 61', 'inferred', 'The day is worked out from two months after 29 April 2026.'),
  },
]

/** That a provision begins, recorded by an authority: the day, and the order that says so. */
export type Commencement = {
  readonly provision: ProvisionId
  readonly on: LocalDate
  /** The order: "SI 2027/123, article 2". */
  readonly cites: string
}

/** The provision with this id. */
export function provision(id: ProvisionId): Provision {
  return provisions.find(one => one.id === id)!
}

/**
 * From which day a provision holds. Takes the commencements that stand (a withdrawn one is not among them); where a provision
 * has several, the earliest. A recorded one replaces the day we worked out ourselves. Nothing where none is known.
 */
export function commencementOf(
  commencements: readonly Commencement[],
  id: ProvisionId,
): (Commencement & { readonly mark: Mark }) | undefined {
  const { automaticFrom, begins, cite } = provision(id)
  const recorded = commencements
    .filter(one => one.provision === id)
    .reduce<Commencement | undefined>((first, one) => (first && first.on <= one.on ? first : one), undefined)
  if (recorded) return { ...recorded, mark: cite.mark }
  if (automaticFrom) return { provision: id, on: automaticFrom, cites: begins, mark: 'inferred' }
  return undefined
}

/** Does this provision hold on a day? The day it begins belongs to it. */
export function inForceOn(commencements: readonly Commencement[], id: ProvisionId, day: LocalDate): boolean {
  const from = commencementOf(commencements, id)?.on
  return from !== undefined && from <= day
}

/** What makes a child a relevant child under section 37. Nothing where nobody has said. */
export type RelevantChildFacts = {
  /** A pupil at a special school by arrangements of the authority. */
  readonly specialSchoolByAuthority?: boolean | undefined
  /** A pupil at an independent school organised for special educational needs, by arrangements of the authority. */
  readonly senIndependentByAuthority?: boolean | undefined
  /** The authority is making enquiries under section 47 of the Children Act 1989. */
  readonly section47Enquiries?: boolean | undefined
  /** The authority is taking the action that those enquiries led to (section 47(8)). */
  readonly section47Action?: boolean | undefined
}

export type ConsentNeed = {
  readonly needed: 'yes' | 'no' | 'not known'
  /** Why, in sentences; for "not known", what must be answered first. */
  readonly because: readonly string[]
  readonly cites: string
  readonly mark: Mark
}

const relevant: readonly (readonly [keyof RelevantChildFacts, string])[] = [
  ['specialSchoolByAuthority', 'The authority arranged the child’s place at a special school'],
  [
    'senIndependentByAuthority',
    'The authority arranged the child’s place at an independent school organised for special educational needs',
  ],
  ['section47Enquiries', 'The authority is making child protection enquiries about the child (section 47)'],
  ['section47Action', 'The authority is acting to protect the child after such enquiries (section 47(8))'],
]

/**
 * Must the authority consent before this child is taken off a roll to be educated otherwise (ground F) on a day?
 *
 * Not before section 37 holds. After that for every relevant child; and where one of the questions has no answer, nobody
 * knows, and the removal waits. Children's Wellbeing and Schools Act 2026, section 37. Its further limbs were not read.
 */
export function consentNeededUnderS37(
  commencements: readonly Commencement[],
  facts: RelevantChildFacts,
  on: LocalDate,
): ConsentNeed {
  const section = provision('s37')
  const begun = commencementOf(commencements, 's37')
  const { mark } = section.cite
  if (!begun || on < begun.on) {
    const when = begun ? ` It begins on ${inWords(begun.on)}.` : ''
    return {
      needed: 'no',
      because: [`Section 37 of the 2026 Act is not in force on ${inWords(on)}.${when}`],
      cites: citationInWords(section.cite),
      mark,
    }
  }
  const cites = `${citationInWords(section.cite)}; in force from ${inWords(begun.on)}, ${begun.cites}`
  const makes = relevant.filter(([fact]) => facts[fact] === true).map(([, says]) => `${says}.`)
  if (makes.length > 0) return { needed: 'yes', because: makes, cites, mark }
  const open = relevant.filter(([fact]) => facts[fact] === undefined).map(([, says]) => `Not known: ${says}.`)
  if (open.length > 0) return { needed: 'not known', because: open, cites, mark }
  return { needed: 'no', because: ['Nothing makes this a relevant child.'], cites, mark }
}

/** The last day of the old way to a school attendance order is the day before this; nothing while it goes on. */
export function oldOrderRouteEndsOn(commencements: readonly Commencement[]): LocalDate | undefined {
  return commencementOf(commencements, 's39')?.on
}
