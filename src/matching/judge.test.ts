import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { chanceSentence, rivalsSentence } from './evidence.ts'
import { fields } from './fields.ts'
import { type Judged, judge, nowhere, usualRegister } from './judge.ts'
import { makeLists } from './made-up/lists.ts'
import type { Described } from './record.ts'
import { child, describedOf, type Sketch, upnOf } from './testing/compared.ts'

const register = usualRegister(250_000)
const one = (of: Sketch, candidate: Sketch): Judged<Described> =>
  judge(child(of), [child(candidate)], register)[0]!

const names: Sketch = { surname: 'Okafor', forename: 'Amara', born: '2014-03-14' }
const amara: Sketch = {
  ...names,
  sex: 'F',
  home: { lines: '12 Sample Street', town: 'Sampleton', postcode: 'ZZ99 1AA' },
  phone: '07700 900123',
  contact: { surname: 'Okafor', forename: 'Joy' },
}

describe('one child beside candidates', () => {
  const made = makeLists({ children: 300, seed: 73, errors: 2.5, pool: 'concentrated' })
  const lefts = made.left.map(describedOf)
  const question = fc.record({
    asked: fc.constantFrom(...made.right.map(describedOf)),
    candidates: fc.uniqueArray(fc.nat(lefts.length - 1), { minLength: 1, maxLength: 12 }),
  })

  test('are all given, likeliest first, and share at most one child', () => {
    fc.assert(
      fc.property(question, ({ asked, candidates }) => {
        const of = candidates.map(at => lefts[at]!)
        const found = judge(asked, of, register)
        assert.deepEqual(new Set(found.map(({ candidate }) => candidate)), new Set(of))
        const chances = found.map(({ probability }) => probability)
        assert.ok(chances.every(chance => chance >= 0 && chance < 1))
        assert.ok(chances.reduce((sum, chance) => sum + chance, 0) <= 1)
        assert.deepEqual(
          [...chances].sort((a, b) => b - a),
          chances,
        )
      }),
      { numRuns: 60 },
    )
  })

  test('are judged the same in whatever order they come', () => {
    const shuffled = question.chain(({ asked, candidates }) =>
      fc.record({
        asked: fc.constant(asked),
        candidates: fc.constant(candidates),
        other: fc.shuffledSubarray(candidates, { minLength: candidates.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ asked, candidates, other }) => {
        const said = (order: readonly number[]) =>
          new Map(
            judge(
              asked,
              order.map(at => lefts[at]!),
              register,
            ).map(({ candidate, probability, ...rest }) => [
              candidate,
              { ...rest, probability: probability.toPrecision(9) },
            ]),
          )
        assert.deepEqual(said(other), said(candidates))
      }),
      { numRuns: 60 },
    )
  })

  test('nobody is found among nobody', () => {
    assert.deepEqual(judge(child(amara), [], register), [])
  })

  test('what says nothing is as unlikely as anybody', () => {
    const { probability, band } = one(amara, {})
    assert.equal(band, 'none')
    assert.ok(probability < 1e-5 && probability > 1e-7)
  })

  test('more children to mistake one for, less likely', () => {
    const of = (children: number) => judge(child(names), [child(names)], usualRegister(children))[0]!
    assert.ok(of(10_000).start > of(1_000_000).start)
    assert.ok(of(10_000).probability > of(1_000_000).probability)
    assert.ok(of(10_000).start < 0)
  })

  test('the likelier the child is elsewhere, the less likely it is here', () => {
    const [usual, rare] = [nowhere, 0.9].map(
      elsewhere => judge(child(names), [child(names)], register, elsewhere)[0]!,
    )
    assert.ok(usual!.probability > rare!.probability)
  })
})

describe('certain', () => {
  test('is a child of the same names, birthday and home', () => {
    const found = one(amara, amara)
    assert.deepEqual([found.band, found.because], ['certain', []])
  })

  test('is no twin, who is shown all the same', () => {
    for (const [of, twin] of [
      [amara, { ...amara, forename: 'Poppy' }],
      [
        { ...amara, forename: 'Lily-Mae' },
        { ...amara, forename: 'Lily-Rose' },
      ],
      [
        { ...amara, forename: 'Mina' },
        { ...amara, forename: 'Nina' },
      ],
    ] as const) {
      const found = one(of, twin)
      assert.notEqual(found.band, 'certain')
      assert.ok(
        found.because.some(why => why.includes('twins')),
        String(found.because),
      )
    }
    const [first, second] = judge(
      child(amara),
      [child({ ...amara, forename: 'Poppy' }), child(amara)],
      register,
    )
    assert.deepEqual(first!.candidate.forenames, ['Amara'])
    assert.deepEqual(second!.candidate.forenames, ['Poppy'])
    assert.ok(first!.probability > 0.99 && second!.probability < 0.05)
  })

  test('is nobody with a UPN of their own, though it is not out of the question', () => {
    const without = one(amara, amara)
    const found = one({ ...amara, upn: upnOf(1) }, { ...amara, upn: upnOf(2) })
    assert.notEqual(found.band, 'certain')
    assert.ok(found.probability < without.probability)
    assert.notEqual(found.band, 'none')
    assert.ok(found.because.some(why => why.includes('UPN')))
  })

  test('is no namesake', () => {
    const rare = { surname: 'Okonkwo-Reilly', forename: 'Ngozichukwuka', born: '2014-03-14', sex: 'F' }
    for (const name of [names, rare]) {
      const found = judge(child(name), [child(name)], usualRegister(2000))[0]!
      assert.notEqual(found.band, 'certain')
      assert.ok(found.because.some(why => why.includes('namesakes')))
    }
  })

  test('is neither of two who are as likely: they share', () => {
    const found = judge(child(amara), [child(amara), child({ ...amara })], register)
    for (const { probability, band, because, rivals } of found) {
      assert.ok(Math.abs(probability - 0.5) < 0.01)
      assert.equal(band, 'look')
      assert.ok(because.some(why => why.includes('Another child')))
      assert.match(rivals, /just as likely/)
    }
  })

  test('is nobody protected, whose home, telephone and contacts are neither compared nor told', () => {
    const hidden = { ...amara, upn: upnOf(1), protected: true }
    const open = { ...amara, upn: upnOf(1) }
    for (const found of [one(hidden, open), one(open, hidden)]) {
      assert.notEqual(found.band, 'certain')
      assert.match(found.because[0]!, /protected/)
      for (const field of ['postcode', 'address', 'town', 'contact', 'phone'] as const) {
        const line = found.evidence.find(line => line.field === field)!
        assert.equal(line.agrees, 'not known')
        assert.equal(line.weight, 0)
      }
      const told = JSON.stringify(found.evidence.map(({ left, right }) => [left, right]))
      const times = (what: string) => told.split(what).length - 1
      for (const what of ['Sample Street', 'Sampleton', 'ZZ99', '07700', 'Joy'])
        assert.equal(times(what), 1, `${what}: of the one who is not protected only`)
    }
  })
})

describe('why', () => {
  test('is said of every field, heaviest first, what is not known last', () => {
    const { evidence } = one(amara, { ...amara, born: '2013-03-14', phone: '07700 900999', sex: '' })
    assert.deepEqual(new Set(evidence.map(({ field }) => field)), new Set(fields))
    const known = evidence.filter(({ agrees }) => agrees !== 'not known')
    assert.deepEqual(evidence.slice(0, known.length), known)
    const sizes = known.map(({ weight }) => Math.abs(weight))
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => b - a),
    )
    for (const { agrees, weight } of evidence) if (agrees === 'not known') assert.equal(weight, 0)
    assert.ok(evidence.find(({ field }) => field === 'phone')!.weight < 0)
  })

  test('adds up: the start and the weights are the chance, where no brother or sister comes into it', () => {
    const alone = { ...register, weights: { ...register.weights, siblingsEach: 0 } }
    const made = makeLists({ children: 100, seed: 74, errors: 2.5, pool: 'usual' })
    let likely = 0
    for (const right of made.right) {
      const left = made.left.find(({ truth }) => truth.person === right.truth.person)
      if (!left) continue
      const found = judge(describedOf(right), [describedOf(left)], alone)[0]!
      const bits = found.evidence.reduce((sum, { weight }) => sum + weight, found.start)
      const chance = 2 ** bits / (1 + 2 ** bits)
      assert.ok(Math.abs(chance - found.probability) < 1e-9)
      if (chance > 0.9) likely += 1
    }
    assert.ok(likely > 50)
  })

  test('a brother or sister takes away from the chance, and never adds', () => {
    const sister = { ...amara, forename: 'Poppy', born: '2014-03-15' }
    const { evidence, start, probability, sibling } = one(amara, sister)
    const bits = evidence.reduce((sum, { weight }) => sum + weight, start)
    assert.ok(probability < 2 ** bits / (1 + 2 ** bits))
    assert.match(sibling, /likelier than the same child/)
    assert.match(one(amara, amara).sibling, /Unlikely: the forename would differ/)
    const stranger = { surname: 'Winterbottom', forename: 'Poppy', born: '2011-08-27' }
    assert.match(one(names, stranger).sibling, /Nothing says that they share a home/)
  })

  test('two brothers may both be Mohammed where many are', () => {
    const brothers = (forename: string) => {
      const known = { ...register, forenames: new Map([['mohammed', 25_000]]) }
      const [of, other] = ['2014-03-14', '2012-11-09'].map(born => child({ ...amara, forename, born }))
      return judge(of!, [other!], known)[0]!
    }
    // All but the forename is the same for a brother: what is left is how likely two brothers are to share it.
    const bits = (forename: string) => {
      const { probability } = brothers(forename)
      return Math.log2(probability / (1 - probability))
    }
    assert.ok(bits('Mohammed') < bits('Ngozichukwuka') - 3, `${bits('Mohammed')} ${bits('Ngozichukwuka')}`)
  })

  test('shows what each of the two says, as it was written', () => {
    const { evidence } = one(
      { ...amara, forename: ['Amara', 'Mimi'] },
      { ...amara, forename: 'AMARA', upn: upnOf(1), middle: 'Grace' },
    )
    const line = (field: string) => evidence.find(line => line.field === field)!
    assert.deepEqual([line('forename').left, line('forename').right], ['Amara, Mimi', 'AMARA'])
    assert.deepEqual([line('upn').left, line('upn').right], [undefined, upnOf(1)])
    assert.deepEqual([line('middle_names').left, line('middle_names').right], [undefined, 'Grace'])
    assert.equal(line('contact').left, 'Joy Okafor')
    assert.equal(line('address').left, '12 Sample Street')
    assert.equal(line('household').left, undefined)
  })

  test('says of a value how common it is here', () => {
    const known = {
      ...register,
      surnames: new Map([['okafor', 2500]]),
      forenames: new Map([['amara', 500]]),
    }
    const note = (field: string, of: Sketch = amara) =>
      judge(child(of), [child(of)], known)[0]!.evidence.find(line => line.field === field)!.note
    assert.match(note('surname')!, /^about 1 child in 100$/)
    assert.match(note('date_of_birth')!, /^shared by about \d+ children here$/)
    assert.match(note('forename')!, /of this surname$/)
    assert.equal(note('sex'), undefined)
  })
})

