// What goes to another body: never a field outside the agreement, never one the check does not need, and of a protected child nothing
// that leads anywhere.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { authorityChecks } from '../cases/authority-checks.ts'
import { type SharedField, sharedFields, type Terms } from './agreement.ts'
import { checkDetails } from './details.ts'
import { fieldsThatGo, forProtected, type Held, type Request, reminder, write } from './request.ts'
import { anAgreement } from './testing/agreements.ts'

const every = Object.keys(sharedFields) as SharedField[]
/** A word for each field that stands nowhere else. */
const canary = (field: SharedField): string => `Canary${field.replaceAll('-', '').toUpperCase()}`
const held: Held = Object.fromEntries(
  every.map(field => [field, [`${canary(field)} one`, `${canary(field)} two`]]),
)
const terms = (fields: readonly SharedField[]): Terms => ({
  ...anAgreement({ fields, covers: authorityChecks.map(check => check.code) }),
  id: 'v1',
  agreementId: 'a1',
  token: 't1',
  number: 1,
})
const request = (given: Partial<Request> & { fields?: readonly SharedField[] } = {}): Request => ({
  code: 'RL15',
  terms: terms(given.fields ?? every),
  held,
  ticked: [],
  isProtected: false,
  reference: 'C-1042',
  due: localDate('2026-11-27'),
  from: { name: 'An officer', organisation: 'Exampleshire' },
  ...given,
})

test('every check has its details, and nothing has details that is no check', () => {
  assert.deepEqual(Object.keys(checkDetails).sort(), authorityChecks.map(check => check.code).sort())
})

describe('the text of a request', () => {
  const any = fc.record({
    code: fc.constantFrom(...authorityChecks.map(check => check.code)),
    fields: fc.subarray(every),
    ticked: fc.subarray(every),
    kept: fc.subarray(every),
    isProtected: fc.boolean(),
  })
  test('holds no field outside the agreement, none that was not needed or ticked, none that is not listed as sent', () => {
    let written = 0
    fc.assert(
      fc.property(any, ({ code, fields, ticked, kept, isProtected }) => {
        const some: Held = Object.fromEntries(kept.map(field => [field, held[field]]))
        const text = write(request({ code, fields, ticked, isProtected, held: some }))
        if (!text.allowed) return
        written += 1
        const { needs, offers } = checkDetails[code]!
        for (const field of every) {
          const stands = text.value.says.includes(canary(field))
          assert.equal(stands, text.value.fields.includes(field), `${code} ${field}`)
          if (!stands) continue
          assert(fields.includes(field), `${field} is outside the agreement`)
          assert(
            needs.includes(field) || (offers.includes(field) && ticked.includes(field)),
            `${field} is not needed`,
          )
          assert(!isProtected || forProtected.includes(field), `${field} of a protected child`)
        }
      }),
      { numRuns: 3000 },
    )
    assert(written > 300, `only ${written} were written`)
  })
  test('names brothers and sisters only where somebody ticks them', () => {
    for (const { code } of authorityChecks) {
      assert(!fieldsThatGo(code, terms(every), { ticked: [], isProtected: false }).includes('siblings'), code)
    }
    const asked = write(request({ code: 'RL17', ticked: ['siblings'] }))
    assert(asked.allowed && asked.value.says.includes(canary('siblings')))
  })
  test('gives council tax no child, and a refuge nothing that leads anywhere', () => {
    const go = (code: string) => fieldsThatGo(code, terms(every), { ticked: every, isProtected: false })
    assert.deepEqual(go('RL09'), ['parents', 'last-address'])
    assert.deepEqual(go('RL25'), ['name', 'date-of-birth'])
  })
  test('is refused where nothing goes by which they could look', () => {
    assert(!write(request({ fields: ['date-of-birth', 'sex'] })).allowed)
    assert(!write(request({ held: {} })).allowed)
    const hidden = write(request({ code: 'RL09', isProtected: true }))
    assert(!hidden.allowed && /nothing else of a protected child/.test(hidden.refusals[0]!.says))
  })
  test('says what is needed and does not go', () => {
    const text = write(request({ fields: ['name'] }))
    assert(text.allowed)
    assert.deepEqual(text.value.missing, ['date-of-birth', 'last-address'])
  })
  test('stands as it goes', () => {
    const text = write(
      request({
        fields: ['name', 'date-of-birth'],
        held: {
          name: ['Amina Example'],
          'date-of-birth': ['14 March 2017'],
          'last-address': ['1 Sample Street'],
        },
      }),
    )
    assert(text.allowed)
    assert.equal(
      text.value.says,
      `Request for a check (RL15)
Our reference: C-1042

We look for a child who may be missing education. Basis: Children Act 2004 section 10.
Agreement: Example Health, from 1 September 2026 to 31 August 2027.

Child’s name: Amina Example
Date of birth: 14 March 2017

Is the child registered, and with which area? When was the last contact?
Please answer yes, no or in part, with the day of the last contact and the area (no address).
Please answer by Friday 27 November 2026. If you cannot say, tell us why.

An officer, Exampleshire`,
    )
  })
})

test('a reminder names no child', () => {
  const says = reminder({
    code: 'RL15',
    reference: 'C-1042',
    askedOn: localDate('2026-11-10'),
    due: localDate('2026-11-17'),
    from: { name: 'An officer', organisation: 'Exampleshire' },
  })
  assert.match(says, /C-1042/)
  assert.match(says, /Tuesday 10 November 2026/)
})

test('every field of the register is of use to some check', () => {
  const used = new Set(Object.values(checkDetails).flatMap(one => [...one.needs, ...one.offers]))
  assert.deepEqual(
    every.filter(field => !used.has(field)),
    [],
  )
})
