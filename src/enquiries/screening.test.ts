import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { promptOf, prompts } from './prompts.ts'
import {
  answersToChoose,
  factorsOf,
  isOld,
  levelOf,
  levels,
  type ScreenAnswers,
  screenAgesAfterDays,
  screenQuestions,
} from './screening.ts'

const all = (answer: 'yes' | 'no' | 'not known', more: ScreenAnswers = {}): ScreenAnswers => ({
  ...Object.fromEntries(screenQuestions.map(q => [q.id, { answer }])),
  ...more,
})

describe('the level of a situation', () => {
  test('is kept in view where every answer is no', () => {
    const screened = levelOf(all('no'))
    assert.deepEqual(screened, {
      level: 'keep in view',
      gaveIt: [],
      also: [],
      notKnown: [],
      dangerNow: false,
    })
  })
  for (const question of screenQuestions) {
    test(`${question.id}: a yes alone means ${question.yesMeans}, and says why`, () => {
      const screened = levelOf(all('no', { [question.id]: { answer: 'yes' } }))
      assert.equal(screened.level, question.yesMeans)
      assert.deepEqual(screened.gaveIt, [question.fact])
    })
  }
  test('is the highest answer, and the lower ones stand beside it', () => {
    const screened = levelOf(all('no', { ehcp: { answer: 'yes' }, danger: { answer: 'yes' } }))
    assert.equal(screened.level, 'act today')
    assert.deepEqual(screened.gaveIt, ['There is immediate danger'])
    assert.deepEqual(screened.also, ['The child has an education, health and care plan'])
    assert.equal(screened.dangerNow, true)
  })
  test('says what is not known and what would settle it; no answer at all is not known', () => {
    assert.equal(levelOf({}).notKnown.length, screenQuestions.length)
    assert.deepEqual(levelOf(all('no', { refuge: { answer: 'not known' } })).notKnown, [
      {
        asks: 'Is there domestic abuse, a refuge, or a worry about so-called honour?',
        settledBy: 'The safeguarding file, and children’s social care',
      },
    ])
  })
  test('is never lowered by one more yes, in any order of answers', () => {
    const answers = fc.record(
      Object.fromEntries(screenQuestions.map(q => [q.id, fc.constantFrom(...answersToChoose)])),
    )
    fc.assert(
      fc.property(answers, fc.constantFrom(...screenQuestions), (chosen, question) => {
        const given = Object.fromEntries(Object.entries(chosen).map(([id, answer]) => [id, { answer }]))
        const before = levelOf(given).level
        const after = levelOf({ ...given, [question.id]: { answer: 'yes' } }).level
        assert(levels.indexOf(after) <= levels.indexOf(before))
        const backwards = Object.fromEntries(Object.entries(given).reverse())
        assert.equal(levelOf(backwards).level, before)
      }),
    )
  })
})

describe('an old screen', () => {
  test('that asked one question of four is read as it was answered', () => {
    const screened = levelOf(all('no', { forced: { answer: 'yes' } }))
    assert.equal(screened.level, 'act today')
    assert.deepEqual(screened.gaveIt, [
      'There is a concern about forced marriage, FGM, exploitation or trafficking',
    ])
  })
  test('without it, nobody is asked', () => {
    assert.ok(!levelOf({}).notKnown.some(one => /or trafficking\?$/.test(one.asks) && /FGM/.test(one.asks)))
  })
})

describe('answers grow old', () => {
  const signed = localDate('2026-11-02')
  for (const [level, days, old] of [
    ['act today', 5, false],
    ['act today', 6, true],
    ['act this week', 10, false],
    ['act this week', 11, true],
    ['keep in view', 20, false],
    ['keep in view', 21, true],
  ] as const) {
    test(`${level}: after ${days} days ${old ? 'too old' : 'not yet'}`, () => {
      assert.equal(isOld(signed, level, addDays(signed, days)), old)
    })
  }
  test('each by its own day, where it has one', () => {
    const factors = factorsOf(
      all('no', {
        danger: { answer: 'yes', source: 'Her sister' },
        ehcp: { answer: 'yes', on: '2026-10-01' },
      }),
      { on: signed, level: 'act today', today: addDays(signed, 5) },
    )
    assert.deepEqual(
      factors.map(({ id, on, source, old }) => [id, on, source, old]),
      [
        ['danger', '2026-11-02', 'Her sister', false],
        ['ehcp', '2026-10-01', undefined, true],
      ],
    )
  })
  test('once old, old for ever; and never later at a more urgent level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.constantFrom(...levels), (days, level) => {
        const old = (n: number, at: (typeof levels)[number]) => isOld(signed, at, addDays(signed, n))
        if (old(days, level)) assert.ok(old(days + 1, level))
        if (old(days, 'keep in view')) assert.ok(old(days, 'act today'))
        assert.equal(old(days, level), days > screenAgesAfterDays[level])
      }),
    )
  })
})

describe('a prompt', () => {
  test('stands beside a question of the screen, and says what to look for, do and whom to tell', () => {
    assert.equal(prompts.length, 6)
    for (const prompt of prompts) {
      assert.ok(
        screenQuestions.some(one => one.id === prompt.question),
        prompt.question,
      )
      assert.equal(promptOf(prompt.question), prompt)
      assert.ok(prompt.lookFor.length > 2 && prompt.doNow.length > 1 && prompt.tell.length > 0, prompt.name)
      assert.ok(prompt.from)
    }
  })
})
