// Of which time on roll is a removal asked, and by which days? Through the library, over rows.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { askRemoval, assess, type PupilRow, type Registers } from './library.ts'

const term = { kind: 'HALF_TERM', start_date: '2025-09-02', end_date: '2026-07-20' } as const
const key = { school_urn: '999001', school_dfe_number: '0019991', mis_id: '1', upn: 'J001999121001' }
const pupil: PupilRow = { ...key, date_of_birth: '2014-01-15', entry_date: '2021-09-02' }

type Asked = { pupils?: PupilRow[]; on?: string; ground?: string; more?: Partial<Registers>; who?: object }
function asked({ pupils = [pupil], on = '2026-03-02', ground = 'R9-A', more = {}, who = key }: Asked) {
  const registers = { term_dates: [term], pupils, attendance: [], ...more }
  return askRemoval(registers, { on, pupil: who, ground }).answer
}
const notOn = (answer: ReturnType<typeof asked>) =>
  answer.missing.filter(one => one.asks === 'The name is on the register').map(one => one.says)

describe('a name that is not on the register that day', () => {
  const first = { ...pupil, leaving_date: '2025-11-14' }
  const second = { ...pupil, entry_date: '2026-01-05', leaving_date: '2026-03-27' }

  test('is said, with the day it came off or is entered', () => {
    // In whatever order the rows are.
    for (const pupils of [
      [first, second],
      [second, first],
    ]) {
      const on = (day: string) => notOn(asked({ pupils, on: day }))
      assert.deepEqual(on('2025-11-13'), [])
      assert.match(on('2025-11-14').join(), /came off the register on Friday 14 November 2025/)
      assert.match(on('2026-01-04').join(), /came off the register on Friday 14 November 2025/)
      assert.deepEqual(on('2026-01-05'), [])
      assert.deepEqual(on('2026-03-26'), [])
      assert.match(on('2026-03-27').join(), /came off the register on Friday 27 March 2026/)
      assert.match(on('2021-09-01').join(), /entered in the register on Thursday 2 September 2021/)
    }
    assert.deepEqual(notOn(asked({})), [])
  })

  test('is refused whatever the evidence, with no day and nothing to follow', () => {
    const answer = asked({ pupils: [first] })
    const [missing] = answer.missing
    assert.equal(missing!.rule, 'T-12')
    assert.equal(missing!.mark, 'second-hand')
    assert.equal(missing!.rule_version, '2024-08-19')
    assert.deepEqual([answer.allowed, answer.earliest, answer.then], [false, null, []])
  })
})

describe('another register that the rows themselves show', () => {
  const elsewhere = { ...pupil, school_urn: '999002', school_dfe_number: '0019992', mis_id: '77' }
  const others = (ground: string, pupils: PupilRow[], who: object = key) =>
    asked({ ground, pupils, who })
      .missing.filter(one => one.asks === 'The pupil is on no other register')
      .map(one => `${one.rule}, ${one.mark}: ${one.says}`)

  test('is against grounds H and I, by the same UPN, while the pupil is on it', () => {
    for (const ground of ['R9-H', 'R9-I']) {
      assert.deepEqual(others(ground, [pupil, elsewhere]), [
        'T-12, second-hand: By the same UPN the pupil is on the register of school 999002 too',
      ])
      assert.deepEqual(others(ground, [pupil]), [])
      assert.deepEqual(others(ground, [pupil, { ...elsewhere, upn: 'J001999121002' }]), [])
      assert.deepEqual(others(ground, [pupil, { ...elsewhere, leaving_date: '2026-03-02' }]), [])
      assert.deepEqual(others(ground, [pupil, { ...elsewhere, entry_date: '2026-03-03' }]), [])
      const nameless = [
        { ...pupil, upn: '' },
        { ...elsewhere, upn: '' },
      ]
      assert.deepEqual(others(ground, nameless), [])
    }
    assert.deepEqual(others('R9-A', [pupil, elsewhere]), [])
    // One of two times on roll there is enough.
    const before = { ...elsewhere, leaving_date: '2023-07-20' }
    assert.equal(others('R9-I', [pupil, before, { ...elsewhere, entry_date: '2024-09-02' }]).length, 1)
  })
})

