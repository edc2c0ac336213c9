import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isLower, levels } from '../screening.ts'
import { type Judgement, levelNow } from './level.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute))
const screen = (minute: number, level: (typeof levels)[number], id = `s${minute}`): Judgement => ({
  kind: 'screen',
  id,
  at: at(minute),
  on: '2026-11-20',
  level,
  byId: 'p',
  by: 'Sam Reed',
  why: 'as answered',
})
const raised = (minute: number, level: (typeof levels)[number]): Judgement => ({
  kind: 'raised',
  at: at(minute),
  on: '2026-11-20',
  level,
  by: 'The office',
  why: 'a call',
})
const second = (
  minute: number,
  kind: 'lowered' | 'kept',
  screenId: string,
  level: (typeof levels)[number],
): Judgement => ({ kind, screenId, at: at(minute), on: '2026-11-20', level, by: 'The head', why: 'agreed' })

describe('the level that holds', () => {
  for (const [what, judgements, level, waits] of [
    ['nobody judged', [], undefined, false],
    ['a screen gives it', [screen(1, 'act this week')], 'act this week', false],
    ['a raise goes up at once', [screen(1, 'keep in view'), raised(2, 'act today')], 'act today', false],
    ['a raise alone is enough', [raised(1, 'act this week')], 'act this week', false],
    ['a raise never lowers', [screen(1, 'act today'), raised(2, 'act this week')], 'act today', false],
    [
      'a screen lowers from this week by itself',
      [screen(1, 'act this week'), screen(2, 'keep in view')],
      'keep in view',
      false,
    ],
    ['from act today it waits', [screen(1, 'act today'), screen(2, 'keep in view')], 'act today', true],
    [
      'and holds when a second person agrees',
      [screen(1, 'act today'), screen(2, 'keep in view'), second(3, 'lowered', 's2', 'keep in view')],
      'keep in view',
      false,
    ],
    [
      'or stays when they do not',
      [screen(1, 'act today'), screen(2, 'keep in view'), second(3, 'kept', 's2', 'act today')],
      'act today',
      false,
    ],
    [
      'a word on another screen changes nothing',
      [screen(1, 'act today'), screen(2, 'keep in view'), second(3, 'lowered', 's1', 'keep in view')],
      'act today',
      true,
    ],
    [
      'a new worry takes back what waits',
      [
        screen(1, 'act today'),
        screen(2, 'keep in view'),
        raised(3, 'act today'),
        second(4, 'lowered', 's2', 'keep in view'),
      ],
      'act today',
      false,
    ],
  ] as const satisfies readonly (readonly [string, readonly Judgement[], string | undefined, boolean])[]) {
    test(what, () => {
      const now = levelNow(judgements)
      assert.equal(now?.level, level)
      assert.equal(now?.waiting !== undefined, waits)
    })
  }

  const judgement = fc.oneof(
    fc.record({ of: fc.constant('screen' as const), level: fc.constantFrom(...levels) }),
    fc.record({ of: fc.constant('raised' as const), level: fc.constantFrom(...levels) }),
  )
  test('without a second person it never falls from act today, whatever is signed', () => {
    fc.assert(
      fc.property(fc.array(judgement, { maxLength: 12 }), chosen => {
        const made = chosen.map(({ of, level }, n) => (of === 'screen' ? screen(n, level) : raised(n, level)))
        const first = made.findIndex(one => one.level === 'act today')
        if (first >= 0) assert.equal(levelNow(made)?.level, 'act today')
      }),
    )
  })
  test('one more raise never lowers, and the order in which rows are read says nothing', () => {
    fc.assert(
      fc.property(
        fc.array(judgement, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...levels),
        (chosen, level) => {
          const made = chosen.map(({ of, level }, n) =>
            of === 'screen' ? screen(n, level) : raised(n, level),
          )
          const before = levelNow(made)!.level
          assert.ok(!isLower(levelNow([...made, raised(59, level)])!.level, before))
          assert.equal(levelNow([...made].reverse())!.level, before)
        },
      ),
    )
  })
})
