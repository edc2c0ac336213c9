import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { assess } from '../absences/assess.ts'
import { localDate } from '../calendar/local-date.ts'
import { isSchoolDay, schoolCalendars } from '../calendar/school-calendar.ts'
import { readAttendance } from '../formats/attendance.ts'
import { readAttendanceMarks } from '../formats/attendance-marks.ts'
import { readContacts } from '../formats/contacts.ts'
import { readLeave } from '../formats/leave.ts'
import { type Problem, readAll } from '../formats/problem.ts'
import { type PupilRecord, readPupils } from '../formats/pupils.ts'
import { readSchools } from '../formats/schools.ts'
import { readTermDates } from '../formats/term-dates.ts'
import { encodeWindows1252 } from '../formats/text.ts'
import { type DemoOptions, demonstration, type FileName, problemWith } from './generate.ts'

const small = { seed: 7, schools: 10, pupils: 1_500, on: localDate('2026-11-21') }

function filesOf(options: DemoOptions): Record<string, string> {
  const files: Record<string, string> = {}
  for (const { file, text } of demonstration(options).pieces()) files[file] = (files[file] ?? '') + text
  return files
}

function digest(options: DemoOptions): string {
  const hash = createHash('sha256')
  for (const { file, text } of demonstration(options).pieces()) hash.update(file).update(text)
  return hash.digest('hex')
}

const files = filesOf(small)
const of = (file: FileName) => files[file]!
const wrong = (problems: readonly Problem[]) => problems.filter(({ severity }) => severity !== 'note')

