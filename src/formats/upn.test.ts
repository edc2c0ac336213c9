import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { judgeUpn, normaliseUpn, upnCheckLetter, upnLetters } from './upn.ts'

describe('UPN', () => {
  const valid = [
    ...['J001999121001', 'Y001999121002', 'R001999122107', 'G001100020999', 'R201100018042'],
    ...['B801200005001', 'R674123101121', 'Q909200018007', 'Z00199912600A', 'T20110001804V', 'X00180001701A'],
  ]
  for (const upn of valid) {
    test(`${upn} is a UPN`, () => {
      const judged = judgeUpn(upn)
      assert.equal(judged.is, 'ok')
      assert.equal(judged.temporary, /[A-Z]$/.test(upn))
    })
  }

  const wrongLetter: [string, string][] = [
    ['A201100018042', 'R'],
    ['R201100018043', 'F'],
    ['R210100018042', 'Q'],
    ['U99999912600A', 'H'],
  ]
  for (const [upn, right] of wrongLetter) {
    test(`${upn} has the wrong letter`, () => {
      const judged = judgeUpn(upn)
      assert.equal(judged.is, 'wrong-check-letter')
      assert.equal(judged.checkLetter, right)
    })
  }

  for (const text of [
    'I801200005001',
    'B80120000500',
    'B8012000050011',
    'B8012000050O1',
    'B80120000500S',
    '',
  ]) {
    test(`${text || 'nothing'} is not a UPN`, () => assert.equal(judgeUpn(text).is, 'not-a-upn'))
  }

  test('small letters and spaces are put right first', () => {
    assert.equal(normaliseUpn(' b801 2000 05001 '), 'B801200005001')
    assert.equal(judgeUpn(' b801 2000 05001 ').is, 'ok')
  })

  const digits = fc.stringMatching(/^[0-9]{12}$/)
  test('any one wrong digit is caught', () => {
    fc.assert(
      fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (tail, at, add) => {
        const changed = tail.slice(0, at) + ((Number(tail[at]) + add) % 10) + tail.slice(at + 1)
        assert.notEqual(upnCheckLetter(changed), upnCheckLetter(tail))
      }),
    )
  })
  test('any two digits swapped are caught', () => {
    fc.assert(
      fc.property(digits, fc.nat(11), fc.nat(11), (tail, a, b) => {
        fc.pre(tail[a] !== tail[b])
        const swapped = [...tail]
        swapped[a] = tail[b]!
        swapped[b] = tail[a]!
        assert.notEqual(upnCheckLetter(swapped.join('')), upnCheckLetter(tail))
      }),
    )
  })
  test('the alphabet has no I, O or S', () => assert.match(upnLetters, /^[^IOS]{23}$/))
})
