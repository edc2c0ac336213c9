// What a family is asked: in short sentences, only what applies; and what the answers come to.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  claimOfParent,
  type FieldName,
  firstUnfinished,
  inParentsWords,
  isPrivateFosteringQuestion,
  type ParentAnswers,
  parentFields,
  parentIntroduction,
  parentSteps,
  problemsWith,
  requiredStatement,
} from './form.ts'

const full: ParentAnswers = {
  why: 'We move for work',
  next: 'school',
  school: 'Elm School, Otherton',
  place: 'applied',
  mayCheck: 'yes',
  startsOn: '2027-01-04',
  moving: 'no',
  livesWith: 'me',
}

describe('the words of the form', () => {
  const words = [
    ...parentIntroduction,
    requiredStatement,
    ...Object.values(parentSteps).map(step => step.heading),
    ...Object.values(parentFields).flatMap(field => [
      field.asks,
      field.hint ?? '',
      field.needed ?? '',
      ...Object.values(field.choices ?? {}),
    ]),
  ]
  test('are in sentences of 25 words at the most', () => {
    const long = words
      .flatMap(text => text.split(/(?<=[.?!])\s/))
      .filter(sentence => sentence.split(/\s+/).length > 25)
    assert.deepEqual(long, [])
  })
  test('use no word of ours', () =>
    assert.doesNotMatch(words.join(' '), /\b(CME|UPN|destination|enrolment|off-roll|DSL|statutory)\b/i))
  test('ask each thing once, on one page', () => {
    const asked = Object.values(parentSteps).flatMap(step => [...step.asks]) as FieldName[]
    assert.deepEqual([...asked].sort(), Object.keys(parentFields).sort())
  })
})

describe('the answers', () => {
  test('that are all there can be sent', () => assert.equal(firstUnfinished(full), undefined))
  test('say which page still wants something', () => {
    assert.equal(firstUnfinished({}), 'school')
    assert.equal(firstUnfinished({ ...full, livesWith: '' }), 'home')
    assert.deepEqual(
      problemsWith('home', { moving: 'yes', livesWith: 'someone else' }).map(one => one.field),
      ['address', 'adult', 'longStay'],
    )
  })
  test('must be in the form of what is asked', () => {
    assert.equal(problemsWith('home', { ...full, email: 'nobody' })[0]?.field, 'email')
    assert.equal(problemsWith('home', { ...full, phone: '123' })[0]?.field, 'phone')
    assert.equal(problemsWith('school', { ...full, next: 'the moon' })[0]?.field, 'next')
  })
  test('make a claim, in which a place applied for is not one offered', () => {
    const claim = claimOfParent(full)
    assert.equal(claim?.name, 'Elm School, Otherton')
    assert.match(claim?.how ?? '', /applied for/)
    assert.doesNotMatch(claim?.how ?? '', /offered/)
    assert.equal(claimOfParent({ ...full, next: 'not known' }), undefined)
  })
  test('raise the question of private fostering with anybody but a parent', () => {
    assert(!isPrivateFosteringQuestion(full))
    assert(!isPrivateFosteringQuestion({ ...full, livesWith: 'someone else', longStay: 'no' }))
    assert(isPrivateFosteringQuestion({ ...full, livesWith: 'someone else', longStay: 'yes' }))
    assert(isPrivateFosteringQuestion({ ...full, livesWith: 'someone else', longStay: 'not known' }))
  })
  test('to questions that are not asked are not shown', () => {
    fc.assert(
      fc.property(fc.constantFrom('home', 'abroad', 'not known'), fc.string(), (next, school) => {
        const shown = inParentsWords({ ...full, next, school }).map(line => line.name)
        assert(!shown.includes('school') && !shown.includes('place'))
      }),
    )
  })
})
