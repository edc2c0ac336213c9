import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calibrationOf, figuresOf, type MadeLink, measure, type TrueRecord } from './measures.ts'

const record = (right: string, left?: string, more: Partial<TrueRecord> = {}): TrueRecord => ({
  right,
  left,
  origin: 'english',
  moved: false,
  upnGiven: true,
  ...more,
})
const link = (right: string, left: string, probability: number, band = 'probable'): MadeLink => ({
  right,
  left,
  probability,
  band,
})

// Six of the right list: four who are in the left, two who are not.
const truth = [
  record('r1', 'l1'),
  record('r2', 'l2'),
  record('r3', 'l3'),
  record('r4', 'l4'),
  record('r5'),
  record('r6'),
]
const links = [
  link('r1', 'l1', 0.9995, 'certain'),
  link('r2', 'l9', 0.96, 'probable'),
  link('r3', 'l3', 0.6, 'look'),
  link('r5', 'l8', 0.92, 'probable'),
]
const of = (from: MadeLink[]) => (right: string) => from.find(l => l.right === right)

describe('the four errors', () => {
  test('are counted by hand the same', () => {
    const figures = figuresOf(truth, of(links))
    assert.deepEqual(figures, {
      onRoll: 4,
      notOnRoll: 2,
      linked: 4,
      right: 2,
      wrong: 1,
      hidden: 1,
      missed: 2,
      falseFlags: 1,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      list: { length: 2, precision: 0.5, recall: 0.5 },
    })
  })

  test('move with the threshold', () => {
    const at = measure(truth, links).at.map(({ threshold, figures: f }) => [
      threshold,
      f.right,
      f.wrong,
      f.hidden,
      f.falseFlags,
      f.list.length,
    ])
    assert.deepEqual(at, [
      [0.5, 2, 1, 1, 1, 2],
      [0.9, 1, 1, 1, 2, 3],
      [0.95, 1, 1, 0, 2, 4],
      [0.99, 1, 0, 0, 3, 5],
      [0.999, 1, 0, 0, 3, 5],
    ])
  })

  test('nothing linked is nothing wrong, and nobody found', () => {
    const figures = figuresOf(truth, () => undefined)
    assert.equal(figures.precision, 1)
    assert.equal(figures.recall, 0)
    assert.equal(figures.f1, 0)
    assert.deepEqual(figures.list, { length: 6, precision: 2 / 6, recall: 1 })
  })
})

describe('bands', () => {
  const { bands, toAPerson, fromBand } = measure(truth, links)

  test('share out every record, found or not', () => {
    assert.deepEqual(bands.certain, { records: 1, share: 1 / 6, right: 1, wrong: 0, hidden: 0 })
    assert.deepEqual(bands.probable, { records: 2, share: 2 / 6, right: 0, wrong: 1, hidden: 1 })
    assert.deepEqual(bands.look, { records: 1, share: 1 / 6, right: 1, wrong: 0, hidden: 0 })
    assert.deepEqual(bands.none, { records: 2, share: 2 / 6, right: 0, wrong: 0, hidden: 0 })
    assert.equal(toAPerson, 1 / 6)
  })

  test('take in the better ones', () => {
    assert.equal(fromBand.certain.right, 1)
    assert.equal(fromBand.probable.linked, 3)
    assert.equal(fromBand.look.linked, 4)
  })

  test('of a name nobody knows are refused', () => {
    assert.throws(() => measure(truth, [link('r1', 'l1', 1, 'sure')]), /no band sure/)
    assert.throws(() => measure(truth, [link('r77', 'l1', 1)]), /r77/)
  })
})

describe('calibration', () => {
  test('is the distance between what was said and what was so', () => {
    // Two said .85 of which one was so: .35 off; two said .05, none so: .05 off. Half each.
    const { bins, error, pairs } = calibrationOf([
      { probability: 0.85, same: true },
      { probability: 0.85, same: false },
      { probability: 0.05, same: false },
      { probability: 0.05, same: false },
    ])
    assert.equal(pairs, 4)
    assert.deepEqual(bins[8], { from: 0.8, to: 0.9, pairs: 2, said: 0.85, true: 0.5 })
    assert.ok(Math.abs(error - 0.2) < 1e-12)
  })

  test('certainty itself belongs to the last bin', () => {
    assert.equal(calibrationOf([{ probability: 1, same: true }]).bins[9]!.pairs, 1)
    assert.equal(calibrationOf([]).error, 0)
  })

  test('is told for the best of each record and for all that were scored', () => {
    const all = [...links, { right: 'r3', left: 'l1', probability: 0.4 }]
    const { calibration } = measure(truth, links, all)
    assert.equal(calibration.best.pairs, 4)
    assert.equal(calibration.all?.pairs, 5)
    assert.equal(calibration.all?.bins[4]?.true, 0)
  })
})

describe('groups', () => {
  const many = (origin: string, size: number, found: number) =>
    Array.from({ length: size }, (_, i) => ({
      record: record(`${origin}${i}`, `l${origin}${i}`, {
        origin,
        moved: i % 2 === 0,
        upnGiven: i % 4 === 0,
      }),
      link: i < found ? [link(`${origin}${i}`, `l${origin}${i}`, 0.97)] : [],
    }))

  test('are measured one by one, and the gap is between the large ones', () => {
    const all = [...many('english', 400, 400), ...many('polish', 200, 190), ...many('rare', 10, 1)]
    const measured = measure(
      all.map(one => one.record),
      all.flatMap(one => one.link),
    )
    assert.equal(measured.byGroup.origin.polish!.recall, 0.95)
    assert.equal(measured.byGroup.origin.rare!.recall, 0.1)
    assert.deepEqual(
      { ...measured.gapInRecall, gap: measured.gapInRecall.gap.toFixed(3) },
      { gap: '0.050', best: 'english', worst: 'polish' },
    )
    assert.equal(measured.byGroup.moved.moved!.onRoll, 305)
    assert.equal(measured.byGroup.upn.given!.onRoll, 100 + 50 + 3)
  })
})

test('the worst of each kind are the surest that were wrong and the ones least found', () => {
  const { worst } = measure(truth, links)
  assert.deepEqual(
    worst.map(({ kind, right, left, trueLeft }) => [kind, right, left, trueLeft]),
    [
      ['hidden', 'r5', 'l8', undefined],
      ['wrong', 'r2', 'l9', 'l2'],
      ['false flag', 'r4', '', 'l4'],
      ['false flag', 'r3', 'l3', 'l3'],
    ],
  )
})
