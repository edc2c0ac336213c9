import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { escalation } from '../law/escalation.ts'
import { type Answers, type Factor, type Held, riskOf } from './risk.ts'
import { concernOf, dueOf, type RouteKind, routeKinds, routeOf } from './route.ts'

const friday = localDate('2026-11-20')
const held = (unknown: boolean): Held => ({
  flags: [],
  redFlags: [],
  lastSeen: { on: friday, source: 'x' },
  unknownSince: unknown ? friday : undefined,
})
const yes = (...which: Factor[]): Answers =>
  Object.fromEntries(which.map(factor => [factor, { says: 'yes', source: 'x', on: friday }]))
const kinds = (answers: Answers, unknown = true) =>
  routeOf(answers, held(unknown), riskOf(answers, held(unknown), friday), {
    today: friday,
    episodeOn: friday,
  })
    .map(step => step.kind)
    .filter(kind => kind !== 'manager-review')

describe('the high-risk route', () => {
  for (const [which, expected] of [
    [['danger'], ['police-now']],
    [['exploitation'], ['hub-now']],
    [['forced marriage or FGM'], ['hub-now']],
    [['radicalisation'], ['hub-now']],
    [['crime'], ['hub-now']],
    [['child protection'], ['tell-social-worker', 'missing-panel']],
    [['child in need'], ['tell-social-worker', 'missing-panel']],
    [['looked after'], ['police-now', 'tell-social-worker', 'missing-panel', 'virtual-school']],
    [['family gone'], []],
    [
      ['family gone', 'worry'],
      ['hub-now', 'other-authorities'],
    ],
    [['plan'], ['sen-officer']],
    [['not found before'], ['school-call']],
    [['moves'], []],
  ] as [Factor[], RouteKind[]][]) {
    test(`${which.join(' and ')}: ${expected.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(kinds(yes(...which)), expected))
  }
  test('where the child is known, social care and SEN are not told of one who is missing', () => {
    assert.deepEqual(kinds(yes('child protection', 'plan', 'looked after'), false), [])
  })
  test('one step of a kind carries every reason for it', () => {
    const answers = yes('exploitation', 'crime')
    const steps = routeOf(answers, held(false), riskOf(answers, held(false), friday), {
      today: friday,
      episodeOn: friday,
    })
    assert.equal(steps.length, 1)
    assert.match(steps[0]!.because, /crime.*; exploitation/)
  })
  test('the same day is today, a Saturday too; the next working day after a Friday is the Monday', () => {
    const saturday = localDate('2026-11-21')
    assert.equal(dueOf('hub-now', saturday), saturday)
    assert.equal(dueOf('tell-social-worker', saturday), saturday)
    assert.equal(dueOf('school-call', friday), '2026-11-23')
    assert.equal(Object.keys(routeKinds).length, 10)
  })
  for (const [episodeOn, due] of [
    ['2026-10-23', '2026-11-20'],
    ['2026-10-26', '2026-11-23'],
    // Long past: today.
    ['2026-01-05', '2026-11-20'],
  ] as const) {
    test(`a child lost since ${episodeOn} is considered by a manager on ${due}`, () => {
      const steps = routeOf(
        {},
        held(true),
        { because: [] },
        { today: friday, episodeOn: localDate(episodeOn) },
      )
      assert.deepEqual(
        steps.map(step => [step.kind, step.due]),
        [['manager-review', due]],
      )
    })
  }
  test('the law’s own levels read the same answers', () => {
    const of = (answers: Answers, unknown = true) =>
      escalation(concernOf(answers, held(unknown)), friday).level
    assert.equal(of(yes('danger')), 'E1')
    assert.equal(of(yes('looked after')), 'E1')
    assert.equal(of(yes('looked after'), false), 'E2')
    assert.equal(of(yes('child protection')), 'E2')
    assert.equal(of(yes('worry')), 'E2')
    assert.equal(of(yes('worry'), false), 'E4')
    assert.equal(of(yes('forced marriage or FGM')), 'E3')
    assert.equal(of(yes('moves')), 'E4')
  })
})
