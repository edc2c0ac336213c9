import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { answersToChoose, levelOf, levels, type ScreenAnswers, screenQuestions } from './screening.ts'

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
