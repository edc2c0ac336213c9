import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { caseStates } from '../cases/case.ts'
import { outcomes } from '../cases/closing.ts'
import { owed, replyText, type Stage, stageOf, stages } from './replies.ts'

const text = (more: Partial<Parameters<typeof replyText>[0]>) =>
  replyText({
    stage: 'outcome',
    toldOn: localDate('2026-11-18'),
    reference: 'T-1001',
    professional: true,
    isProtected: false,
    state: 'closed',
    outcome: 'O01',
    authority: 'Exampleshire',
    ...more,
  })

describe('what is owed to whoever told us', () => {
  const table: [(typeof caseStates)[number], Stage[], Stage | undefined][] = [
    ['received', [], 'acknowledgement'],
    ['received', ['acknowledgement'], undefined],
    ['needs information', [], 'acknowledgement'],
    ['accepted', [], 'decision'],
    ['accepted', ['acknowledgement'], 'decision'],
    ['enquiring', ['acknowledgement', 'decision'], undefined],
    ['not located', ['decision'], undefined],
    ['declined', [], 'outcome'],
    ['closed', ['acknowledgement', 'decision'], 'outcome'],
    ['closed', ['outcome'], undefined],
    ['reopened', ['outcome'], undefined],
  ]
  for (const [state, done, expected] of table) {
    test(`${state}, told ${done.join(' and ') || 'nothing'}: ${expected ?? 'nothing'}`, () => {
      assert.equal(owed(state, done), expected)
    })
  }
  test('once told as much as there is to tell, nothing is owed, in any state', () => {
    fc.assert(
      fc.property(fc.constantFrom(...caseStates), fc.subarray([...stages]), (state, done) => {
        const next = owed(state, done)
        assert(next === undefined || next === stageOf(state))
        if (next) assert.equal(owed(state, [...done, next]), undefined)
      }),
    )
  })
})

describe('the words of a reply', () => {
  test('say the category to somebody who told us as part of their work, and nothing to a neighbour', () => {
    assert.match(text({}), /the child is in education/)
    assert.match(text({ outcome: 'O06' }), /may not say more/)
    assert.match(text({ professional: false }), /have done what was needed/)
    assert.match(
      text({ state: 'declined', outcome: undefined }),
      /not for the children missing education team/,
    )
  })
  test('of a protected child are those of any case that ended: nobody learns that there is anything to protect', () => {
    for (const outcome of outcomes) {
      const hidden = text({ isProtected: true, outcome: outcome.code })
      assert.equal(hidden, text({ outcome: 'O10' }), outcome.code)
    }
    for (const stage of stages) {
      assert.equal(
        text({ stage, isProtected: true, professional: false }),
        text({ stage, isProtected: false, professional: false }),
        stage,
      )
    }
  })
  test('to a neighbour are the same whatever was found', () => {
    const all = new Set(outcomes.map(outcome => text({ professional: false, outcome: outcome.code })))
    all.add(text({ professional: false, state: 'declined', outcome: undefined }))
    assert.equal(all.size, 1)
  })
})
