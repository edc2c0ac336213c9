/**
 * What a model is learned from, how good it is on children who are made up, and how far it is from the one in force.
 *
 * Learning left alone can go astray without anybody noticing. So a model that was learned is in force only when a person
 * accepts it, who sees which levels moved and what it finds on two made-up places on which nothing is tuned.
 */
import { CorpusBuilder, recordShape, Values } from '../corpus.ts'
import { cellOf, fieldInWords, fields, groupsMax, levelsMax, levelWords } from '../fields.ts'
import { assignPairs, Linker, prepare } from '../linker.ts'
import { type MadeRecord, makeLists } from '../made-up/lists.ts'
import { figuresOf } from '../made-up/measures.ts'
import type { Described } from '../record.ts'
import { plainRegister, type Register, registerFrom, versionOf } from '../register.ts'
import type { Training } from '../training.ts'
import { startingWeights, type Weights } from '../weights.ts'

/** Learns from a register's own records, one list against itself. `children`: how many there are, if not all were taken. */
export function learnFrom(
  records: Iterable<Described>,
  children: number,
  seed = 1,
): { register: Register; training: Training } {
  const values = new Values()
  const builder = new CorpusBuilder(values, recordShape)
  for (const record of records) builder.add(record)
  const list = builder.done()
  const training = new Linker(prepare({ values, left: list, right: list })).train(seed)
  const counted = registerFrom(values, list, training.weights)
  const more = Math.max(1, children / Math.max(1, list.size))
  const scaled = (names: ReadonlyMap<string, number>) =>
    new Map([...names].map(([name, many]) => [name, Math.round(many * more)]))
  const register: Register = {
    ...counted,
    children: Math.max(1000, children),
    forenames: scaled(counted.forenames),
    surnames: scaled(counted.surnames),
    leastForename: counted.leastForename * more,
    leastSurname: counted.leastSurname * more,
  }
  const version =
    training.rounds === 0 ? training.weights.version : versionOf(plainRegister(register).weights)
  // How many of one list are in another is nothing that a list can say of itself.
  const { matched } = startingWeights
  return { register: { ...register, weights: { ...register.weights, matched, version } }, training }
}

/** What a model finds on two small made-up places, each with the errors of everyday: F1 at .9, and children hidden. */
export function measuredOn(weights: Weights): Record<string, number> {
  const measured: Record<string, number> = {}
  for (const pool of ['usual', 'concentrated'] as const) {
    const made = makeLists({ children: 4000, seed: 31_415, errors: 1, pool })
    const values = new Values()
    const corpusOf = (list: readonly MadeRecord[]) => {
      const builder = new CorpusBuilder(values, recordShape)
      for (const one of list) builder.add(describedFrom(one))
      return builder.done()
    }
    const lists = { values, left: corpusOf(made.left), right: corpusOf(made.right) }
    const linker = new Linker(prepare(lists))
    linker.use(weights)
    const pairs = linker.score(0, lists.right.size)
    const { given, chances } = assignPairs(pairs, lists, { ...weights, matched: 0.97 }, false)
    const leftOf = new Map(made.left.map(one => [one.truth.person, one.id]))
    const truth = made.right.map(one => ({
      ...{ right: one.id, left: leftOf.get(one.truth.person), origin: one.truth.origin },
      ...{ moved: one.truth.moved, upnGiven: one.truth.upnGiven },
    }))
    const links = new Map(
      made.right.flatMap((one, right) => {
        const pair = given[right]!
        return pair >= 0 && chances[pair]! >= 0.9
          ? [
              [
                one.id,
                {
                  right: one.id,
                  left: made.left[pairs.lefts[pair]!]!.id,
                  probability: chances[pair]!,
                  band: '',
                },
              ],
            ]
          : []
      }),
    )
    const { f1, hidden, wrong } = figuresOf(truth, right => links.get(right))
    measured[`${pool} f1`] = Math.round(f1 * 1e5) / 1e5
    measured[`${pool} hidden`] = hidden
    measured[`${pool} wrong`] = wrong
  }
  return measured
}

/** A row of the maker as a record. */
export function describedFrom(made: MadeRecord): Described {
  const lines = [made.address_line_1, made.address_line_2].filter(Boolean).join(', ')
  const contact = { surname: made.contact_surname || undefined, forename: made.contact_forename || undefined }
  return {
    surnames: [made.surname, made.former_surname].filter(Boolean),
    forenames: [made.forename].filter(Boolean),
    middleNames: made.middle_names || undefined,
    dateOfBirth: made.date_of_birth || undefined,
    sex: made.sex || undefined,
    upns: [made.upn].filter(Boolean),
    homes:
      lines || made.postcode
        ? [{ lines, town: made.town || undefined, postcode: made.postcode || undefined }]
        : [],
    phones: [made.phone].filter(Boolean),
    contacts: contact.surname || contact.forename ? [contact] : [],
  }
}

/** How often a level is met of the same child, where it moved by more than this, is too far to pass over. */
const levelsTooFar = 0.1

export type Moved = { levels: { level: string; from: number; to: number }[]; tooFar: boolean }

/** Which levels of the same child are met more or less often than in the model in force, the furthest first. */
export function movedFrom(before: Weights, after: Weights): Moved {
  const levels: Moved['levels'] = []
  for (const [field, name] of fields.entries()) {
    for (let group = 0; group < groupsMax; group += 1) {
      for (let level = 1; level < levelsMax; level += 1) {
        const cell = cellOf(field, group, level)
        const [from, to] = [2 ** before.same[cell]!, 2 ** after.same[cell]!]
        if (!(Math.abs(from - to) >= 0.005)) continue
        const round = (chance: number) => Math.round(chance * 1e4) / 1e4
        const words = levelWords[name][level]?.says ?? `level ${level}`
        levels.push({
          level: `${fieldInWords[name]}: ${words}${group === 0 ? '' : `, case ${group}`}`,
          from: round(from),
          to: round(to),
        })
      }
    }
  }
  levels.sort((a, b) => Math.abs(b.from - b.to) - Math.abs(a.from - a.to))
  return { levels, tooFar: levels.some(({ from, to }) => Math.abs(from - to) > levelsTooFar) }
}
