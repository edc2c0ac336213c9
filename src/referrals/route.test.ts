// Attendance, or missing education? The order of the six questions, and that the first yes ends them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { defaultSettings, problemWith } from '../schools/settings.ts'
import { readAnswer } from './questions.ts'
import { endInWords, hintWith, routeIds, routeOf, routeQuestion, routeQuestions } from './route.ts'

const answered = (...given: string[]) =>
  Object.fromEntries(given.map((answer, index) => [`route-${routeIds[index]}`, answer]))

describe('the six questions', () => {
  for (const [given, route] of [
    [[], { next: 'age' }],
    [['yes'], { end: 'age' }],
    [['no'], { next: 'in-reach' }],
    [['no', 'yes'], { end: 'in-reach' }],
    [['no', 'no', 'yes'], { end: 'ill' }],
    [['no', 'no', 'no', 'yes'], { end: 'home-education' }],
    [['no', 'no', 'no', 'no', 'yes'], { end: 'new-school' }],
    [['no', 'no', 'no', 'no'], { next: 'new-school' }],
    [['no', 'no', 'no', 'no', 'no'], { end: 'CME' }],
    [['no', 'not known', 'not known', 'not known', 'not known'], { end: 'CME' }],
    // The first yes ends them, whatever was answered after it.
    [['yes', 'no', 'no', 'no', 'no'], { end: 'age' }],
    [['no', 'yes', 'no', 'yes', 'no'], { end: 'in-reach' }],
  ] as [string[], object][]) {
    test(`${given.join(', ') || 'nothing'}: ${JSON.stringify(route)}`, () =>
      assert.deepEqual(routeOf(answered(...given)), route))
  }
  test('end at the first yes, and at missing education only where there is none', () => {
    const answers = fc.array(fc.constantFrom('yes', 'no', 'not known'), { maxLength: 5 })
    fc.assert(
      fc.property(answers, given => {
        const route = routeOf(answered(...given))
        const first = given.indexOf('yes')
        if (first >= 0) assert.deepEqual(route, { end: routeIds[first] })
        else if (given.length === 5) assert.deepEqual(route, { end: 'CME' })
        else assert.deepEqual(route, { next: routeIds[given.length] })
      }),
    )
  })
  test('each take yes, no and not known, and nothing else', () => {
    for (const id of routeIds) {
      const question = routeQuestion(id)!
      for (const text of ['yes', 'no', 'not known'])
        assert.deepEqual(readAnswer(question, { text, notKnown: false }, '2026-11-20'), { answer: text })
      for (const text of ['', 'perhaps'])
        assert('wrong' in readAnswer(question, { text, notKnown: false }, '2026-11-20'))
    }
    assert.equal(routeQuestions.length, 5)
  })
  test('each end but the last says what to do instead', () => {
    for (const [end, says] of Object.entries(endInWords)) {
      assert.equal(says.instead.length > 0, end !== 'CME', end)
      assert(says.says.length > 20)
    }
  })
})

describe('within reach', () => {
  test('says the authority’s own minutes, and nothing of them elsewhere', () => {
    const hint = routeQuestion('in-reach')!.hint!
    assert.match(hintWith(hint, defaultSettings), /45 minutes .*primary pupil, and of 75 minutes .*secondary/)
    const own = { ...defaultSettings, 'travel-minutes-primary': 30 }
    assert.match(hintWith(hint, own), /a journey of 30 minutes/)
    for (const { hint } of routeQuestions) assert.doesNotMatch(hintWith(hint ?? '', own), /[{}]/)
  })
  for (const [key, minutes, isRight] of [
    ['travel-minutes-primary', 14, false],
    ['travel-minutes-primary', 15, true],
    ['travel-minutes-primary', 60, true],
    ['travel-minutes-primary', 61, false],
    ['travel-minutes-secondary', 90, true],
    ['travel-minutes-secondary', 91, false],
  ] as const) {
    test(`${key}: ${minutes} ${isRight ? 'may be' : 'may not be'} chosen`, () =>
      assert.equal(problemWith(key, minutes) === undefined, isRight))
  }
})
