import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readEvidence } from '../../registers/ground-fields.ts'
import { grounds, groundWithCode } from '../../registers/grounds.ts'
import {
  type Answers,
  answerOf,
  asked,
  kept,
  locksOf,
  nextQuestion,
  prefilled,
  questions,
  workedOut,
} from './facts.ts'

const told: Answers = { whoTold: 'parent', inWriting: 'yes' }

describe('the ground is worked out from facts', () => {
  for (const [answers, ground] of [
    [{ where: 'school', ...told, from: '2026-01-12', otherSchool: 'registered' }, 'R9-A'],
    [{ where: 'school', ...told, from: '2026-01-12', otherSchool: 'both' }, 'R9-C'],
    [{ where: 'school', ...told, from: '2026-01-12', otherSchool: 'offer' }, undefined],
    [{ where: 'school', ...told, from: '2026-01-12', otherSchool: 'said' }, undefined],
    [{ where: 'home', whoTold: 'parent', inWriting: 'yes' }, 'R9-F'],
    [{ where: 'home', whoTold: 'parent', inWriting: 'no' }, undefined],
    [{ where: 'home', whoTold: 'nobody' }, undefined],
    [{ where: 'abroad', ...told, from: '2026-01-12', verified: 'yes' }, 'R9-G'],
    [{ where: 'abroad', ...told, from: '2026-01-12', verified: 'no' }, undefined],
    [{ where: 'moved', ...told, from: 'not known', verified: 'near' }, undefined],
    [{ where: 'away' }, 'R9-I'],
    [{ where: 'leave' }, 'R9-H'],
    [{ where: 'order', ...told, order: 'amended' }, 'R9-D'],
    [{ where: 'order', ...told, order: 'revoked' }, 'R9-E'],
    [{ where: 'order', ...told, order: 'in force' }, undefined],
    [{ where: 'excluded', exclusion: 'yes' }, 'R9-O'],
    [{ where: 'excluded', exclusion: 'no' }, undefined],
    [{ where: 'detained', detention: 'long' }, 'R9-J'],
    [{ where: 'detained', detention: 'short' }, undefined],
    [{ where: 'finished', ...told, finished: 'nursery' }, 'R9-B'],
    [{ where: 'finished', ...told, finished: 'leaving' }, 'R9-L'],
    [{ where: 'independent', ...told, independent: 'fees' }, 'R9-M'],
    [{ where: 'independent', ...told, independent: 'left' }, 'R9-N'],
    [{ where: 'died' }, 'R9-K'],
    [{ where: 'other', words: 'Poor attendance' }, undefined],
    [{ where: 'other', words: 'xyz' }, undefined],
  ] as const satisfies readonly (readonly [Answers, string | undefined])[]) {
    test(`${JSON.stringify(answers)}: ${ground ?? 'none, and the name stays'}`, () => {
      assert.equal(nextQuestion(answers), undefined, 'a question is still open')
      assert.deepEqual(kept(answers), answers)
      const worked = workedOut(answers, true)
      assert.deepEqual(
        worked.candidates.map(one => one.ground),
        ground === undefined ? [] : [ground],
      )
      assert.equal(worked.stays.length, ground === undefined ? 1 : 0)
      for (const one of worked.stays)
        assert.ok(one.says.endsWith('.') && one.instead.endsWith('.'), one.instead)
    })
  }

  test('every way through leads to one ground of the child’s age, or to none with what to do instead', () => {
    // Every complete set of answers.
    const all: Answers[] = []
    const go = (answers: Answers): void => {
      const next = nextQuestion(answers)
      if (!next) {
        all.push(answers)
        return
      }
      const values =
        next.kind === 'choice'
          ? Object.keys(next.choices!)
          : next.kind === 'day'
            ? ['2026-01-12', 'not known']
            : ['Illness', 'The family asked', 'Twenty days away']
      for (const value of values) go({ ...answers, [next.id]: value })
    }
    go({})
    assert.ok(all.length > 150, String(all.length))
    const seen = new Set<string>()
    for (const answers of all) {
      for (const isOfAge of [true, false]) {
        const { candidates, stays } = workedOut(answers, isOfAge)
        assert.equal(candidates.length + stays.length, 1, JSON.stringify(answers))
        for (const one of candidates) {
          seen.add(one.ground)
          assert.equal(groundWithCode(one.ground)!.compulsoryAge, isOfAge)
          const read = readEvidence(prefilled(one.ground, answers), groundWithCode(one.ground)!.fields)
          assert.ok(read.ok, JSON.stringify(read))
        }
      }
    }
    assert.deepEqual([...seen].sort(), grounds.map(one => one.code).sort())
  })

  test('an answer that another has made idle is forgotten', () => {
    assert.deepEqual(kept({ where: 'died', ...told, otherSchool: 'offer' }), { where: 'died' })
    assert.deepEqual(kept({ where: 'home', whoTold: 'nobody', inWriting: 'yes' }), {
      where: 'home',
      whoTold: 'nobody',
    })
  })

  test('what is no answer is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questions.filter(one => one.kind === 'choice')),
        fc.string(),
        (question, typed) => {
          const read = answerOf(question, typed)
          assert.equal('value' in read, Object.hasOwn(question.choices!, typed))
        },
      ),
    )
    for (const typed of ['__proto__', 'constructor', ''])
      assert.ok('problem' in answerOf(questions[0]!, typed))
  })

  test('is asked one question at a time, each once', () => {
    assert.equal(nextQuestion({})!.id, 'where')
    assert.deepEqual(
      asked({ where: 'school' }).map(one => one.id),
      ['where', 'whoTold', 'inWriting', 'from', 'otherSchool'],
    )
  })
})

test('what holds a name is said with what it needs', () => {
  const nothing = { flags: [], isSpecialSchool: false, isProtected: false, isDual: false }
  assert.deepEqual(locksOf(nothing), [])
  for (const [change, needs] of [
    [{ flags: ['attendance_order'] }, /amend it \(ground D\) or revoke it/],
    [{ flags: ['EHCP'], isSpecialSchool: true }, /must consent in writing/],
    [{ flags: ['EHCP'] }, /No consent is needed/],
    [{ flags: ['in_care'] }, /Tell the Virtual School/],
    [{ flags: ['child_in_need'] }, /Tell the social worker/],
    [{ isDual: true }, /Every other school must consent/],
    [{ isProtected: true }, /goes to the authority/],
  ] as const) {
    const locks = locksOf({ ...nothing, ...change })
    assert.equal(locks.length, 1)
    assert.match(locks[0]!.needs, needs)
  }
  assert.deepEqual(locksOf({ ...nothing, isSpecialSchool: true }), [])
})
