// Whom a letter may reach: ten thousand families, and a judge that knows nothing of how the answer is come by.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Facts, isEmail, mobileOf, whyNot } from './recipient.ts'
import { channels } from './template.ts'

const word = fc.constantFrom('yes', 'no', 'not known')
const families = fc.record({
  protected: fc.boolean(),
  died: fc.boolean(),
  hasAddress: fc.boolean(),
  contact: fc.option(
    fc.record({
      restricted: fc.boolean(),
      livesWith: word,
      mayWrite: word,
      mayEmail: word,
      mayText: word,
      email: fc.constantFrom(
        null,
        'a@example.org',
        'a@example.org,b@example.org',
        'a@example.org\nBcc: b@example.org',
        '',
      ),
      phones: fc.array(fc.constantFrom(null, '07700 900123', '+44 7700 900123', '020 7946 0000', ''), {
        maxLength: 2,
      }),
    }),
    { nil: undefined },
  ),
}) satisfies fc.Arbitrary<Facts>

test('of 10,000 families and three ways, nobody unsafe is reached, and somebody safe is', () => {
  let reached = 0
  fc.assert(
    fc.property(families, fc.constantFrom(...channels), fc.boolean(), (facts, channel, byHand) => {
      if (whyNot(channel, { discloses: true, byHand }, facts).length > 0) return
      assert(!facts.died, 'a letter about a child who has died')
      if (facts.protected) return assert.equal(channel, 'post', 'a protected child, not by way of a person')
      const { contact } = facts
      assert(contact && !contact.restricted, 'somebody restricted, or nobody')
      if (channel === 'post') {
        assert.equal(contact.mayWrite, 'yes')
        assert(byHand || (facts.hasAddress && contact.livesWith !== 'no'), "another's address")
      } else if (channel === 'email') {
        assert.equal(contact.mayEmail, 'yes')
        assert.equal(contact.email, 'a@example.org')
      } else {
        assert.equal(contact.mayText, 'yes')
        assert.equal(mobileOf(contact.phones), '+447700900123')
      }
      reached += 1
    }),
    { numRuns: 10_000 },
  )
  assert(reached > 100, `only ${reached} were reached: this proves little`)
})

const safe: Facts = {
  protected: false,
  died: false,
  hasAddress: true,
  contact: {
    restricted: false,
    livesWith: 'yes',
    mayWrite: 'yes',
    mayEmail: 'yes',
    mayText: 'yes',
    email: 'a@example.org',
    phones: ['07700 900123'],
  },
}
const letter = { discloses: true, byHand: false }

describe('each thing by itself', () => {
  test('nothing wrong: every way', () => {
    for (const channel of channels) assert.deepEqual(whyNot(channel, letter, safe), [])
  })
  test('a card that says nothing of a child needs nobody', () => {
    assert.deepEqual(whyNot('post', { discloses: false, byHand: true }, { ...safe, contact: undefined }), [])
    assert.equal(whyNot('post', { discloses: true, byHand: true }, { ...safe, contact: undefined }).length, 1)
  })
  test('all reasons are given, not the first', () => {
    const contact = { ...safe.contact!, restricted: true, mayEmail: 'not known', email: null }
    assert.equal(whyNot('email', letter, { ...safe, contact }).length, 3)
  })
})

test('an email address is one plain address', () => {
  for (const good of ['a@example.org', "o'neil.b+c@mail.example.org"]) assert(isEmail(good), good)
  for (const bad of [
    null,
    '',
    'a',
    'a@b',
    'a@example.org, b@example.org',
    'A <a@example.org>',
    'a@example.org\r\nx',
    'a b@example.org',
  ]) {
    assert(!isEmail(bad), String(bad))
  }
})
