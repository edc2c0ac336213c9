import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Answers,
  answersInWords,
  firstUnfinished,
  questions,
  readFields,
  reportFrom,
  type Step,
  stepAfter,
  stepBefore,
  stepsFor,
} from './form.ts'

const whole: Answers = { danger: 'no', why: 'Seen in the park', reply: 'no' }

test('asks how to reach somebody only where they want a reply', () => {
  assert.ok(!stepsFor(whole).includes('contact'))
  assert.ok(stepsFor({ ...whole, reply: 'yes' }).includes('contact'))
  assert.equal(stepAfter('reply', whole), 'check')
  assert.equal(stepAfter('reply', { ...whole, reply: 'yes' }), 'contact')
  assert.equal(stepBefore('check', whole), 'reply')
  assert.equal(stepBefore('danger', whole), undefined)
})

test('goes through every question and back the same way', () => {
  for (const reply of ['yes', 'no']) {
    const there: Step[] = []
    for (let step: Step | 'check' = 'danger'; step !== 'check'; step = stepAfter(step, { reply }))
      there.push(step)
    const back: Step[] = []
    let step = stepBefore('check', { reply })
    for (; step; step = stepBefore(step, { reply })) back.unshift(step)
    assert.deepEqual(there, back)
    assert.deepEqual(there, stepsFor({ reply }))
  }
})

test('wants little: whether there is danger, why, and whether to reply', () => {
  assert.equal(firstUnfinished({}), 'danger')
  assert.equal(firstUnfinished({ danger: 'no' }), 'why')
  assert.equal(firstUnfinished({ danger: 'no', why: 'x' }), 'reply')
  assert.equal(firstUnfinished(whole), undefined)
  assert.equal(firstUnfinished({ ...whole, reply: 'yes' }), 'contact')
  assert.equal(firstUnfinished({ ...whole, reply: 'yes', way: 'phone', contact: '07700 900000' }), undefined)
})

test('takes as much as the field allows and no more', () => {
  const field = questions.child.fields[0]
  for (const [length, ok] of [
    [0, true],
    [200, true],
    [201, false],
  ] as const) {
    const { errors, answers } = readFields([field], () => 'x'.repeat(length))
    assert.equal(errors.length === 0, ok, String(length))
    assert.ok(answers.forename!.length <= 200)
  }
})

test('a choice that is not offered is none', () => {
  const { answers, errors } = readFields(questions.danger.fields, () => 'constructor')
  assert.deepEqual([answers.danger, errors.length], [undefined, 1])
})

test('danger, or not being sure of it, makes it a report for today', () => {
  for (const [danger, level] of [
    ['yes', 'act today'],
    ['not sure', 'act today'],
    ['no', 'act this week'],
  ] as const)
    assert.equal(reportFrom({ ...whole, danger }).level, level)
})

test('whatever was typed, somebody who wants no reply leaves nothing of themselves', () => {
  const names = ['name', 'contact', 'safe', 'language', 'way']
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ minLength: 1 })), typed => {
      const report = reportFrom({ ...typed, ...whole, why: 'why', reply: 'no' })
      assert.equal(report.teller, undefined)
      assert.deepEqual(
        Object.keys(report.said).filter(key => names.includes(key)),
        [],
      )
    }),
  )
})

test('what is shown before sending is every answer, each with its page', () => {
  const shown = answersInWords({ ...whole, reply: 'yes' })
  const fields = stepsFor({ reply: 'yes' }).flatMap(step => questions[step].fields.map(() => step))
  assert.deepEqual(
    shown.map(row => row.step),
    fields,
  )
  assert.ok(shown.every(row => row.says !== ''))
})
