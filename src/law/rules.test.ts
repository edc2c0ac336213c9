import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { authorityRules } from './authority-rules.ts'
import { deletionGrounds, groundsNotCompulsoryAge } from './deletion-grounds.ts'
import { type PracticeClock, practiceClocks, practiceRuleId } from './practice-rules.ts'
import { readings } from './readings.ts'
import type { Rule } from './rule.ts'
import { ruleOf, rules } from './rules.ts'
import { type Mark, sources } from './source.ts'

const project = join(import.meta.dirname, '..', '..')

/** Every id that sections 1 to 4 of the rule catalogue give, and the letters of its grounds. */
const catalogue = [
  ...['D-CSA-START', 'D-CSA-END', 'D-CSA-END-DATES'],
  ...['C-10D', 'C-20D', 'C-N5', 'C-NU', 'C-RUN', 'C-KEEP', 'C-SHARE'],
  ...Array.from({ length: 29 }, (_, i) => `T-${String(i + 1).padStart(2, '0')}`),
  ...['T-07a', 'T-09a', 'T-10a', 'T-11a'],
  ...Array.from({ length: 20 }, (_, i) => `L-${String(i + 1).padStart(2, '0')}`),
  ...[...'ABCDEFGHIJKLMNO'].map(letter => `R9-${letter}`),
]

const marksOf = (id: string): Mark[] => ruleOf(id)!.cites.map(cite => cite.mark)

describe('every rule', () => {
  test('of the catalogue is there, once', () => {
    for (const id of catalogue) {
      assert.equal(rules.filter(rule => rule.id === id).length, 1, id)
      assert.equal(ruleOf(id)?.id, id)
    }
    assert.equal(new Set(rules.map(rule => rule.id)).size, rules.length)
    assert.equal(ruleOf('T-99'), undefined)
  })

  test('with a T-, L- or R9- id is one of the catalogue', () => {
    const younger = groundsNotCompulsoryAge.map(({ code }) => code)
    const invented = rules.filter(
      ({ id }) => /^(T-|L-|R9-)/.test(id) && ![...catalogue, ...younger].includes(id),
    )
    assert.deepEqual(invented, [])
  })

  for (const rule of rules) {
    test(`${rule.id} says in words what it is`, () => {
      for (const words of [rule.name, rule.trigger, rule.who, rule.limitInWords]) {
        assert.ok(words.trim().length >= 3, words)
      }
      assert.ok(rule.plain.length > 15 && /[.!”]$/.test(rule.plain), rule.plain)
      assert.ok(rule.wouldChange.length > 0)
      for (const words of rule.wouldChange) assert.ok(words.length > 8, words)
      for (const words of [rule.toWhom, rule.content]) assert.ok(words === undefined || words.length > 2)
    })

    test(`${rule.id} names its sources, and how well each is known`, () => {
      assert.ok(rule.cites.length > 0)
      for (const { source, at, note } of rule.cites) {
        assert.ok(Object.hasOwn(sources, source), source)
        assert.ok(at === undefined || at.length > 3)
        assert.ok(note === undefined || note.length > 5)
      }
    })

    test(`${rule.id} is held by tests that exist`, () => {
      assert.ok(rule.tests.length > 0)
      for (const file of rule.tests) {
        assert.match(file, /\.test\.ts$/)
        assert.ok(existsSync(join(project, file)), file)
      }
    })

    test(`${rule.id} has its limits oldest first, each with its source`, () => {
      for (const [i, version] of (rule.limit ?? []).entries()) {
        assert.ok(version.cites.length > 10)
        assert.ok(Number.isInteger(version.value.count) && version.value.count >= 0)
        assert.ok(i === 0 || rule.limit![i - 1]!.from < version.from)
      }
    })

    test(`${rule.id} follows a reading that is there`, () => {
      assert.ok(rule.reading === undefined || readings.some(one => one.id === rule.reading))
    })
  }
})

