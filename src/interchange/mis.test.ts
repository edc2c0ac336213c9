// The four files that schools' systems send, through saved header mappings, with the problems a careful person would list.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makePeople, makeSchool } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import type { HeaderMapping, Kind } from '../formats/columns.ts'
import type { Sql } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { applyFile, headingKey, receiveFile } from './actions.ts'
import { rememberMapping } from './store.ts'

const fixtures = join(import.meta.dirname, '../formats/fixtures')
const today = '2025-10-24'
const viewer = systemViewer('001', today, 'A test')
let minute = 0
const now = () => new Date(Date.UTC(2025, 9, 24, 15, minute++))

const mappings: Record<string, HeaderMapping> = {
  'office-pupil-list.csv': {
    kind: 'pupils',
    columns: {
      mis_id: 'Adno',
      admission_number: 'Adno',
      upn: 'UPN',
      legal_surname: 'Legal Surname',
      legal_forename: 'Legal Forename',
      preferred_forename: 'Preferred Forename',
      date_of_birth: 'DOB',
      sex: 'Gender',
      nc_year: 'NC Year',
      registration_group: 'Reg',
      entry_date: 'Date of Admission',
      leaving_date: 'Date of Leaving',
      deletion_ground: 'Grounds for Removal',
      destination_school_name: 'Destination',
      address: 'Address',
      postcode: 'Postcode',
      ehcp: 'EHCP',
      in_care: 'In care',
      child_protection_plan: 'CP plan',
    },
  },
  'desktop-session-listing.csv': {
    kind: 'attendance',
    columns: { mis_id: 'Adno', upn: 'UPN', date: 'Date', session: 'Session', code: 'Mark' },
  },
  'cloud-wide-register.csv': { kind: 'attendance', columns: { mis_id: 'Student ID', upn: 'UPN' } },
  'web-daily-marks.csv': {
    kind: 'attendance',
    columns: {
      school_dfe_number: 'SchoolDfENumber',
      mis_id: 'PupilId',
      date: 'Date',
      am_code: 'AM',
      pm_code: 'PM',
      recorded_at: 'LastChanged',
    },
  },
}