describe('a made-up authority', () => {
  test('is the same every time, and another for another seed or day', () => {
    assert.equal(digest(small), digest({ ...small }))
    assert.notEqual(digest(small), digest({ ...small, seed: 8 }))
    assert.notEqual(digest(small), digest({ ...small, on: localDate('2026-11-19') }))
  })

  test('has about the pupils and exactly the schools asked for', async () => {
    const { records: schools, problems } = await readAll(readSchools(encodeWindows1252(of('schools.csv'))))
    assert.deepEqual(problems, [])
    assert.equal(schools.length, 10)
    assert.ok(schools.some(school => school.name.startsWith('St Zoë’s')))
    const { records: pupils } = await readAll(readPupils(of('pupils.csv')))
    assert.ok(Math.abs(pupils.filter(pupil => !pupil.leavingDate).length - 1_500) < 20, String(pupils.length))
    for (const { urn, pupils: count } of schools)
      assert.equal(pupils.filter(pupil => pupil.school.urn === urn).length, count)
  })

  test('every row of every file is read without a problem', async () => {
    const pupils = await readAll(readPupils(of('pupils.csv')))
    assert.deepEqual(wrong(pupils.problems), [])
    // The notes are the few with no UPN.
    assert.equal(pupils.problems.length, pupils.records.filter(pupil => pupil.upn === undefined).length)
    const all = [
      await readAll(readContacts(of('contacts.csv'))),
      await readAll(readAttendance(of('attendance.csv'))),
      await readAll(readLeave(of('leave.csv'))),
      await readAll(readTermDates(of('term-dates.csv'))),
    ]
    for (const { records, problems } of all) {
      assert.ok(records.length > 0)
      assert.deepEqual(problems, [])
    }
  })

  test('every pupil, number and address is invented', async () => {
    const { records: pupils } = await readAll(readPupils(of('pupils.csv')))
    const upns = new Set<string>()
    for (const { upn, upnIs, school, address, sex, leavingDate } of pupils) {
      assert.match(school.urn!, /^999\d{3}$/)
      assert.match(address.postcode!, /^ZZ99 \d[ABD-HJLNP-UW-Z]{2}$/)
      assert.ok(sex)
      if (upn === undefined) continue
      assert.equal(upnIs, 'ok')
      assert.match(upn, /^.001/)
      assert.ok(leavingDate || !upns.has(upn), upn)
      if (!leavingDate) upns.add(upn)
    }
    const { records: contacts } = await readAll(readContacts(of('contacts.csv')))
    for (const { phones, email } of contacts) {
      for (const { number } of phones) assert.match(number, /^07700 900\d{3}$/)
      if (email !== undefined) assert.match(email, /^[a-z.]+\d+@example\.org$/)
    }
    const { records: schools } = await readAll(readSchools(encodeWindows1252(of('schools.csv'))))
    for (const { laCode, postcode, telephone } of schools) {
      assert.equal(laCode, '001')
      assert.match(postcode!, /^ZZ99 /)
      assert.match(telephone!, /^07700 900\d{3}$/)
    }
  })

  test('has brothers and sisters, some at different schools, and twins', async () => {
    const { records } = await readAll(readPupils(of('pupils.csv')))
    const homes = Map.groupBy(records, ({ address }) =>
      [address.paon, address.street, address.postcode].join(),
    )
    const families = [...homes.values()].filter(children => children.length > 1)
    const apart = families.filter(children => new Set(children.map(child => child.school.urn)).size > 1)
    const twins = families.filter(
      children => new Set(children.map(child => child.dateOfBirth)).size < children.length,
    )
    const named = families.filter(children => new Set(children.map(child => child.legalSurname)).size > 1)
    assert.ok(families.length > 200 && apart.length > 50 && twins.length > 2 && named.length > 10)
  })

  test('marks stand on school days of the school alone, and most are present', async () => {
    const { records: rows } = await readAll(readTermDates(of('term-dates.csv')))
    const calendarOf = schoolCalendars(rows.map(row => ({ ...row, schoolUrn: row.school?.urn })))
    let present = 0
    let all = 0
    const urns = new Set<string>()
    for await (const { records } of readAttendance(of('attendance.csv'))) {
      for (const { school, date, am, pm } of records) {
        urns.add(school.urn!)
        if (all % 97 < 2) assert.ok(isSchoolDay(calendarOf(school.urn!), date), `${school.urn} ${date}`)
        assert.ok(date <= small.on)
        all += 2
        for (const code of [am, pm]) if (code !== undefined && '/\\LVPBWX'.includes(code)) present++
      }
    }
    assert.equal(urns.size, 10)
    assert.ok(present / all > 0.9 && present / all < 0.97, String(present / all))
  })

  test('the marks strings, with the corrections, say what the registers say', async () => {
    const withMarks = filesOf({ ...small, marks: true })
    const final = new Map<string, string>()
    const keyOf = (urn: string | undefined, misId: string | undefined, date: string) =>
      `${urn} ${misId} ${date}`
    const strings = await readAll(
      readAttendanceMarks(withMarks['attendance-marks.csv']!, { notAfter: small.on }),
    )
    assert.deepEqual(strings.problems, [])
    for (const { school, pupil, date, am = '', pm = '' } of strings.records)
      if (am !== '#') final.set(keyOf(school.urn, pupil.misId, date), `${am} ${pm}`)
    const corrections = await readAll(readAttendance(withMarks['attendance.csv']!))
    assert.deepEqual(corrections.problems, [])
    assert.ok(corrections.records.length > 5)
    let changed = 0
    for (const { school, pupil, date, am = '', pm = '', recordedAt } of corrections.records) {
      assert.ok(recordedAt !== undefined && recordedAt > Date.parse(date))
      const key = keyOf(school.urn, pupil.misId, date)
      if (final.get(key) !== `${am} ${pm}`) changed++
      final.set(key, `${am} ${pm}`)
    }
    assert.equal(changed, corrections.records.length)
    let compared = 0
    for await (const { records } of readAttendance(of('attendance.csv')))
      for (const { school, pupil, date, am = '', pm = '' } of records) {
        const said = final.get(keyOf(school.urn, pupil.misId, date))
        if (said !== `${am} ${pm}`) assert.equal(said, `${am} ${pm}`, `${school.urn} ${pupil.misId} ${date}`)
        compared++
      }
    assert.ok(compared > 200_000)
  })

  for (const on of ['2026-11-21', '2026-11-20', '2027-05-04', '2026-02-02']) {
    test(`up to ${on}, the rules find of every story exactly what it says`, async () => {
      const options = { ...small, schools: 10, pupils: 1_200, on: localDate(on) }
      const made = filesOf(options)
      const found = new Map<string, string[]>()
      const problems: unknown[] = []
      const findings = await assess(
        {
          termDates: made['term-dates.csv']!,
          pupils: made['pupils.csv']!,
          attendance: made['attendance.csv']!,
          leave: made['leave.csv']!,
        },
        options.on,
        (_, problem) => problem.severity !== 'note' && problems.push(problem),
      )
      assert.deepEqual(problems, [])
      for (const { pupil, finding } of findings) {
        if (!['T-04', 'T-07', 'T-14', 'T-15', 'H-10'].includes(finding.rule)) continue
        const key = `${pupil.schoolUrn} ${pupil.misId}`
        found.set(key, [...(found.get(key) ?? []), `${finding.rule} ${finding.on}`])
      }
      const stories = demonstration(options).stories()
      assert.ok(stories.length > 30)
      assert.equal(new Set(stories.map(story => story.key)).size, stories.length)
      for (const { key, school_urn, mis_id, expectedFindings } of stories)
        assert.deepEqual(
          (found.get(`${school_urn} ${mis_id}`) ?? []).sort(),
          expectedFindings.map(({ rule, on: day }) => `${rule} ${day}`).sort(),
          key,
        )
      // A day's work at the two schools that people are shown, and not a term's.
      for (const urn of ['999001', '999002']) {
        const names = [...found.keys()].filter(key => key.startsWith(urn)).length
        assert.ok(names >= 8 && names <= 25, `${urn}: ${names}`)
      }
    })
  }

  test('the stories that no rule of the register tells are in the lists', async () => {
    const { records } = await readAll(readPupils(of('pupils.csv')))
    const stories = new Map(
      demonstration(small)
        .stories()
        .map(story => [story.key, story]),
    )
    const pupil = (key: string): PupilRecord => {
      const story = stories.get(key)!
      return records.find(({ school, misId }) => school.urn === story.school_urn && misId === story.mis_id)!
    }
    assert.equal(pupil('leaver-unreceived').deletionGround, undefined)
    assert.ok(pupil('leaver-unreceived').leavingDate! < small.on)
    assert.equal(pupil('leaver-old-ground').deletionGround, '8(1)(h)')
    const left = pupil('found-elsewhere-left')
    const enrolled = pupil('found-elsewhere-enrolled')
    assert.equal(enrolled.upn, undefined)
    assert.notEqual(enrolled.legalSurname, left.legalSurname)
    assert.equal(enrolled.dateOfBirth, left.dateOfBirth)
    assert.ok(left.leavingDate! < enrolled.entryDate)
    assert.notEqual(enrolled.school.urn, left.school.urn)
    assert.deepEqual(pupil('protected-1').address, pupil('protected-2').address)
    assert.equal(pupil('twin-1').dateOfBirth, pupil('twin-2').dateOfBirth)
    const vanished = [1, 2, 3].map(n => pupil(`vanished-${n}`))
    assert.equal(new Set(vanished.map(child => child.school.urn)).size, 2)
    assert.equal(new Set(vanished.map(child => child.address.paon)).size, 1)
    const forgotten = stories.get('forgotten-registers')!.school_urn
    const days = new Set<string>()
    for await (const batch of readAttendance(of('attendance.csv')))
      for (const { school, date } of batch.records) if (school.urn === forgotten) days.add(date)
    const shown = new Set<string>()
    for await (const batch of readAttendance(of('attendance.csv')))
      for (const { school, date } of batch.records) if (school.urn === '999001') shown.add(date)
    assert.equal(shown.size - days.size, 2)
  })

  test('can be of almost any size, and says when it cannot', () => {
    for (const [schools, pupils] of [
      [1, 50],
      [2, 400],
      [5, 500],
      [13, 1_000],
    ] as const) {
      const made = filesOf({ ...small, schools, pupils })
      assert.equal(made['schools.csv']!.trim().split('\n').length - 1, schools)
    }
    assert.equal(problemWith({ schools: 800, pupils: 300_000 }), undefined)
    assert.ok(problemWith({ schools: 0, pupils: 100 }))
    assert.ok(problemWith({ schools: 1_000, pupils: 300_000 }))
    assert.ok(problemWith({ schools: 10, pupils: 300_000 }))
  })

  test('holds no more of it than an area at a time', () => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const held = (): number => {
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = held()
    let characters = 0
    let most = 0
    let pieces = 0
    for (const { text } of demonstration({ ...small, schools: 60, pupils: 20_000 }).pieces()) {
      characters += text.length
      if (++pieces % 400 === 0) most = Math.max(most, held() - before)
    }
    assert.ok(characters > 100_000_000)
    assert.ok(most < 30_000_000, `${most} bytes held`)
  })
})
