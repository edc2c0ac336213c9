/**
 * What becomes of two records that may be one child? They are proposed once and wait for a person: Same, Different or
 * Not sure. Same takes two people, because a wrong merge is the worst that can happen here, and makes a link that can be
 * undone; the records stay two. Different is never proposed again, unless a record has changed so that the answer no
 * longer rests on what the person saw: then it is asked again, with the old answer beside the new facts.
 */
import type { Decision } from '../../platform/errors.ts'
import { fieldInWords } from '../fields.ts'

export const doors = {
  referral: 'A school’s referral',
  'pupil import': 'A pupil list',
  'changed record': 'A record that changed',
  'roll check': 'A roll check',
  ctf: 'A common transfer file (CTF)',
  'another authority': 'Another authority',
  'public report': 'A report by the public',
} as const
export type Door = keyof typeof doors
export const isDoor = (text: string): text is Door => Object.hasOwn(doors, text)

/** What a person may be offered: the three bands, without the one that says "not found". */
export const offeredBands = {
  certain: 'Almost certainly the same child',
  probable: 'Probably the same child',
  look: 'Worth a look',
} as const
export type OfferedBand = keyof typeof offeredBands
export const isOffered = (band: string): band is OfferedBand => Object.hasOwn(offeredBands, band)
/** For the order of the queue: certain first. */
export const rankOf = (band: OfferedBand): number => Object.keys(offeredBands).indexOf(band)

export type Answer = 'same' | 'different' | 'not sure'
export const answers: Readonly<Record<Answer, string>> = {
  same: 'The same child',
  different: 'Different children',
  'not sure': 'Not sure',
}
export const isAnswer = (text: string): text is Answer => Object.hasOwn(answers, text)

export type Fact = {
  readonly field: string
  readonly level: string
  readonly weight: number
  readonly agrees: 'yes' | 'nearly' | 'no' | 'not known'
  readonly left?: string | undefined
  readonly right?: string | undefined
  readonly note?: string | undefined
}
/** What was, or would be, shown of a pair. */
export type Seen = {
  readonly probability: number
  readonly band: OfferedBand | 'none'
  readonly modelVersion: string
  readonly sentence: string
  readonly start: number
  readonly sibling: string
  readonly rivals: string
  readonly because: readonly string[]
  readonly evidence: readonly Fact[]
}

/** Fields whose values a protection put on tomorrow would hold: of these only how they compare is ever kept. */
const whereabouts = new Set([
  'postcode',
  'address',
  'home',
  'household',
  'town',
  'phone',
  'telephone',
  'email',
  'contact',
])
/** Does this field say where a child lives, or with whom? Where either is protected, not even how it compared is said. */
export const saysWhere = (field: string): boolean => whereabouts.has(field.toLowerCase())

/** What is kept of what a person saw: the whole, without any value that says where a child lives or with whom. */
export function kept(seen: Seen): Seen {
  return {
    ...seen,
    evidence: seen.evidence.map(({ left, right, note, ...fact }) =>
      saysWhere(fact.field)
        ? fact
        : {
            ...fact,
            ...(left !== undefined && { left }),
            ...(right !== undefined && { right }),
            ...(note !== undefined && { note }),
          },
    ),
  }
}

/** Something kept by us, or by an earlier version of us which kept less. */
export const factsIn = (evidence: unknown): Fact[] =>
  Array.isArray(evidence)
    ? evidence.filter(
        (one): one is Fact => typeof one === 'object' && one !== null && 'field' in one && 'level' in one,
      )
    : []

/** A change in one field weighs so much before an answer is asked again: a letter mended in a street does not. */
const bitsThatMatter = 3

/** What changed between what a person saw and now, as sentences; nothing where nothing that matters did. */
export function newFacts(before: readonly Fact[], now: Seen, answered: 'same' | 'different'): string[] {
  if (before.length === 0) return []
  const old = new Map(before.map(fact => [fact.field, fact]))
  const said = now.evidence
    .filter(fact => {
      const was = old.get(fact.field)
      const moved = fact.weight - (was?.weight ?? 0)
      if (fact.level === was?.level) return false
      return answered === 'different' ? moved >= bitsThatMatter : moved <= -bitsThatMatter
    })
    .map(fact =>
      // Kept for longer than a protection takes to be put on.
      saysWhere(fact.field)
        ? 'What is held of the home or the family'
        : `${named(fact.field)}: ${fact.level} (was: ${old.get(fact.field)?.level ?? 'not compared'})`,
    )
  return [...new Set(said)]
}

/**
 * Does an answer still rest on what its giver saw? Gives why it is to be asked again, or nothing. "Different" is asked
 * again when new facts speak for the same child and it is worth a look; "same" when new facts speak against it.
 */
export function askedAgain(
  before: { answer: Answer; evidence: readonly Fact[]; probability: number | null },
  now: Seen,
): string | undefined {
  if (before.answer === 'not sure') return undefined
  const facts = newFacts(before.evidence, now, before.answer)
  if (facts.length === 0) return undefined
  if (before.answer === 'different' && now.band === 'none') return undefined
  return `Changed since it was decided. ${facts.join('. ')}`
}