describe('the sentence', () => {
  test('never says 0 or 100 in 100: nobody can know that', () => {
    for (let step = 0; step <= 1000; step += 1) {
      const chance = step / 1000
      for (const near of [chance, chance - 1e-16, chance - 1e-12, chance + 1e-12]) {
        const sentence = chanceSentence(Math.min(1, Math.max(0, near)))
        assert.match(sentence, /^(More than 99|Fewer than 1|[1-9]\d?) in 100 that/, `${near}: ${sentence}`)
      }
    }
    assert.equal(chanceSentence(0.97), '97 in 100 that these are the same child.')
    assert.equal(chanceSentence(0.9999), 'More than 99 in 100 that these are the same child.')
  })

  test('of who else there is, counts and compares', () => {
    assert.match(rivalsSentence(20, []), /Nobody else comes near/)
    assert.match(rivalsSentence(20, [-3]), /Nobody else comes near/)
    assert.match(rivalsSentence(20, [20]), /One other child just as likely/)
    assert.match(rivalsSentence(20, [15]), /One other child 32 times less likely/)
    assert.match(rivalsSentence(20, [18]), /4\.0 times less likely/)
    assert.match(rivalsSentence(15, [20]), /One other child 32 times more likely/)
    assert.match(rivalsSentence(15, [20, 12]), /2 other children, the best of them 32 times more likely/)
    assert.match(rivalsSentence(2, [40]), /a million times more likely/)
  })
})
