import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { headerMapping, proposeMapping, readSessionHeading } from './columns.ts'
import { readAll } from './problem.ts'
import { readPupils } from './pupils.ts'
import { readHeaders } from './table.ts'

describe('header mappings', () => {
  test('an office list is understood by what such systems call things', () => {
    const headers =
      'Adno,UPN,Legal Surname,Legal Forename,DOB,Gender,NC Year,Reg,Date of Admission,Date of Leaving,Grounds for Removal,Shoe size'
    const { mapping, unmatched, missing } = proposeMapping('pupils', headers.split(','))
    assert.deepEqual(mapping.columns, {
      upn: 'UPN',
      legal_surname: 'Legal Surname',
      legal_forename: 'Legal Forename',
      date_of_birth: 'DOB',
      sex: 'Gender',
      nc_year: 'NC Year',
      registration_group: 'Reg',
      entry_date: 'Date of Admission',
      leaving_date: 'Date of Leaving',
      deletion_ground: 'Grounds for Removal',
      admission_number: 'Adno',
      mis_id: 'Adno',
    })
    assert.deepEqual(unmatched, ['Shoe size'])
    assert.deepEqual(missing, [])
  })

  test('what a file cannot be read without is said', () => {
    assert.deepEqual(proposeMapping('pupils', ['Surname', 'Forename', 'Student ID']).missing, [
      'date_of_birth',
      'entry_date',
    ])
    assert.deepEqual(proposeMapping('attendance', ['Student ID', 'Tue 02 Sep 2025 AM']).missing, [])
  })

  test('a saved mapping is plain JSON and takes the place of the guess', async () => {
    const saved = headerMapping.parse(
      JSON.parse(
        '{"kind":"pupils","columns":{"mis_id":"Nr","legal_surname":"A","legal_forename":"B","date_of_birth":"C","sex":"D","entry_date":"E","school_urn":"F"}}',
      ),
    )
    const file = 'A,B,C,D,E,F,Nr\nTestcase,Amara,14/05/2017,F,06/09/2021,999991,7\n'
    const { records, problems } = await readAll(readPupils(file, { mapping: saved }))
    assert.deepEqual(problems, [])
    assert.deepEqual(
      records.map(record => [record.misId, record.legalSurname, record.dateOfBirth, record.school.urn]),
      [['7', 'Testcase', '2017-05-14', '999991']],
    )
  })

  test('a saved mapping with a column we do not have is refused; one the file does not have is said', async () => {
    assert.equal(headerMapping.safeParse({ kind: 'pupils', columns: { shoe_size: 'Shoe' } }).success, false)
    const mapping = {
      kind: 'pupils' as const,
      columns: { mis_id: 'Nr', legal_surname: 'Name', date_of_birth: 'Born' },
    }
    const { problems } = await readAll(
      readPupils('Nr,Name,DOB,Start\n1,Testcase,2017-05-14,2021-09-06\n', { mapping }),
    )
    assert.deepEqual(
      problems.map(problem => [problem.severity, problem.column]),
      [
        ['warning', 'Born'],
        ['held', ''],
        ['held', ''],
      ],
    )
  })

  test('the headings of a file are found for the page that asks what they mean', async () => {
    const layout = await readHeaders('pupils', 'Our pupils\n\nStudent ID;Surname;DOB\n1;A;2017-05-14\n')
    assert.deepEqual(layout, { delimiter: ';', headerLine: 3, headers: ['Student ID', 'Surname', 'DOB'] })
  })

  test('a heading for one session', () => {
    assert.deepEqual(readSessionHeading('2026-10-09 AM'), { date: '2026-10-09', session: 'am' })
    assert.deepEqual(readSessionHeading('Tue 02 Sep 2025 PM'), { date: '2025-09-02', session: 'pm' })
    assert.equal(readSessionHeading('Wed 02 Sep 2025 PM'), undefined)
    assert.equal(readSessionHeading('AM'), undefined)
  })
})