const allowed = (value: Next): Decision<Next> => ({ allowed: true, value })
const refused = (says: string): Decision<Next> => ({ allowed: false, refusals: [{ says }] })

export type Said = { readonly answer: Answer; readonly byId: string | null; readonly byName: string }
/** How a pair stands, for the rules of deciding. */
export type Standing = {
  /** Either record is protected. */
  readonly guarded: boolean
  /** They are linked, and the link was not undone. */
  readonly linked: boolean
  /** A record it stood on has changed, or a protection was put on, and nobody has said since that it stands. */
  readonly questioned: boolean
  /** What was answered last. */
  readonly last: Said | undefined
}
export type Person = {
  readonly id: string
  readonly name: string
  readonly mayDecide: boolean
  readonly mayDecideProtected: boolean
}
export type Next = {
  /** Whether a decision is written: not where the same person says the same again. */
  readonly write: boolean
  readonly state: 'open' | 'to confirm' | 'questioned' | 'settled'
  readonly link: 'make' | 'undo' | 'stands' | undefined
  readonly says: string
}

/** Somebody has said Same of the records as they are now, and another person is waited for. */
export const waitsForSecond = (standing: Standing): boolean =>
  !standing.linked && !standing.questioned && standing.last?.answer === 'same'

const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
/** One person with two accounts is not two people: another of the same name asks a third. */
const isSamePerson = (said: Said, person: Person): boolean =>
  said.byId === person.id || plainName(said.byName) === plainName(person.name)

/** What follows from an answer. Refuses where the person may not decide on a protected child, or says the same twice. */
export function answered(standing: Standing, person: Person, answer: Answer): Decision<Next> {
  if (!person.mayDecide) return refused('Your role may not decide on possible matches')
  if (standing.guarded && !person.mayDecideProtected) {
    return refused('One of these children is protected: a manager decides on this pair')
  }
  const { last } = standing
  switch (answer) {
    case 'same':
      if (standing.linked) {
        if (!standing.questioned)
          return allowed({ write: false, state: 'settled', link: undefined, says: 'They are linked already' })
        return allowed({ write: true, state: 'settled', link: 'stands', says: 'Kept: the link stands' })
      }
      // Where it is asked again, the first Same was said of other facts: two people say it of these.
      if (last?.answer === 'same' && last.byId !== null && !standing.questioned) {
        if (isSamePerson(last, person))
          return allowed({
            write: false,
            state: 'to confirm',
            link: undefined,
            says: 'Kept: another person confirms before the records are linked',
          })
        return allowed({
          write: true,
          state: 'settled',
          link: 'make',
          says: 'The records are linked. They stay two, and the link can be undone',
        })
      }
      return allowed({
        write: true,
        state: 'to confirm',
        link: undefined,
        says: 'Kept: the same child. Another person confirms before the records are linked',
      })
    case 'different':
      if (last?.answer === 'different' && !standing.linked && !standing.questioned && last.byId === person.id)
        return allowed({ write: false, state: 'settled', link: undefined, says: 'Kept: different children' })
      return allowed({
        write: true,
        state: 'settled',
        link: standing.linked ? 'undo' : undefined,
        says: standing.linked
          ? 'The link is undone: different children'
          : 'Kept: different children. This pair is not asked again',
      })
    case 'not sure':
      return allowed({
        write: true,
        state: standing.linked ? 'questioned' : 'open',
        link: undefined,
        says: 'Kept: not sure. The pair stays on the list',
      })
    default:
      return answer satisfies never
  }
}

export type Guard = { readonly protected: boolean; readonly identity: boolean }
/** May this role know that the two are alike? The row rules say the same: either wall alone holds. */
export function inSight(role: string, guards: readonly Guard[]): boolean {
  if (role === 'manager' || role === 'system') return true
  if (role === 'cme-officer') return guards.every(guard => !guard.identity)
  return role === 'cme-assistant' && guards.every(guard => !guard.protected)
}

/**
 * May two records be joined by themselves? Only where the authority has switched that on, only what is certain with
 * nothing against it, only what nobody has answered, never where either is protected, and never where either was looked
 * after before: that child may be adopted, under another name.
 */
export function joinsByItself(given: {
  switchedOn: boolean
  now: Seen
  guarded: boolean
  mayBeAdopted: boolean
  last: Said | undefined
}): boolean {
  return (
    given.switchedOn &&
    given.now.band === 'certain' &&
    given.now.because.length === 0 &&
    !given.guarded &&
    !given.mayBeAdopted &&
    given.last === undefined
  )
}

/** A field as people name it; one kept under a name of former days as it stands. */
export const named = (field: string): string =>
  (fieldInWords as Readonly<Record<string, string>>)[field] ?? field

/** 0.974 as "97 in 100"; never a whole hundred, since nobody is ever so sure, and never nought. */
export const inHundred = (probability: number): string =>
  probability > 0.995
    ? 'more than 99 in 100'
    : probability < 0.005
      ? 'fewer than 1 in 100'
      : `${Math.round(probability * 100)} in 100`
