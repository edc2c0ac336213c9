import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Problem } from '../../formats/problem.ts'
import { type Column, columns } from './columns.ts'
import { type ListLimits, ListReader, ListRefused } from './list-reader.ts'
import { ListText, notText } from './list-text.ts'

type Read = { rows: Partial<Record<Column, string>>[]; lines: number[]; problems: Problem[] }

function read(pieces: readonly (string | Uint8Array)[], limits: Partial<ListLimits> = {}): Read {
  const found: Read = { rows: [], lines: [], problems: [] }
  const text = new ListText()
  const reader = new ListReader(
    (cells, places, line) => {
      const row: Partial<Record<Column, string>> = {}
      for (const [i, column] of columns.entries()) if (places[i]! >= 0) row[column] = cells[places[i]!] ?? ''
      found.rows.push(row)
      found.lines.push(line)
    },
    problem => found.problems.push(problem),
    limits,
  )
  for (const piece of pieces)
    reader.push(text.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece))
  reader.push(text.end())
  reader.end()
  return found
}

const said = ({ problems }: Read): string[] =>
  problems.map(({ line, found, expected }) => `${line}: ${found} | ${expected}`)

describe('a list', () => {
  test('has its columns by name, in any order and any case', () => {
    const { rows } = read(['Date of Birth,SURNAME,Id,fore-name\n2014-03-14,Khan,7,Yusuf\n'])
    assert.deepEqual(rows, [{ id: '7', surname: 'Khan', forename: 'Yusuf', date_of_birth: '2014-03-14' }])
  })

  test('says once which columns are not compared, what they may mean, and which it lacks', () => {
    const found = read(['id,surname,dob,shoe size\n1,Khan,x,y\n2,Singh,x,y\n'])
    assert.deepEqual(said(found), [
      '1: columns that are not compared | nothing: passed over: dob (did you mean date_of_birth?), shoe size',
      '1: no such column | nothing: not compared: forename, middle_names, former_surname, date_of_birth, sex, upn, address_line_1, address_line_2, town, county, postcode, phone, contact_surname, contact_forename',
    ])
    assert.equal(found.rows.length, 2)
  })

  test('is read with semicolons, tabs, CRLF, lone carriage returns, a title above, and no line break at the end', () => {
    for (const text of [
      'id;surname\r\n1;Khan\r\n2;Singh',
      'id\tsurname\n1\tKhan\n2\tSingh\n',
      'id,surname\r1,Khan\r2,Singh\r',
      'Pupils of September\n\nid,surname\n1,Khan\n2,Singh\n',
    ])
      assert.deepEqual(
        read([text]).rows,
        [
          { id: '1', surname: 'Khan' },
          { id: '2', surname: 'Singh' },
        ],
        text,
      )
  })

  test('is read as UTF-8 with a mark, UTF-16 either way and Windows-1252', () => {
    const text = 'id,surname\n1,Müller\n'
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    const swapped = Buffer.from(utf16).swap16()
    const pieces = {
      'with a mark': [new TextEncoder().encode(`\ufeff${text}`)],
      'utf-16': [Uint8Array.from(utf16)],
      'utf-16, the other way': [Uint8Array.from(swapped)],
      'utf-16 without a mark': [Uint8Array.from(utf16.subarray(2))],
      'utf-16, cut inside a letter': [
        Uint8Array.from(utf16.subarray(0, 31)),
        Uint8Array.from(utf16.subarray(31)),
      ],
      'windows-1252': [Uint8Array.from(Buffer.from(text, 'latin1'))],
    }
    for (const [how, bytes] of Object.entries(pieces))
      assert.deepEqual(read(bytes).rows, [{ id: '1', surname: 'Müller' }], how)
  })

  test('keeps the good rows, and says of the others where they are and why', () => {
    const found = read(['id,surname\n1,Khan\n,Singh\n\n3,O,Neill\n , \n"4","Mc\nCabe"\n5\n6,Last\n'])
    assert.deepEqual(
      found.rows.map(row => row.id),
      ['1', '4', '5', '6'],
    )
    assert.deepEqual(found.lines, [2, 7, 9, 10])
    assert.deepEqual(said(found).slice(1), [
      '3: an empty cell | an id, so that the pair can be named; the row was left out',
      '5: 3 cells | 2 cells, as many as there are headings; a comma inside a cell needs quotation marks round it; the row was left out',
      '4: 2 rows with nothing in them | nothing: passed over',
    ])
  })

  test('is refused in a sentence when nothing can be read, or not all of it', () => {
    const refusal = (text: string, limits = {}) => {
      try {
        read([text], limits)
      } catch (error) {
        assert.ok(error instanceof ListRefused)
        return error.message
      }
      return assert.fail('it was taken')
    }
    assert.equal(refusal(' \n'), 'it is empty')
    assert.equal(refusal('name,born\nx,y\n'), 'it has no column "id". Its first line is: name,born')
    assert.equal(refusal('id,surname\n'), 'it has headings, but no row that could be read')
    assert.match(
      refusal('id,surname\n1,a\n2,b\n3,c\n', { rowsMax: 2 }),
      /^it has more than 2 rows\. Split it/,
    )
  })

  test('is the same however its bytes are cut', () => {
    const bytes = new TextEncoder().encode(
      'id,surname\r\n1,"O""Neill, the\nsecond"\r\n2,Müller\r\n\r\n,x\r\n3,Łukasz',
    )
    const whole = read([bytes])
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), cuts => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        assert.deepEqual(read(at.slice(1).map((to, i) => bytes.slice(at[i], to))), whole)
      }),
    )
  })
})

test('what is no text is told by its first bytes', () => {
  assert.match(notText(Uint8Array.of(0x50, 0x4b, 3, 4))!, /spreadsheet/)
  assert.equal(notText(new TextEncoder().encode('id,surname')), undefined)
})
