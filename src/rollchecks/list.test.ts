import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { describedFrom } from './given.ts'
import { readList, rowsMax } from './list.ts'

const read = (text: string) => readList(Buffer.from(text))
function rowsOf(text: string) {
  const list = read(text)
  assert('rows' in list, 'refused' in list ? list.refused : '')
  return list
}

describe('a list', () => {
  test('is read by our columns, in any order, empty cells left out', () => {
    const { rows } = rowsOf(
      'id,forename,surname,date_of_birth,postcode\n7,Amina,Hossain,2014-03-12,\n8,Zofia,Nowak,12/03/2014,ZZ99 1AA\n',
    )
    assert.deepEqual(rows, [
      { id: '7', forename: 'Amina', surname: 'Hossain', date_of_birth: '2014-03-12' },
      { id: '8', forename: 'Zofia', surname: 'Nowak', date_of_birth: '12/03/2014', postcode: 'ZZ99 1AA' },
    ])
  })
  test('is read by what other systems call them, under title lines, with semicolons', () => {
    const { rows } = rowsOf(
      'Children seen\n\nLast name;First name;DOB;Post code\nHossain;Amina;12 Mar 2014;ZZ99 1AA\n',
    )
    assert.equal(rows[0]!.surname, 'Hossain')
    assert.equal(rows[0]!.forename, 'Amina')
    assert.equal(describedFrom(rows[0]!).dateOfBirth, '2014-03-12')
  })
  test('leaves out a row that cannot be looked for, and says which line', () => {
    const { rows, problems } = rowsOf(
      'surname,forename,date_of_birth\nHossain,Amina,2014-03-12\nHossain,,\n,Zofia,2015-01-02\n',
    )
    assert.equal(rows.length, 2)
    assert.deepEqual(
      problems.map(problem => [problem.line, problem.severity]),
      [[3, 'held']],
    )
  })
  test('is refused whole where it names no columns, has no row, or is too long', () => {
    assert.match((read('a,b\n1,2\n') as { refused: string }).refused, /headings/)
    assert.match((read('surname,forename\n') as { refused: string }).refused, /no row/)
    assert.match((read('') as { refused: string }).refused, /headings/)
    const long = `surname,forename\n${'Hossain,Amina\n'.repeat(rowsMax + 1)}`
    assert.match((read(long) as { refused: string }).refused, /more than 20,000 rows/)
  })
  test('may be a common transfer file: each of its pupils is a row', () => {
    const { rows } = rowsOf(`<?xml version="1.0"?><CTfile><CTFpupilData>
      <Pupil><UPN>J001999121001</UPN><Surname>TESTCASE</Surname><Forename>AMARA</Forename><DOB>2017-05-14</DOB><Sex>F</Sex>
        <BasicDetails><FormerSurname>OLDER</FormerSurname></BasicDetails>
        <Address><BS7666Address><SAON>Flat 2</SAON><PAON>14</PAON><Street>Sample Street</Street></BS7666Address><PostCode>ZZ99 3VZ</PostCode></Address>
        <Contacts><Contact><Surname>TESTCASE</Surname><Forename>GRACE</Forename><Phones><Phone><PhoneNo>07700900123</PhoneNo></Phone></Phones></Contact></Contacts></Pupil>
      <Pupil><Surname>Alone</Surname></Pupil></CTFpupilData></CTfile>`)
    assert.deepEqual(rows, [
      {
        surname: 'TESTCASE',
        forename: 'AMARA',
        former_surname: 'OLDER',
        date_of_birth: '2017-05-14',
        sex: 'F',
        upn: 'J001999121001',
        address_line_1: 'Flat 2',
        address_line_2: '14 Sample Street',
        postcode: 'ZZ99 3VZ',
        phone: '07700900123',
        contact_surname: 'TESTCASE',
        contact_forename: 'GRACE',
      },
    ])
    assert.match((read('<!DOCTYPE a><a/>') as { refused: string }).refused, /DOCTYPE/)
  })
  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        read(`surname,forename\n${text}`)
        read(text)
      }),
    )
  })
  test('keeps a day that is none as it was typed', () => {
    assert.equal(describedFrom({ date_of_birth: '31 Feb 2014' }).dateOfBirth, '31 Feb 2014')
  })
})
