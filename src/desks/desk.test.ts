import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { type CaseEvent, caseFrom, type Happened } from '../cases/case.ts'
import { flagKinds } from '../children/flags.ts'
import { deskKinds, desks, fieldsOf, routesFor, statusForDesk } from './desk.ts'

describe('to whom a child goes by itself', () => {
  for (const [flags, isHomeEducated, expected] of [
    [[], false, []],
    [['EHCP'], false, ['sen-officer']],
    [['EHC_assessment'], false, ['sen-officer']],
    [['EHCP', 'EHC_assessment'], false, ['sen-officer']],
    [[], true, ['ehe-officer']],
    [['in_care'], false, ['virtual-school', 'social-worker']],
    [['child_in_need'], false, ['social-worker']],
    [['child_protection_plan'], false, ['social-worker']],
    [['EHCP', 'in_care'], true, ['sen-officer', 'ehe-officer', 'virtual-school', 'social-worker']],
  ] as const) {
    test(`${flags.join(', ') || 'no flag'}${isHomeEducated ? ', at home' : ''}`, () => {
      const routes = routesFor({ flags, isHomeEducated })
      assert.deepEqual(
        routes.map(route => route.desk),
        expected,
      )
      assert.ok(routes.every(route => route.why !== ''))
    })
  }
  test('by these flags and no other, never one desk twice (property)', () => {
    const routing = ['EHCP', 'EHC_assessment', 'in_care', 'child_in_need', 'child_protection_plan']
    fc.assert(
      fc.property(fc.subarray(Object.keys(flagKinds)), fc.boolean(), (flags, isHomeEducated) => {
        const routes = routesFor({ flags, isHomeEducated }).map(route => route.desk)
        assert.equal(new Set(routes).size, routes.length)
        assert.deepEqual(
          routes,
          routesFor({ flags: flags.filter(flag => routing.includes(flag)), isHomeEducated }).map(
            one => one.desk,
          ),
        )
      }),
    )
  })
})

test('a protected child is asked nothing that says where the child is', () => {
  for (const kind of deskKinds) {
    for (const field of fieldsOf(kind, true)) assert.notEqual(field.place, true)
    assert.equal(
      fieldsOf(kind, false).length - fieldsOf(kind, true).length,
      desks[kind].fields.filter(field => field.place).length,
    )
  }
  assert.ok(desks['sen-officer'].fields.some(field => field.place))
})

describe('what a desk reads of a case', () => {
  const event = (happened: Happened): CaseEvent => ({
    ...happened,
    id: happened.type,
    on: localDate('2026-11-20'),
    by: 'A',
    role: 'cme-officer',
    side: 'authority',
  })
  const received = event({
    type: 'received',
    how: 'referral',
    school: 'CanarySchool',
    startCode: 'START-01',
    level: 'act this week',
    pathway: 'A',
    says: 'CanarySays',
  })
  const accepted = event({ type: 'accepted', level: 'act this week', ownerId: 'o', ownerName: 'CanaryOwner' })
  const offered = event({
    type: 'place-offered',
    offerId: 'f',
    schoolId: 's',
    school: 'CanarySchool',
    // Sooner than the next review, which would come first.
    startsOn: localDate('2026-11-24'),
  })
  for (const [what, history, state, next] of [
    ['to decide', [received], /to be decided/, /decision/],
    ['taken on', [received, accepted], /being worked on/, /Enquiries/],
    ['a place asked for', [received, accepted, offered], /being worked on/, /school’s answer/],
    [
      'a task',
      [
        received,
        accepted,
        event({ type: 'task-set', key: 'k', says: 'CanaryTask', due: localDate('2026-11-20') }),
      ],
      /being worked on/,
      /task/,
    ],
  ] as const) {
    test(`${what}: the kind of step and never its words`, () => {
      const status = statusForDesk(caseFrom(history))
      assert.match(status.state, state)
      assert.match(status.next ?? '', next)
      assert.doesNotMatch(JSON.stringify(status), /Canary/)
    })
  }
  test('ended', () => {
    const declined = event({ type: 'declined', because: 'other', says: 'x' })
    assert.deepEqual(statusForDesk(caseFrom([received, declined])), { state: 'Ended', next: undefined })
  })
})