describe('the rules of the authority', () => {
  const of = (pattern: RegExp) => authorityRules.filter(rule => pattern.test(rule.id))

  test('are its twenty duties, four levels, the statuses, closing, counting, and our own clocks', () => {
    assert.equal(of(/^L-/).length, 20)
    assert.deepEqual(
      of(/^E\d$/).map(rule => rule.id),
      ['E1', 'E2', 'E3', 'E4'],
    )
    assert.deepEqual(
      of(/^D-/).map(rule => rule.id),
      ['D-CME', 'D-CME-INCLUDES', 'D-CME-EXCLUDES', 'D-CME-SINCE', 'D-SUITABLE', 'D-EHE', 'D-EHE-UNSUITABLE'],
    )
    assert.deepEqual(
      of(/^(CLOSE|COUNT)-/).map(rule => rule.id),
      [
        'CLOSE-VERIFIED',
        'CLOSE-UNTRACED',
        'CLOSE-CROSS-BORDER',
        'COUNT-SNAPSHOT',
        'COUNT-REASON',
        'COUNT-DURATION',
        'COUNT-EHE',
      ],
    )
    assert.equal(of(/^P-/).length, 12)
    assert.ok(ruleOf('D-AT-RISK'))
  })

  test('say honestly how well they are known', () => {
    const known: Record<string, Mark[]> = {
      'L-01': ['read', 'read'],
      'L-02': ['inferred', 'read'],
      'L-03': ['inferred'],
      'L-04': ['second-hand'],
      'L-05': ['second-hand'],
      'L-06': ['read'],
      'L-07': ['read', 'second-hand'],
      'L-08': ['unverified'],
      'L-09': ['unverified'],
      'L-10': ['unverified'],
      'L-11': ['unverified', 'unverified'],
      'L-12': ['second-hand', 'second-hand'],
      'L-13': ['second-hand'],
      'L-14': ['second-hand'],
      'L-15': ['second-hand'],
      'L-16': ['second-hand'],
      'L-17': ['second-hand'],
      'L-18': ['unverified'],
      'L-19': ['read', 'unverified'],
      'L-20': ['second-hand', 'second-hand'],
      'R9-A': ['read'],
      'R9-E': ['read'],
      'R9-F': ['second-hand'],
      'R9-G': ['unverified'],
      'R9-H': ['second-hand'],
      'R9-I': ['second-hand'],
      'R9-J': ['unverified'],
      'R9-O': ['unverified'],
      'D-CME': ['read', 'read', 'read'],
      'D-CME-SINCE': ['inferred'],
      E1: ['second-hand', 'inferred'],
      'P-REVIEW': ['inferred'],
    }
    for (const [id, marks] of Object.entries(known)) assert.deepEqual(marksOf(id), marks, id)
  })

  test('have the kind that the rule book sorts by', () => {
    for (const rule of authorityRules) {
      assert.equal(rule.kind, rule.id.startsWith('D-') ? 'definition' : 'authority duty', rule.id)
    }
  })

  test('give the number that is counted', () => {
    const count = (id: string) => ruleOf(id)!.limit?.map(version => version.value.count)
    assert.deepEqual(
      ['L-02', 'L-03', 'L-05', 'L-06', 'L-08', 'L-09', 'L-13', 'L-14', 'L-16', 'E3'].map(
        id => count(id)?.[0],
      ),
      [2, 5, 6, 15, 15, 15, 15, 20, 28, 3],
    )
    assert.deepEqual(count('L-19'), [29, 29])
    assert.equal(count('E1'), undefined)
    assert.match(ruleOf('L-15')!.limitInWords, /within 12 months/)
  })
})

test('the fifteen grounds are rules, in their own words', () => {
  for (const ground of deletionGrounds) {
    const rule: Rule = ruleOf(ground.code)!
    assert.equal(rule.kind, 'deletion ground')
    assert.equal(rule.name, ground.label)
    assert.equal(rule.content, ground.evidence)
    assert.equal(rule.cites[0]!.at, `regulation 9(1)(${ground.letter.toLowerCase()})`)
    assert.equal(rule.limitInWords.startsWith('Never before both sides'), ground.jointEnquiries)
  }
  assert.deepEqual(
    deletionGrounds.map(({ code }) => ruleOf(code)!.reading),
    [...Array(5).fill(undefined), 'OQ-12', 'OQ-13', 'OQ-8', 'OQ-18', ...Array(6).fill('OQ-24')],
  )
})

test('the grounds for the others are rules too, and say that nobody has read them', () => {
  assert.equal(groundsNotCompulsoryAge.length, 5)
  for (const ground of groundsNotCompulsoryAge) {
    const rule: Rule = ruleOf(ground.code)!
    assert.equal(rule.kind, 'deletion ground')
    assert.equal(rule.plain, `${ground.mustBeTrue}.`)
    assert.deepEqual(
      rule.cites.map(({ at, mark }) => [at, mark]),
      [['regulation 9(3)', 'unverified']],
    )
    assert.equal(rule.reading, 'OQ-24')
  }
})

test('our own clocks each have their rule and their numbers', () => {
  const limits = Object.fromEntries(
    (Object.keys(practiceClocks) as PracticeClock[]).map(clock => [
      practiceRuleId(clock),
      ruleOf(practiceRuleId(clock))!.limitInWords,
    ]),
  )
  assert.deepEqual(limits, {
    'P-ACKNOWLEDGE': 'The same day (act today), 1 (act this week), 1 (keep in view)',
    'P-TRIAGE': 'The same day (act today), 1 (act this week), 3 (keep in view)',
    'P-FIRST-CONTACT': '1 working day (act today), 3 (act this week), 5 (keep in view)',
    'P-OWN-CHECKS': '1 working day (act today), 3 (act this week), 5 (keep in view)',
    'P-VISIT': '2 working days (act today), 5 (act this week), 10 (keep in view)',
    'P-AGENCY-CHECKS': '1 working day (act today), 5 (act this week), 10 (keep in view)',
    'P-REVIEW': '2 working days (act today), 5 (act this week), 10 (keep in view)',
    'P-ANSWER': '1 working day (act today), 5 (act this week), 10 (keep in view)',
    'P-CLOSE': 'The next working day',
    'P-START': 'The next working day',
    'P-TENTH-DAY': '10 working days',
  })
  assert.equal(ruleOf('P-MONTHLY')!.limitInWords, 'Every 28 days, moved to a working day')
})
