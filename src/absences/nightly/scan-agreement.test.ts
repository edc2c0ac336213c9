/**
 * The reading of bytes that the nightly run does, and the contract read slowly: whoever has a finding that does not stand, or of
 * whom one stands that should not, is named by the scan. (Naming somebody else is harmless: that child is judged for nothing.)
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayNumber, localDate } from '../../calendar/local-date.ts'
import { schoolCalendar } from '../../calendar/school-calendar.ts'
import type { RuleId } from '../finding.ts'
import { casesWanted, register, seeded, stripsOf, termDatesOf } from '../testing/generated.ts'
import { type PlainFinding, type PlainRegister, plainFindings } from '../testing/plain-reading.ts'
import { ruleNumbers } from './fingerprints.ts'
import { isRollChange, rollChangesFrom } from './roll-window.ts'
import { hasLeave, inMostJuniorClass, inMostSeniorClass } from './rolls.ts'
import { StripScan } from './strip-scan.ts'

const school = '00000000-0000-7000-8000-0000000000aa'
const child = '00000000-0000-7000-8000-000000000001'

/** Fields and rows as PostgreSQL's binary COPY has them. */
function field(content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length)
  return Buffer.concat([length, content])
}
const uuid = (text: string) => field(Buffer.from(text.replaceAll('-', ''), 'hex'))
function int(value: number): Buffer {
  const number = Buffer.alloc(4)
  number.writeInt32BE(value)
  return field(number)
}
const day = (date: string | undefined) =>
  int(date === undefined ? 0x7fffffff : dayNumber(localDate(date)) - dayNumber(localDate('2000-01-01')))
const row = (...fields: Buffer[]) => Buffer.concat([Buffer.from([0, fields.length]), ...fields])
const copied = (rows: Buffer[]) =>
  Buffer.concat([
    Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
    Buffer.alloc(8),
    ...rows,
    Buffer.from([0xff, 0xff]),
  ])

/** Is the child named, when these findings stand? */
function isNamed(made: PlainRegister, standing: readonly PlainFinding[]): boolean {
  const calendar = schoolCalendar(termDatesOf(made))
  const scan = new StripScan(localDate(made.on), () => calendar)
  const bits =
    (made.leaves.length > 0 ? hasLeave : 0) |
    (made.mostJunior ? inMostJuniorClass : 0) |
    (made.mostSenior ? inMostSeniorClass : 0)
  const born = [uuid(child), uuid(school), day(made.entry), day(made.leaving), day(made.dob)]
  scan.takeRolls(copied([row(...born, int(bits), field(Buffer.from('5')))]))
  scan.rollsAreWhole()
  const stands = standing.map(({ rule, on, due, since }) =>
    row(uuid(child), int(ruleNumbers[rule as RuleId]), day(on), day(due), day(since)),
  )
  scan.takeStanding(copied(stands))
  const strips = [...stripsOf(made)].map(([year, marks]) =>
    row(uuid(child), int(year), field(Buffer.from(marks))),
  )
  scan.takeStrips(copied(strips))
  return (scan.candidates().get(school) ?? []).includes(child)
}

test('the scan names whoever the contract has something to say of that does not stand', () => {
  const numRuns = casesWanted(1500)
  let spared = 0
  fc.assert(
    fc.property(register, fc.nat(), (made, n) => {
      // A return of an entry or a removal of long ago was raised in its time.
      const from = rollChangesFrom(localDate(made.on))
      const now = plainFindings(made).filter(one => !isRollChange(one.rule as RuleId) || one.on >= from)
      if (!isNamed(made, now)) spared++
      if (now.length === 0) return
      assert.ok(isNamed(made, []))
      const one = now[n % now.length]!
      assert.ok(
        isNamed(
          made,
          now.filter(other => other !== one),
        ),
        `without ${one.rule} of ${one.on}`,
      )
      const moved = { ...one, on: made.entry, since: made.entry }
      if (one.rule !== 'PA' && one.rule !== 'SA' && one.on !== made.entry) {
        assert.ok(isNamed(made, [...now.filter(other => other !== one), moved]), `${one.rule} on another day`)
      }
    }),
    { numRuns, ...seeded },
  )
  // And it is worth its while: many are not judged again.
  assert.ok(spared > numRuns / 10 || numRuns < 100, `${spared} spared`)
})