describe('the pupil who is meant', () => {
  test('is found by URN or DfE number, by number or UPN, in any case and spacing', () => {
    for (const who of [
      { school_urn: ' 999001 ', mis_id: ' 1 ' },
      { school_dfe_number: '001/9991', mis_id: '1' },
      { school_dfe_number: '0019991', upn: ' j001999121001 ' },
      { school_urn: '999001', school_dfe_number: null, mis_id: null, upn: 'J001999121001' },
    ]) {
      assert.equal(asked({ who }).mis_id, '1', JSON.stringify(who))
    }
    for (const who of [
      {},
      { school_urn: '999001' },
      { mis_id: '1' },
      { school_urn: '999002', mis_id: '1' },
    ]) {
      assert.throws(() => asked({ who }), /none of the pupils/, JSON.stringify(who))
    }
  })

  test('is named by what the rows have', () => {
    const { date_of_birth, entry_date } = pupil
    const nameless = { school_dfe_number: '0019991', upn: 'J001999121001', date_of_birth, entry_date }
    const answer = asked({ pupils: [nameless], who: nameless })
    assert.deepEqual(
      [answer.school_urn, answer.school_dfe_number, answer.mis_id, answer.upn],
      ['', '0019991', '', 'J001999121001'],
    )
    assert.deepEqual(Object.keys(asked({})).slice(0, 4), ['school_urn', 'mis_id', 'ground', 'on'])
  })
})

describe('the days of a removal', () => {
  const marks = (...days: string[]) => days.map(date => ({ ...key, date, am_code: 'O', pm_code: 'O' }))
  const weekdays = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2026, 1, 2 + i)))
    .filter(day => day.getUTCDay() % 6 !== 0)
    .map(day => day.toISOString().slice(0, 10))
  const twentyDays = (answer: ReturnType<typeof asked>) =>
    answer.missing.filter(one => /20 school days/.test(one.says) || /20 school days/.test(one.asks)).length

  test('are those of the time on roll', () => {
    const attendance = marks(...weekdays)
    const ground = 'R9-I'
    const on = '2026-03-20'
    assert.equal(twentyDays(asked({ ground, on, more: { attendance } })), 0)
    assert.equal(twentyDays(asked({ ground, on, more: { attendance: marks(...weekdays.slice(0, 12)) } })), 1)
    const joined = [{ ...pupil, entry_date: '2026-03-09' }]
    assert.equal(twentyDays(asked({ ground, on, pupils: joined, more: { attendance } })), 1)
  })

  test('of a younger pupil are counted as anybody’s', () => {
    const pupils = [{ ...pupil, date_of_birth: '2021-05-10', entry_date: '2025-09-02' }]
    const more = { attendance: marks(...weekdays) }
    const answer = asked({ ground: 'R9-3-ABSENT', on: '2026-03-20', pupils, more })
    assert.equal(twentyDays(answer), 0, JSON.stringify(answer.missing))
    const fewer = { attendance: marks(...weekdays.slice(0, 12)) }
    assert.equal(twentyDays(asked({ ground: 'R9-3-ABSENT', on: '2026-03-20', pupils, more: fewer })), 1)
  })

  test('cannot be asked of a school without a school day', () => {
    const own = { ...term, kind: 'BREAK', school_urn: '999001' } as const
    assert.throws(() => asked({ more: { term_dates: [term, own] } }), /no row makes a school day/)
  })
})

test('a finding has no field that has nothing to say', () => {
  const { findings } = assess(
    {
      term_dates: [term],
      pupils: [pupil],
      attendance: [{ ...key, date: '2025-09-02', am_code: 'N', pm_code: '/' }],
    },
    { on: '2025-09-02' },
  )
  assert.deepEqual(
    findings.map(one => Object.keys(one).join()),
    [
      'school_urn,mis_id,rule,on,missed,possible,because,cites',
      'school_urn,mis_id,rule,on,due,because,cites',
    ],
  )
})
