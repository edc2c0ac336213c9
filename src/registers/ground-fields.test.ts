// Evidence as a file gives it: every kind of value, every way to write it wrongly, and where the wrong thing stands.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  anyDay,
  choice,
  inFiles,
  listOf,
  listOfWords,
  oneOf,
  pastDay,
  readEvidence,
  signature,
  wholeNumber,
  words,
  yesOrNo,
} from './ground-fields.ts'

const fields = {
  leftOn: pastDay('Left on'),
  proposedOn: anyDay('Proposed'),
  isBoarder: yesOrNo('Boards?'),
  whatYouHold: words('What you hold'),
  months: wholeNumber('Months'),
  kind: choice('Kind', { letter: 'A letter', email: 'An email' }),
  signed: signature('Signed'),
  stillToDo: listOfWords('Still to do'),
  schools: listOf('Schools', { name: words('Name'), consentedOn: pastDay('Day') }),
}

const problemsOf = (json: unknown) => {
  const read = readEvidence(json, fields)
  assert.ok(!read.ok)
  return read.problems.map(({ at, found, expected }) => `${at}: ${found} / ${expected}`)
}

const day = 'a day as "YYYY-MM-DD"'

describe('evidence', () => {
  test('is read with the names of the fields', () => {
    const read = readEvidence(
      {
        left_on: '2026-02-28',
        proposed_on: '2026-03-01',
        is_boarder: false,
        what_you_hold: 'A letter',
        months: 0,
        kind: 'email',
        signed: { name: 'Head Example', on: '2026-02-28' },
        still_to_do: ['Visit'],
        schools: [{ name: 'Elm', consented_on: '2026-02-27' }, {}],
      },
      fields,
    )
    assert.deepEqual(read, {
      ok: true,
      evidence: {
        leftOn: '2026-02-28',
        proposedOn: '2026-03-01',
        isBoarder: false,
        whatYouHold: 'A letter',
        months: 0,
        kind: 'email',
        signed: { name: 'Head Example', on: '2026-02-28' },
        stillToDo: ['Visit'],
        schools: [{ name: 'Elm', consentedOn: '2026-02-27' }, {}],
      },
    })
  })

  test('may be empty, and null is nothing', () => {
    assert.deepEqual(readEvidence({}, fields), { ok: true, evidence: {} })
    assert.deepEqual(readEvidence({ left_on: null, schools: null }, fields), { ok: true, evidence: {} })
  })

  test('is an object', () => {
    assert.deepEqual(problemsOf([]), ['$: [] / an object'])
    assert.deepEqual(problemsOf('x'), ['$: "x" / an object'])
    assert.deepEqual(problemsOf(null), ['$: null / an object'])
    assert.deepEqual(problemsOf(7), ['$: 7 / an object'])
  })

  test('says what is wrong and where, all at once', () => {
    assert.deepEqual(problemsOf({ left_on: '2026-02-29', proposed_on: 5 }), [
      `$.left_on: "2026-02-29" / ${day}`,
      `$.proposed_on: 5 / ${day}`,
    ])
    assert.deepEqual(problemsOf({ is_boarder: 'no' }), ['$.is_boarder: "no" / true or false'])
    assert.deepEqual(problemsOf({ what_you_hold: 4 }), ['$.what_you_hold: 4 / text'])
    for (const months of [-1, 1.5, '4']) {
      assert.deepEqual(problemsOf({ months }), [
        `$.months: ${JSON.stringify(months)} / a whole number, 0 or more`,
      ])
    }
    for (const kind of ['fax', 'toString', 3]) {
      assert.deepEqual(problemsOf({ kind }), [`$.kind: ${JSON.stringify(kind)} / "letter" or "email"`])
    }
    assert.deepEqual(problemsOf({ still_to_do: 'Visit' }), ['$.still_to_do: "Visit" / a list'])
    assert.deepEqual(problemsOf({ still_to_do: ['Visit', 4] }), ['$.still_to_do[1]: 4 / text'])
    assert.deepEqual(problemsOf({ schools: [{ name: 'Elm' }, { consented_on: 'soon' }, 5] }), [
      `$.schools[1].consented_on: "soon" / ${day}`,
      '$.schools[2]: 5 / an object',
    ])
    assert.deepEqual(problemsOf({ schools: { name: 'Elm' } }), ['$.schools: {"name":"Elm"} / a list'])
  })

  test('of a signature is a name and a day, both', () => {
    assert.deepEqual(problemsOf({ signed: {} }), [
      '$.signed.name: nothing / a name',
      '$.signed.on: nothing / the day it was signed',
    ])
    assert.deepEqual(problemsOf({ signed: { name: null, on: '2026-02-28' } }), [
      '$.signed.name: nothing / a name',
    ])
    assert.deepEqual(problemsOf({ signed: { name: 'Head', on: 'today' } }), [`$.signed.on: "today" / ${day}`])
    assert.deepEqual(problemsOf({ signed: 'Head' }), ['$.signed: "Head" / an object'])
    assert.deepEqual(problemsOf({ signed: { name: 'Head', on: '2026-02-28', role: 'x' } }), [
      '$.signed.role: a key that is not asked for / one of name, on',
    ])
  })

  test('with a key that nobody asks for is refused, with the one that was probably meant', () => {
    assert.deepEqual(problemsOf({ leftOn: '2026-02-28', LEFT_ON: null, zebra: 1 }), [
      '$.leftOn: a key that is not asked for / "left_on"',
      '$.LEFT_ON: a key that is not asked for / "left_on"',
      '$.zebra: a key that is not asked for / one of left_on, proposed_on, is_boarder, what_you_hold, months, kind, signed, still_to_do, schools',
    ])
    assert.deepEqual(problemsOf({ schools: [{ consentedOn: 1 }] }), [
      '$.schools[0].consentedOn: a key that is not asked for / "consented_on"',
    ])
  })

  test('is named as files name it', () => {
    assert.equal(inFiles('specialSchoolPlaceByAuthority'), 'special_school_place_by_authority')
    assert.equal(inFiles('next'), 'next')
    assert.equal(oneOf({ a: 'A', b: 'B' }), '"a" or "b"')
    assert.deepEqual(pastDay('x'), { kind: 'day', says: 'x', past: true })
    assert.deepEqual(anyDay('x'), { kind: 'day', says: 'x', past: false })
  })
})
