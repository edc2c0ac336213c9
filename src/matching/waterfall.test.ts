import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Explanation, marked, waterfall } from './waterfall.ts'

const yusuf: Explanation = {
  sentence: '97 in 100 that these are the same child.',
  start: -17.9,
  evidence: [
    {
      field: 'date of birth',
      level: 'the same',
      weight: 12.3,
      agrees: 'yes',
      left: '14 March 2014',
      right: '14 March 2014',
      note: 'shared by 48 children here',
    },
    {
      field: 'surname',
      level: 'one letter different',
      weight: 9.6,
      agrees: 'nearly',
      left: 'Hossain',
      right: 'Hussain',
    },
    {
      field: 'postcode',
      level: 'different',
      weight: -2.9,
      agrees: 'no',
      left: 'ZZ99 1AA',
      right: 'ZZ99 9ZZ',
    },
    { field: 'UPN', level: 'not given', weight: 0, agrees: 'not known' },
  ],
  sibling: 'Could it be a brother or sister? Unlikely: the forename would differ.',
  rivals: 'One other child within reach, 40 times less likely.',
  because: [],
}

test('each bar begins where the one before ended, and words stand beside every number', () => {
  const { start, rows, even } = waterfall(yusuf)
  assert.equal(start.says, '1 in 240,000')
  assert.equal(start.bits, '−17.9')
  assert.deepEqual(
    rows.map(row => [row.heading, row.says, row.weighs, row.bits, row.kind]),
    [
      ['Birthday', 'the same', 'Strongly for', '+12.3', 'for'],
      ['Surname', 'one letter different', 'Strongly for', '+9.6', 'for'],
      ['Postcode', 'different', 'A little against', '−2.9', 'against'],
    ],
  )
  const [born, surname, postcode] = rows.map(row => row.bar)
  assert.equal(born!.x, 0)
  assert(Math.abs(born!.x + born!.width - surname!.x) < 0.2)
  assert(Math.abs(surname!.x + surname!.width - (postcode!.x + postcode!.width)) < 0.2)
  assert.deepEqual(waterfall(yusuf).notCompared, ['UPN'])
  assert(even > surname!.x && even < surname!.x + surname!.width)
})

test('letters that differ are marked, on both sides, where the values are nearly the same', () => {
  const surname = waterfall(yusuf).rows[1]!
  assert.deepEqual(
    [surname.left, surname.right].map(side =>
      side.map(piece => (piece.differs ? `[${piece.text}]` : piece.text)).join(''),
    ),
    ['H[o]ssain', 'H[u]ssain'],
  )
  assert.deepEqual(marked('Smith', 'Okonkwo', false), [
    [{ text: 'Smith', differs: false }],
    [{ text: 'Okonkwo', differs: false }],
  ])
  assert.deepEqual(marked('Kowalcik', 'Nowak, Kowalczyk', true)[1], [
    { text: 'Nowak, Kowalc', differs: false },
    { text: 'zy', differs: true },
    { text: 'k', differs: false },
  ])
  assert.deepEqual(marked('', 'Ali', true), [[], [{ text: 'Ali', differs: false }]])
})

test('marking loses no letter of either', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
      const [left, right] = marked(a, b, true)
      assert.equal(left.map(piece => piece.text).join(''), a)
      assert.equal(right.map(piece => piece.text).join(''), b)
    }),
  )
})

test('a protection holds back where the child is and with whom, whatever it is given', () => {
  const drawn = waterfall(
    {
      ...yusuf,
      evidence: [
        ...yusuf.evidence,
        {
          field: 'address',
          level: 'the same',
          weight: 9,
          agrees: 'yes',
          left: '1 Canary Road',
          right: '1 Canary Road',
        },
        {
          field: 'phone',
          level: 'the same',
          weight: 9,
          agrees: 'yes',
          left: '07700 900001',
          right: '07700 900001',
        },
        { field: 'contact', level: 'the same', weight: 9, agrees: 'yes', left: 'Canary', right: 'Canary' },
      ],
    },
    { isProtected: true },
  )
  assert.deepEqual(
    drawn.rows.map(row => row.heading),
    ['Birthday', 'Surname'],
  )
  assert(drawn.heldBack)
  assert(!JSON.stringify(drawn).includes('Canary'))
})

test('bars stay within the drawing whatever the weights', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -40, max: 0, noNaN: true }),
      fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { maxLength: 12 }),
      (start, weights) => {
        const evidence = weights.map(weight => ({ field: 'sex', level: 'x', weight, agrees: 'yes' as const }))
        for (const { bar } of waterfall({ ...yusuf, start, evidence }).rows) {
          if (bar) assert(bar.x >= 0 && bar.x + bar.width <= 101, `${bar.x} ${bar.width}`)
        }
      },
    ),
  )
})

test('the questions stand apart from their answers, whether or not they came with the answer', () => {
  const drawn = waterfall(yusuf)
  assert.deepEqual(drawn.sibling, {
    asks: 'Could it be a brother or sister?',
    answer: 'Unlikely: the forename would differ.',
  })
  assert.deepEqual(drawn.rivals, {
    asks: 'Anyone else?',
    answer: 'One other child within reach, 40 times less likely.',
  })
})

test('days and sexes are written in words', () => {
  const fact = { level: 'the same', weight: 1, agrees: 'yes' as const }
  const { rows } = waterfall({
    ...yusuf,
    evidence: [
      { ...fact, field: 'date_of_birth', left: '2014-03-14', right: '31 Feb' },
      { ...fact, field: 'sex', left: 'F', right: 'U' },
    ],
  })
  assert.deepEqual(
    rows.map(row => [row.heading, row.left[0]?.text, row.right[0]?.text]),
    [
      ['Birthday', '14 March 2014', '31 Feb'],
      ['Sex', 'Female', undefined],
    ],
  )
})
