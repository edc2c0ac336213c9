// The pure parts of signing in: passwords, second factors, how long to wait.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deviceInWords } from './device.ts'
import { lookedAt } from './looked-at.ts'
import { problemWithPassword } from './passwords.ts'
import {
  codeNow,
  inGroups,
  isSecret,
  otpauthAddress,
  recoveryCodeFrom,
  recoveryCodeKey,
  secretFrom,
  stepOf,
} from './second-factor.ts'
import { secondsForPlace, secondsToWait } from './throttle.ts'

const person = { name: 'Priya Okafor', email: 'p.okafor@example.org' }

describe('a password', () => {
  for (const bad of [
    'short',
    'elevenchars',
    'password1234',
    'Password2026!',
    'P@ssw0rd1234',
    '123456789012',
    '210987654321',
    'qwertyuiop12',
    '1q2w3e4r5t6y',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'welcomewelcome1',
    'priyaokafor1',
    'summer2026summer',
    'letmeinplease!!',
    '!!!!2026!!!!',
    'x'.repeat(201),
  ]) {
    test(`is refused: ${bad.slice(0, 20)}`, () => assert.ok(problemWithPassword(bad, person)))
  }
  for (const good of [
    'correct horse battery staple',
    'otter-lantern-gravel',
    'vJ8!kq2zR0pw',
    'gwyrdd hapus môr 7',
    'blå grød på bordet',
  ]) {
    test(`is taken: ${good}`, () => assert.equal(problemWithPassword(good, person), undefined))
  }
})

describe('a second factor', () => {
  const secret = secretFrom(Buffer.from('12345678901234567890'))
  const now = new Date('2026-11-20T10:00:10Z')
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

  test('gives the codes of RFC 6238', () => {
    assert.equal(secret, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    // The RFC's table has eight digits; six are the last six of them.
    assert.equal(codeNow(secret, new Date(59_000)), '287082')
    assert.equal(codeNow(secret, new Date(1_111_111_109_000)), '081804')
  })
  test('is good for one step either way and no further', () => {
    const code = codeNow(secret, now)
    const step = stepOf(secret, code, now)
    assert.equal(step, Math.floor(now.getTime() / 30_000))
    assert.equal(stepOf(secret, code, later(30)), step)
    assert.equal(stepOf(secret, code, later(-30)), step)
    assert.equal(stepOf(secret, code, later(60)), undefined)
    assert.equal(stepOf(secret, code, later(-60)), undefined)
  })
  test('may be typed with a space, and nothing else is a code', () => {
    const code = codeNow(secret, now)
    assert.ok(stepOf(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now))
    for (const typed of ['', '12345', `${code}1`, 'abcdef'])
      assert.equal(stepOf(secret, typed, now), undefined)
  })
  test('is shown so that it can be typed', () => {
    assert.equal(inGroups('ABCDEFGH'), 'ABCD EFGH')
    assert.ok(isSecret(secret))
    assert.match(
      otpauthAddress(secret, 'a@example.org'),
      /^otpauth:\/\/totp\/Onroll:a%40example.org\?issuer=Onroll&secret=/,
    )
  })
  test('recovery codes are the same however they are typed', () => {
    const code = recoveryCodeFrom(Buffer.from('0123456789'))
    assert.match(code, /^[a-z2-9]{5}-[a-z2-9]{5}$/)
    assert.equal(recoveryCodeKey(code), recoveryCodeKey(` ${code.toUpperCase().replace('-', ' ')}`))
  })
})

describe('the wait after wrong tries', () => {
  const now = new Date('2026-11-20T10:00:00Z')
  const tries = (count: number, secondsAgo: number, good = false) =>
    Array.from({ length: count }, () => ({ at: new Date(now.getTime() - secondsAgo * 1000), good }))

  for (const [count, wait] of [
    [0, 0],
    [3, 0],
    [4, 4],
    [5, 8],
    [6, 16],
    [9, 128],
    [40, 900],
  ] as const) {
    test(`${count} wrong: ${wait} seconds`, () => assert.equal(secondsToWait(tries(count, 0), now), wait))
  }
  test('shrinks as time goes by', () => assert.equal(secondsToWait(tries(4, 3), now), 1))
  test('begins again after a good one', () => {
    assert.equal(secondsToWait([...tries(9, 5), ...tries(1, 2, true)], now), 0)
    assert.equal(secondsToWait([...tries(1, 20, true), ...tries(9, 5)], now), 123)
  })
  test('of a place is short, since many people share it', () => {
    assert.equal(secondsForPlace(tries(39, 0), now), 0)
    assert.equal(secondsForPlace(tries(41, 0), now), 8)
    assert.equal(secondsForPlace(tries(500, 0), now), 60)
  })
})

test('a device is named as its owner would', () => {
  assert.equal(
    deviceInWords(
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    ),
    'Edge on Windows',
  )
  assert.equal(deviceInWords(''), 'A browser on an unknown device')
})

test('a page that was looked at is named in words', () => {
  assert.equal(lookedAt('/pupils/:child'), 'Pupil')
  assert.equal(lookedAt('/pupils/:child/open-protected'), 'Pupil: open protected')
  assert.equal(lookedAt('/pupils/:child/contacts/:contact/safe'), 'Pupil: contacts, safe')
  assert.equal(lookedAt('/cases'), 'Case list')
  assert.equal(lookedAt('/something-new/:child'), 'Something new')
})
