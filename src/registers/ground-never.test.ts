import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { neverAGround, neverGrounds, neverMissing, noGround } from './ground-never.ts'

describe('what is never a ground', () => {
  test('is each known by its own name, and by the ways in which people put it', () => {
    for (const one of neverGrounds) {
      assert.equal(neverAGround(one.name), one)
      assert.equal(neverAGround(`  ${one.name.toUpperCase()} `), one)
    }
    const meant: [string, string][] = [
      ['asked to find another school', 'told to find another school'],
      ['asked to find another school', 'advised to move'],
      ['asked to find another school', 'parent agreed to leave'],
      ['asked to find another school', 'off-rolled'],
      ['asked to find another school', 'managed out'],
      ['home education by telephone', 'EHE by phone'],
      ['home education by telephone', 'home-schooled, said so on a call'],
      ['home education by telephone', 'rang: verbal notice of home education'],
      ['home education by telephone', 'educated at home, oral notice'],
      ['place offered elsewhere', 'offer of a place'],
      ['place offered elsewhere', 'accepted a place at Elm'],
      ['place offered elsewhere', 'waiting to start'],
      ['pregnancy', 'is pregnant'],
      ['awaiting an appeal', 'appeal'],
      ['awaiting an appeal', 'awaiting the panel'],
      ['awaiting an appeal', 'pending review'],
      ['illness', 'long-term sickness'],
      ['illness', 'anxiety'],
      ['illness', 'mental health'],
      ['illness', 'school refuser'],
      ['20 days alone', 'absent for twenty school days'],
      ['20 days alone', '20 days'],
      ['20 days alone', 'four weeks'],
      ['poor attendance', 'low attendance'],
      ['poor attendance', 'truancy'],
      ['poor attendance', 'non-attender'],
      ['poor attendance', 'persistently absent: persistent absence'],
    ]
    for (const [name, text] of meant) assert.equal(neverAGround(text)?.name, name, text)
  })

  test('is nothing else', () => {
    for (const text of ['', 'zebra', 'R9-A', 'I', '9(1)(f)', 'moved', 'left', 'died', 'still', 'filled']) {
      assert.equal(neverAGround(text), undefined, text)
    }
  })

  test('takes all of what is meant, not a part of it', () => {
    for (const text of [
      'told',
      'find',
      'the school',
      'home',
      'educated',
      'a phone call',
      'said',
      '20',
      'a day',
    ]) {
      assert.equal(neverAGround(text), undefined, text)
    }
  })

  test('is answered with why, what the law wants instead, and the law', () => {
    for (const one of neverGrounds) {
      const missing = neverMissing(one)
      assert.equal(missing.says, one.says)
      assert.equal(missing.settledBy, one.instead)
      assert.match(missing.says, /never/)
      assert.equal(missing.rule, 'T-12')
      assert.equal(missing.ruleVersion, '2024-08-19')
      assert.equal(missing.asks, 'A ground of regulation 9')
    }
    assert.equal(noGround('Two', 'One').says, 'Two')
    assert.equal(noGround('Two', 'One').settledBy, 'One')
  })
})