describe('the four files', () => {
  let app: Sql
  let owner: Sql
  let schoolId: string
  before(async () => {
    ;({ app, owner } = await freshDatabase())
    await makePeople(owner)
    schoolId = (await makeSchool(owner, '001', '999991', 'Exampleton Primary')).id
    const dates = 'kind,name,start_date,end_date\nHALF_TERM,Autumn 1,2025-09-02,2025-10-24\n'
    await load('term-dates', 'dates.csv', dates)
  })

  async function load(kind: Kind, name: string, content?: string) {
    const bytes = content === undefined ? readFileSync(join(fixtures, 'mis', name)) : Buffer.from(content)
    const mapping = mappings[name]
    const headers =
      /[^\n]*(Adno|Student ID|PupilId)[^\n]*/.exec(
        bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''),
      )?.[0] ?? ''
    const id = await asViewer(app, viewer, async tx => {
      if (mapping) {
        const cut = headers.trim().split(/[,;]/)
        await rememberMapping(tx, viewer, { kind, schoolId, headers: headingKey(cut), name, mapping })
      }
      return (await receiveFile(tx, viewer, { kind, schoolId, fileName: name, content: [bytes], now: now() }))
        .id
    })
    const read = await applyFile(app, viewer, id, { now: now() })
    assert.equal(
      read.counts.rows,
      read.counts.applied + read.counts.unchanged + read.counts.held,
      'no row is dropped silently',
    )
    assert.equal(read.state, 'applied')
    return { ...read, brief: read.problems.map(p => [p.severity, p.line, p.column, p.found]) }
  }

  test('the office pupil list', async () => {
    const { brief, counts } = await load('pupils', 'office-pupil-list.csv')
    assert.deepEqual(brief, [
      // Passed over, and said so.
      ['note', 2, 'UPN', 'nothing'],
      ['note', 13, 'UPN', 'nothing'],
      ['held', 14, 'DOB', '31/02/2017'],
      ['warning', 22, 'Legal Surname', '=HYPERLINK("http://example.org")'],
      ['note', 24, 'UPN', 'nothing'],
      ['warning', 25, 'UPN', 'A001999123024'],
      ['note', 35, 'UPN', 'nothing'],
      ['note', 46, 'UPN', 'nothing'],
      ['held', 8, 'UPN', 'B001999125008, which is on line 9 too'],
      ['held', 9, 'UPN', 'B001999125008, which is on line 8 too'],
      [
        'ask',
        19,
        'Grounds for Removal',
        'no ground for a leaver of 2025-10-10, destination "gone to Spain?"',
      ],
      ['ask', 21, 'Grounds for Removal', '8(1)(h)'],
    ])
    assert.deepEqual([counts.rows, counts.applied, counts.held, counts.left], [48, 45, 3, 2])
    const removals = await owner<
      { mis_id: string; decision: string; ground_as_received: string | null; ground: string | null }[]
    >`
      select e.mis_id, r.decision, e.ground_as_received, e.ground from removals r
      join enrolments e on e.la_code = r.la_code and e.id = r.enrolment_id order by 1`
    assert.deepEqual(
      removals.map(r => ({ ...r })),
      [
        { mis_id: '2017', decision: 'flagged', ground_as_received: null, ground: null },
        { mis_id: '2019', decision: 'flagged', ground_as_received: '8(1)(h)', ground: null },
      ],
    )
    const [kept] = await owner<{ surname: string; upn_checked: boolean }[]>`
      select c.surname from children c join enrolments e on e.child_id = c.id where e.mis_id = '2020'`
    assert.equal(kept!.surname, '=HYPERLINK("http://example.org")')
  })

  test('the desktop listing, by the session', async () => {
    const { brief, counts } = await load('attendance', 'desktop-session-listing.csv')
    assert.deepEqual(brief, [
      ['note', 1, '', 'Session Attendance Listing - Exampleton Primary School - printed 24/10/2025 16:…'],
      ['note', 2, '', 'a blank line'],
      ['note', 4, 'UPN', 'nothing'],
      ['note', 862, 'UPN', 'nothing'],
      ['note', 1252, '', 'Total'],
      // Their rows of the pupil list are held, so these wait for them.
      ['held', 472, '', 'pupil 2006 in 78 rows'],
      ['held', 550, '', 'pupil 2007 in 78 rows'],
      ['held', 940, '', 'pupil 2012 in 78 rows'],
    ])
    assert.deepEqual([counts.rows, counts.held, counts.waiting], [1248, 234, 234])
  })

  test('the wide register from the cloud', async () => {
    const { brief, counts } = await load('attendance', 'cloud-wide-register.csv')
    assert.deepEqual(brief, [['note', 8, 'UPN', 'nothing']])
    assert.deepEqual([counts.rows, counts.held], [16 * 39, 0])
  })

  test('daily marks from the web, in which a correction wins and the old mark is kept', async () => {
    const { brief } = await load('attendance', 'web-daily-marks.csv')
    assert.deepEqual(brief, [
      [
        'ask',
        79,
        '',
        'pupil 2033: no mark on 3 days, from Wednesday 22 October 2025 to Friday 24 October 2025',
      ],
    ])
    const said = await owner<{ marks: string; at: number }[]>`
      select substr(s.marks, 2 * r.place::int - 1, 2) as marks, s.recorded_at[r.place] as at
      from sheets s cross join lateral unnest(s.enrolments) with ordinality r(id, place)
      join enrolments e on e.id = r.id
      where e.mis_id = '2032' and s.day = '2025-09-03' order by r.place`
    assert.deepEqual(
      said.map(row => row.marks),
      ['//', 'II'],
    )
    const [strip] = await owner<{ marks: string }[]>`
      select substr(s.marks, 5, 2) as marks from strips s join enrolments e on e.id = s.enrolment_id
      where e.mis_id = '2032'`
    assert.equal(strip!.marks, 'II')
  })

  test('a list that settles a shared UPN lets the marks through that waited', async () => {
    const header = readFileSync(join(fixtures, 'mis', 'office-pupil-list.csv'), 'latin1').split('\n')[0]!
    const row = '2006,E001999125009,McExample,Mary-Kate,,07/12/2014,Male,Year 6,6A,02/09/2024,,,,,,N,F,No'
    await load('pupils', 'mended.csv', `${header}\n${row}\n`)
    const [strip] = await owner<{ taken: number }[]>`
      select length(replace(s.marks, '.', ''))::int as taken from strips s join enrolments e on e.id = s.enrolment_id
      where e.mis_id = '2006'`
    assert.equal(strip!.taken, 78)
  })
})
