// `onroll link` on files as they come: odd, broken, tiny, hostile. Each runs the command as a person would, on files of
// their own. What each may do is the letter of the contract ("link": files in, pairs out).

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { csvOf, type MadeSet, type Row } from '../made-up/others/made-set.ts'
import { pupils } from '../made-up/others/pupils.ts'
import { linkCommand } from './commands.ts'

const onroll = join(import.meta.dirname, '../../../bin/onroll.js')
const folder = mkdtempSync(join(tmpdir(), 'odd-files-'))
after(() => rmSync(folder, { recursive: true }))

type Pair = {
  left_id: string
  right_id: string
  probability: number
  band: string
  because?: unknown
  evidence: { field: string; level: string; weight: number }[]
}
type Ran = { code: number | null; out: string; err: string; lines: Record<string, unknown>[]; pairs: Pair[] }

let files = 0
/** A file of that content; gives its path. */
function file(content: string | Uint8Array, name = 'list.csv'): string {
  const path = join(folder, `${files++}-${name}`)
  writeFileSync(path, content)
  return path
}

type Said = { code: number | null; out: string; err: string }

/** Runs `onroll link ... --json` in this process, on one thread: a process each would take a second. */
const link = (...args: string[]): Promise<Ran> => here(...args, '--json').then(readLines)

function readLines({ code, out, err }: Said): Ran {
  const lines = out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>)
  const pairs = lines.filter(line => line.left_id && line.right_id && line.band !== undefined) as Pair[]
  return { code, out, err, lines, pairs }
}

async function here(...args: string[]): Promise<Said> {
  const gathered = () => {
    const pieces: Buffer[] = []
    const stream = new Writable({
      write(piece: Buffer, _, done) {
        pieces.push(piece)
        done()
      },
    })
    return { stream, text: () => Buffer.concat(pieces).toString('utf8') }
  }
  const [out, err] = [gathered(), gathered()]
  const unused = () => Promise.reject(new Error('onroll link needs no database'))
  const io = {
    stdin: process.stdin,
    stdout: out.stream,
    stderr: err.stream,
    config: unused,
    database: unused,
  }
  const code = await linkCommand.run(args.includes('--threads') ? args : [...args, '--threads', '1'], io)
  return { code, out: out.text(), err: err.text() }
}

/** Runs `onroll link ...` as a person would. */
function inProcess(...args: string[]): Promise<Said> {
  return new Promise(done => {
    const child = spawn(process.execPath, [onroll, 'link', ...args])
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('close', code => done({ code, out, err }))
  })
}

/** Two small lists with the truth, and each as text. */
function small(seed: number, children = 220, errors = 0.3) {
  const set = pupils({ seed, children, matched: 0.95, hidden: 0.05, errors }) as MadeSet & {
    right: Row[]
  }
  return { ...set, leftText: csvOf(set.columns, set.left), rightText: csvOf(set.columns, set.right) }
}

const keys = (pairs: readonly Pair[]) => pairs.map(({ left_id, right_id }) => `${left_id} ${right_id}`).sort()
const chances = (pairs: readonly Pair[]) =>
  pairs.map(({ left_id, right_id, probability, band }) => [left_id, right_id, probability, band]).sort()

/** A dozen children nobody could take for each other, with an id each. */
const dozen: Row[] = [
  ['Abercrombie', 'Theodora', '2011-03-14', '12 Mill Lane', 'XQ1 1AA'],
  ['Bickerstaffe', 'Oswald', '2012-07-29', '3 Church Road', 'XQ1 2BB'],
  ['Cholmondeley', 'Perpetua', '2013-11-02', '45 Station Road', 'XQ2 3DD'],
  ['Dunwoody', 'Lysander', '2010-05-18', '7 Elm Close', 'XQ2 4EE'],
  ['Etherington', 'Rosalind', '2014-09-21', '88 Park Street', 'XQ3 5FF'],
  ['Featherstone', 'Barnaby', '2015-01-30', '19 Victoria Terrace', 'XQ3 6GG'],
  ['Gathercole', 'Imelda', '2009-12-25', '64 Manor Drive', 'XQ4 7HH'],
  ['Hollingsworth', 'Fergus', '2016-04-06', '2 Grange Gardens', 'XQ4 8JJ'],
  ['Inchbald', 'Winifred', '2011-08-17', '31 Poplar Avenue', 'XQ5 9LL'],
  ['Jessop', 'Cornelius', '2012-10-09', '56 Tenter Lane', 'XQ5 1NN'],
  ['Killingbeck', 'Araminta', '2013-02-27', '77 Beech Drive', 'XQ6 2PP'],
  ['Lapworth', 'Ignatius', '2014-06-12', '5 Laurel Street', 'XQ6 3QQ'],
].map(([surname, forename, date_of_birth, address_line_1, postcode], i) => ({
  id: String(i + 1),
  surname: surname!,
  forename: forename!,
  date_of_birth: date_of_birth!,
  address_line_1: address_line_1!,
  postcode: postcode!,
}))
const columns = ['id', 'surname', 'forename', 'date_of_birth', 'address_line_1', 'postcode']
const changed = (change: (row: Row, i: number) => Row) => dozen.map((row, i) => change({ ...row }, i))
const dozenLeft = csvOf(columns, dozen)
const asRight = (row: Row): Row => ({ ...row, id: `r${row.id}` })
const dozenRight = csvOf(columns, dozen.map(asRight))
const allTwelve = dozen.map(row => `${row.id} r${row.id}`).sort()

/** The field's part of a pair's evidence. */
const evidenceOf = (pair: Pair | undefined, field: RegExp) =>
  pair?.evidence.find(each => field.test(each.field))

describe('onroll link, the ordinary case on a small file', () => {
  test('two hundred rows: what is printed is the letter of the contract, and most of it is right', async () => {
    const { left, right, truth, leftText, rightText } = small(11)
    const { code, err, pairs } = readLines(await inProcess(file(leftText), file(rightText), '--json'))
    assert.equal(code, 0, err)
    for (const pair of pairs) {
      assert.ok(pair.probability > 0 && pair.probability <= 1, JSON.stringify(pair))
      assert.ok(['certain', 'probable', 'look'].includes(pair.band), JSON.stringify(pair))
      assert.ok(pair.evidence.length > 0, JSON.stringify(pair))
      for (const each of pair.evidence) {
        assert.deepEqual(
          [typeof each.field, typeof each.level, typeof each.weight],
          ['string', 'string', 'number'],
        )
      }
      if (pair.band === 'look') assert.ok(pair.because, `why a person must look: ${JSON.stringify(pair)}`)
    }
    assert.equal(new Set(pairs.map(pair => pair.left_id)).size, pairs.length, 'one right for a left')
    assert.equal(new Set(pairs.map(pair => pair.right_id)).size, pairs.length, 'one left for a right')
    const lefts = new Set(left.map(row => row.id))
    const rights = new Set(right.map(row => row.id))
    assert.ok(pairs.every(pair => lefts.has(pair.left_id) && rights.has(pair.right_id)))
    const isTrue = new Set(truth.map(([one, other]) => `${one} ${other}`))
    const sure = pairs.filter(pair => pair.probability >= 0.9)
    const good = keys(sure).filter(key => isTrue.has(key)).length
    assert.ok(good >= truth.length * 0.9, `found ${good} of ${truth.length}`)
    assert.ok(sure.length - good <= 2, `${sure.length - good} wrong`)
    assert.ok(keys(pairs.filter(pair => pair.band === 'certain')).every(key => isTrue.has(key)))
  })

  test('the last line on standard error says how many pairs were compared and how long it took', async () => {
    const { err } = await link(file(dozenLeft), file(dozenRight))
    const last = err.trimEnd().split('\n').at(-1)!
    assert.match(last, /\d[\d, ]*.*\bpairs?\b/i)
    assert.match(last, /\d.*\b(s|seconds?|ms|milliseconds?)\b/i)
    assert.doesNotMatch(err, /\r/, 'no progress in a pipe')
  })

  test('the same files twice give the same, byte for byte, with a seed and without', async () => {
    const { leftText, rightText } = small(12, 700)
    const paths = [file(leftText), file(rightText)]
    for (const more of [[], ['--seed', '7'], ['--unmatched', '--candidates']]) {
      const [once, again] = await Promise.all([
        inProcess(...paths, ...more, '--json'),
        here(...paths, ...more, '--json'),
      ])
      assert.equal(once.code, 0, once.err)
      assert.ok(once.out.length > 1000)
      assert.equal(once.out, again.out, 'two threads, and one')
      assert.equal((await here(...paths, ...more, '--json')).out, again.out)
    }
  })

  test('two threads say what one says, though a name is met first in one piece and then in two', async () => {
    const { left, right, columns: of } = small(18, 2600)
    const inOnePiece: Row = {
      id: 'first',
      surname: 'Mary Ann',
      forename: 'Lilymae',
      date_of_birth: '2012-01-09',
    }
    const inTwo: Row = { id: 'last', surname: 'Mary-Ann', forename: 'Lily-Mae', date_of_birth: '2012-01-09' }
    const only = (row: Row): Row => ({
      ...row,
      postcode: '',
      address_line_1: '',
      address_line_2: '',
      phone: '',
      upn: '',
    })
    const paths = [file(csvOf(of, [inOnePiece, ...left])), file(csvOf(of, [...right.map(only), inTwo]))]
    const [one, two] = await Promise.all([
      here(...paths, '--json', '--threads', '1'),
      here(...paths, '--json', '--threads', '2'),
    ])
    assert.equal(one.code, 0, one.err)
    assert.ok(readLines(one).pairs.length > 2000)
    assert.equal(two.out, one.out)
  })

  test('without --json it says the same to a person', async () => {
    const { code, out, err } = await here(file(dozenLeft), file(dozenRight))
    assert.equal(code, 0, err)
    assert.ok(out.trim().length > 0)
    assert.ok(!out.startsWith('{'))
  })
})

describe('onroll link, its options', () => {
  test('--many lets one of the left go to several of the right; without it each goes to one', async () => {
    const twice = csvOf(columns, [
      ...dozen.map(asRight),
      ...dozen.slice(0, 4).map(row => ({ ...row, id: `s${row.id}` })),
    ])
    const paths = [file(dozenLeft), file(twice)]
    const [one, many] = await Promise.all([
      link(...paths, '--threshold', '0.2'),
      link(...paths, '--many', '--threshold', '0.2'),
    ])
    const lefts = (ran: Ran) => ran.pairs.map(pair => pair.left_id)
    assert.equal(one.code, 0, one.err)
    assert.equal(new Set(lefts(one)).size, lefts(one).length)
    assert.equal(many.code, 0, many.err)
    for (const id of ['1', '2', '3', '4']) {
      assert.deepEqual(
        many.pairs
          .filter(pair => pair.left_id === id)
          .map(pair => pair.right_id)
          .sort(),
        [`r${id}`, `s${id}`],
      )
    }
    assert.equal(new Set(many.pairs.map(pair => pair.right_id)).size, many.pairs.length)
  })

  test('--dedupe finds doubles inside one file, never a record with itself, no pair twice', async () => {
    const { left, columns: of } = small(13)
    const doubles = left.slice(0, 30).map(row => ({ ...row, id: `x${row.id}` }))
    const { code, err, pairs } = await link(file(csvOf(of, [...left, ...doubles])), '--dedupe')
    assert.equal(code, 0, err)
    const found = new Set(pairs.map(pair => [pair.left_id, pair.right_id].sort().join(' ')))
    assert.equal(found.size, pairs.length)
    assert.ok(pairs.every(pair => pair.left_id !== pair.right_id))
    const expected = left.slice(0, 30).map(row => [row.id!, `x${row.id}`].sort().join(' '))
    assert.ok(
      expected.filter(key => found.has(key)).length >= 29,
      `${expected.filter(key => found.has(key)).length} of 30`,
    )
    const sure = pairs.filter(pair => pair.probability >= 0.9)
    assert.ok(sure.length <= 31, `${sure.length} said for 30`)
  })

  test('--dedupe of three records of one child gives the three pairs', async () => {
    const three = [dozen[0]!, { ...dozen[0]!, id: 'b' }, { ...dozen[0]!, id: 'c' }, ...dozen.slice(1)]
    const { code, err, pairs } = await link(file(csvOf(columns, three)), '--dedupe')
    assert.equal(code, 0, err)
    assert.deepEqual(pairs.map(pair => [pair.left_id, pair.right_id].sort().join(' ')).sort(), [
      '1 b',
      '1 c',
      'b c',
    ])
  })

  test('--threshold prints what is at or above it and no other', async () => {
    const { leftText, rightText } = small(14, 700, 2.5)
    const paths = [file(leftText), file(rightText)]
    const [low, high] = await Promise.all([
      link(...paths, '--threshold', '0.001'),
      link(...paths, '--threshold', '0.99'),
    ])
    assert.equal(low.code, 0, low.err)
    assert.equal(high.code, 0, high.err)
    assert.ok(high.pairs.length > 0)
    assert.ok(high.pairs.every(pair => pair.probability >= 0.99))
    assert.ok(
      low.pairs.some(pair => pair.probability < 0.99),
      'this set has doubtful pairs',
    )
    assert.deepEqual(keys(low.pairs.filter(pair => pair.probability >= 0.99)), keys(high.pairs))
  })

  test('--candidates prints every pair that was scored, those chosen among them', async () => {
    const { leftText, rightText } = small(15)
    const paths = [file(leftText), file(rightText)]
    const [chosen, all] = await Promise.all([link(...paths), link(...paths, '--candidates')])
    assert.equal(all.code, 0, all.err)
    const scored = new Set(all.lines.map(line => `${line.left_id} ${line.right_id}`))
    assert.ok(scored.size > chosen.pairs.length * 1.2, `${scored.size} scored, ${chosen.pairs.length} chosen`)
    assert.deepEqual(
      keys(chosen.pairs).filter(key => !scored.has(key)),
      [],
    )
  })

  test('--unmatched: each of the right file is said once, found or not, and why it was not', async () => {
    const { left, right, columns: of } = small(16)
    const stranger: Row = {
      id: 'stranger',
      surname: 'Quibell',
      forename: 'Thaddeus',
      date_of_birth: '2003-02-01',
    }
    const paths = [file(csvOf(of, left)), file(csvOf(of, [...right, stranger]))]
    const { code, err, lines, pairs } = await link(...paths, '--unmatched')
    assert.equal(code, 0, err)
    const rest = lines.slice(pairs.length)
    assert.deepEqual(lines.slice(0, pairs.length), pairs, 'the pairs come first')
    assert.deepEqual(
      [...pairs.map(pair => pair.right_id), ...rest.map(line => line.right_id)].sort(),
      [...right.map(row => row.id), 'stranger'].sort(),
    )
    assert.ok(rest.some(line => line.right_id === 'stranger'))
    for (const line of rest) {
      const { right_id, ...why } = line
      assert.match(JSON.stringify(why), /\w+ \w+ \w+/, `says why: ${JSON.stringify(line)}`)
    }
  })

  test('called wrongly: exit 2 and nothing on standard output', async () => {
    const a = file(dozenLeft)
    const wrong = [
      [],
      [a],
      [a, a, a],
      [a, a, '--dedupe'],
      [a, a, '--threshold', '2'],
      [a, a, '--threshold', 'much'],
      [a, a, '--threshold', '-1'],
      [a, a, '--seed', 'x'],
      [a, a, '--frobnicate'],
    ]
    for (const args of wrong) {
      const { code, out, err } = await here(...args, '--json')
      assert.equal(code, 2, `${args.slice(1).join(' ')}: ${err}`)
      assert.equal(out, '')
      assert.ok(err.length > 0)
    }
  })

  test('--help says the options', async () => {
    const { code, out } = await inProcess('--help')
    assert.equal(code, 0)
    for (const option of [
      '--dedupe',
      '--many',
      '--threshold',
      '--candidates',
      '--unmatched',
      '--seed',
      '--json',
    ]) {
      assert.ok(out.includes(option), option)
    }
  })
})

describe('onroll link refuses what is no list, and says which file and why', () => {
  const refused = async (content: string | Uint8Array, says: RegExp, name: string) => {
    const bad = file(content, name)
    const good = file(dozenLeft)
    for (const args of [
      [bad, good],
      [good, bad],
    ]) {
      const { code, out, err } = await link(...args)
      assert.equal(code, 1, err)
      assert.equal(out, '')
      assert.ok(err.includes(name), `names the file: ${err}`)
      assert.match(err, says)
      assert.doesNotMatch(err, /\n\s+at .*:\d+:\d+/, 'no stack')
    }
  }

  test('no id column', () => refused(dozenLeft.replace('id,', 'number,'), /\bid\b/, 'noid.csv'))
  test('an empty file', () => refused('', /empty|header|no /i, 'empty.csv'))
  test('nothing but a byte order mark', () => refused('\uFEFF', /empty|header|no /i, 'bom-only.csv'))
  test('nothing but blank lines', () => refused('\n\n\r\n', /empty|header|no /i, 'blank.csv'))
  // Half an export would say of every child that nobody has seen it.
  test('nothing but a header', () => refused(`${columns.join(',')}\n`, /no row/i, 'header-only.csv'))
  test('a header without a line end', () => refused(columns.join(','), /no row/i, 'header-alone.csv'))
  test('bytes that are no text', () =>
    refused(
      Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256),
      /\bid\b|text|header|read/i,
      'picture.csv',
    ))

  test('a file that is not there, and a folder', async () => {
    const good = file(dozenLeft)
    for (const bad of [join(folder, 'nowhere.csv'), folder]) {
      const { code, out, err } = await link(good, bad)
      assert.equal(code, 1, err)
      assert.equal(out, '')
      assert.ok(err.includes(bad), err)
      assert.doesNotMatch(err, /\n\s+at .*:\d+:\d+/, 'no stack')
    }
  })
})

describe('onroll link on odd files', () => {
  /** The dozen in another shape finds the same twelve. */
  const findsTwelve = async (left: string | Uint8Array, right: string | Uint8Array) => {
    const ran = await link(file(left), file(right))
    assert.equal(ran.code, 0, ran.err)
    assert.deepEqual(keys(ran.pairs), allTwelve, ran.err)
    return ran
  }

  test('one record in each', async () => {
    const one = (row: Row) => file(csvOf(columns, [row]))
    const { code, err, pairs } = await link(one(dozen[0]!), one(asRight(dozen[0]!)))
    assert.equal(code, 0, err)
    assert.deepEqual(keys(pairs), ['1 r1'])
    const strangers = await link(one(dozen[0]!), one(dozen[1]!))
    assert.equal(strangers.code, 0, strangers.err)
    assert.deepEqual(strangers.pairs, [])
  })

  test('a byte order mark, CRLF, CR, no last line end, semicolons, tabs, UTF-16 either way, Latin-1', async () => {
    const plain = await findsTwelve(dozenLeft, dozenRight)
    const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
    const shapes: Record<string, string | Uint8Array> = {
      bom: `\uFEFF${dozenRight}`,
      crlf: dozenRight.replaceAll('\n', '\r\n'),
      'both at once': `\uFEFF${dozenRight.replaceAll('\n', '\r\n')}`,
      'no last line end': dozenRight.trimEnd(),
      'blank lines among': dozenRight.replaceAll('\n', '\n\n'),
      semicolons: dozenRight.replaceAll(',', ';'),
      tabs: dozenRight.replaceAll(',', '\t'),
      'utf-16 le': utf16(dozenRight),
      'utf-16 be': utf16(dozenRight).swap16(),
      quotes: dozenRight.replaceAll(/[^,\n]+/g, '"$&"'),
    }
    for (const [name, text] of Object.entries(shapes)) {
      const ran = await findsTwelve(dozenLeft, text)
      assert.deepEqual(chances(ran.pairs), chances(plain.pairs), name)
    }
    const accents = (text: string) => text.replace('Jessop', 'Jéssöp')
    const latin = await link(file(accents(dozenLeft)), file(Buffer.from(accents(dozenRight), 'latin1')))
    assert.equal(latin.code, 0, latin.err)
    assert.deepEqual(keys(latin.pairs), allTwelve)
    const surname = evidenceOf(
      latin.pairs.find(pair => pair.left_id === '10'),
      /surname/,
    )
    assert.ok(
      surname?.level === 'the same' && surname.weight > 1,
      `Latin-1 is read as it was meant: ${JSON.stringify(surname)}`,
    )
  })

  test('columns in another order, in capitals, with spaces, and columns nobody knows', async () => {
    const plain = await findsTwelve(dozenLeft, dozenRight)
    const turned = [...columns].reverse()
    const header = (names: readonly string[], text: string) => text.replace(/^.*\n/, `${names.join(',')}\n`)
    const shapes = [
      csvOf(turned, dozen.map(asRight)),
      header(
        columns.map(name => name.toUpperCase()),
        dozenRight,
      ),
      header(
        columns.map(name => ` ${name} `),
        dozenRight,
      ),
      csvOf(
        ['shoe_size', ...columns, 'remarks'],
        dozen.map((row, i) => ({ ...asRight(row), shoe_size: '36', remarks: `note ${i}` })),
      ),
    ]
    for (const text of shapes) {
      const ran = await findsTwelve(dozenLeft, text)
      assert.deepEqual(chances(ran.pairs), chances(plain.pairs))
    }
  })

  test('line breaks, commas and quotes inside quotes', async () => {
    const broken = changed(row => ({ ...row, address_line_1: `"The Gables",\n${row.address_line_1}` }))
    await findsTwelve(csvOf(columns, broken), csvOf(columns, broken.map(asRight)))
  })

  test('a problem in one row is said with file and line, and the rest is compared', async () => {
    const lines = dozenRight.trimEnd().split('\n')
    const shapes: Record<string, string> = {
      'too many cells': lines.map((line, i) => (i === 5 ? `${line},more,and,more` : line)).join('\n'),
      'no id': lines.map((line, i) => (i === 5 ? line.replace(/^r\d+/, '') : line)).join('\n'),
    }
    for (const [name, text] of Object.entries(shapes)) {
      const right = file(text, 'ragged.csv')
      const { code, err, pairs } = await link(file(dozenLeft), right)
      assert.equal(code, 0, `${name}: ${err}`)
      assert.ok(pairs.length >= 11, name)
      assert.match(err, /ragged\.csv.*\b6\b/, `${name}: file and line: ${err}`)
    }
    const short = lines.map((line, i) => (i === 5 ? line.split(',').slice(0, 4).join(',') : line)).join('\n')
    const { code, err, pairs } = await link(file(dozenLeft), file(short))
    assert.equal(code, 0, err)
    assert.ok(pairs.length >= 11)
  })

  test('an id that is there twice is said, with the file and the id', async () => {
    const twice = csvOf(
      columns,
      changed((row, i) => ({ ...row, id: i < 2 ? 'dup7' : `r${row.id}` })),
    )
    for (const args of [
      [file(dozenLeft), file(twice, 'twice.csv')],
      [file(twice, 'twice.csv'), file(dozenRight)],
      [file(twice, 'twice.csv'), '--dedupe'],
    ]) {
      const { code, err } = await link(...args)
      assert.ok(code === 0 || code === 1, err)
      assert.ok(err.includes('dup7') && err.includes('twice.csv'), err)
      assert.doesNotMatch(err, /\n\s+at .*:\d+:\d+/, 'no stack')
    }
  })

  test('ids are given back to the letter: zeros in front, spaces inside, quotes, other scripts', async () => {
    const odd = [
      '007',
      '7',
      '1e3',
      'a "b"',
      'Ünï-códe',
      '=1+1',
      ' ',
      '0x10',
      'null',
      '__proto__',
      '1,5',
      'constructor',
    ]
    const ids = odd.filter(id => id.trim() !== '')
    const rows = dozen.slice(0, ids.length).map((row, i) => ({ ...row, id: ids[i]! }))
    const { code, err, pairs } = await link(file(csvOf(columns, rows)), file(csvOf(columns, rows)))
    assert.equal(code, 0, err)
    assert.deepEqual(keys(pairs), ids.map(id => `${id} ${id}`).sort())
  })

  test('only id and surname: something may be said, nothing is certain', async () => {
    const rows = dozen.map(({ id, surname }) => ({ id: id!, surname: surname! }))
    const text = csvOf(['id', 'surname'], rows)
    const { code, err, pairs } = await link(file(text), file(text), '--threshold', '0.01')
    assert.equal(code, 0, err)
    assert.ok(pairs.every(pair => pair.band !== 'certain'))
    assert.ok(
      pairs.every(pair => pair.left_id === pair.right_id),
      'no other surname is linked',
    )
    assert.ok(
      pairs.every(pair => pair.evidence.every(each => each.field !== 'postcode' || each.weight === 0)),
    )
  })

  test('only id: nobody is linked', async () => {
    const { code, pairs, err } = await link(file('id\n1\n2\n'), file('id\n1\n2\n'), '--unmatched')
    assert.equal(code, 0, err)
    assert.deepEqual(pairs, [])
  })

  test('31 February is compared as text, and never refused', async () => {
    const impossible = changed((row, i) => ({ ...row, date_of_birth: `${2008 + i}-02-31` }))
    const same = await findsTwelve(csvOf(columns, impossible), csvOf(columns, impossible.map(asRight)))
    for (const pair of same.pairs) {
      const birthday = evidenceOf(pair, /birth/)
      assert.ok(birthday && birthday.weight > 2, JSON.stringify(pair.evidence))
    }
    const near = changed(row => asRight({ ...row, date_of_birth: row.date_of_birth!.slice(0, 8) + '31' }))
    near[2]!.date_of_birth = '2013-11-32'
    const ran = await findsTwelve(dozenLeft, csvOf(columns, near))
    assert.equal(ran.code, 0)
  })

  test('birthdays with times, with slashes, without hyphens are the same birthdays', async () => {
    const plain = await findsTwelve(dozenLeft, dozenRight)
    const weight = (ran: Ran, id: string) =>
      evidenceOf(
        ran.pairs.find(pair => pair.left_id === id),
        /birth/,
      )?.weight
    const shapes: Record<string, (day: string) => string> = {
      'T00:00:00': day => `${day}T00:00:00`,
      'T00:00:00.000Z': day => `${day}T00:00:00.000Z`,
      '00:00:00': day => `${day} 00:00:00`,
      'DD/MM/YYYY': day => day.split('-').reverse().join('/'),
      'DD/MM/YYYY 00:00': day => `${day.split('-').reverse().join('/')} 00:00`,
      'DD-MM-YYYY': day => day.split('-').reverse().join('-'),
      YYYYMMDD: day => day.replaceAll('-', ''),
    }
    for (const [name, shape] of Object.entries(shapes)) {
      const rows = changed(row => asRight({ ...row, date_of_birth: shape(row.date_of_birth!) }))
      const ran = await findsTwelve(dozenLeft, csvOf(columns, rows))
      for (const { id } of dozen) assert.equal(weight(ran, id!), weight(plain, id!), `${name}, ${id}`)
    }
  })

  test('adults are people too: birthdays of a century ago count as birthdays', async () => {
    const old = changed((row, i) => ({
      ...row,
      date_of_birth: `19${String(i * 8).padStart(2, '0')}${row.date_of_birth!.slice(4)}`,
    }))
    const { pairs } = await findsTwelve(csvOf(columns, old), csvOf(columns, old.map(asRight)))
    for (const pair of pairs) {
      const birthday = evidenceOf(pair, /birth/)
      assert.ok(birthday && birthday.weight > 2, JSON.stringify(pair.evidence))
    }
  })

  test('an empty cell is unknown, not different: it weighs nothing, and an empty column is no column', async () => {
    const { left, right, columns: of } = small(17, 400)
    const emptied = right.map(row => ({ ...row, phone: '', upn: '', sex: '' }))
    const without = of.filter(column => !['phone', 'upn', 'sex'].includes(column))
    const leftPath = file(csvOf(of, left))
    const [blank, absent] = await Promise.all([
      link(leftPath, file(csvOf(of, emptied))),
      link(leftPath, file(csvOf(without, emptied))),
    ])
    assert.equal(blank.code, 0, blank.err)
    assert.ok(blank.pairs.length > 200)
    assert.deepEqual(chances(blank.pairs), chances(absent.pairs))
    const weights = blank.pairs.flatMap(pair =>
      pair.evidence.filter(each => /^(upn|phone|sex)$/i.test(each.field)),
    )
    assert.ok(
      weights.every(each => each.weight === 0),
      JSON.stringify(weights.find(each => each.weight !== 0)),
    )
  })

  test('what only looks filled is empty too: spaces, no-break spaces', async () => {
    const spaces = changed(row => asRight({ ...row, postcode: '  ', address_line_1: '\u00a0' }))
    const empty = changed(row => asRight({ ...row, postcode: '', address_line_1: '' }))
    const [one, other] = [
      await findsTwelve(dozenLeft, csvOf(columns, spaces)),
      await findsTwelve(dozenLeft, csvOf(columns, empty)),
    ]
    assert.deepEqual(chances(one.pairs), chances(other.pairs))
  })

  test('a record of empty cells is nobody', async () => {
    const blanks = [{ id: 'b1' }, { id: 'b2' }, { id: 'b3' }]
    const { code, err, pairs } = await link(
      file(csvOf(columns, [...dozen, ...blanks])),
      file(csvOf(columns, [...dozen.map(asRight), ...blanks.map(row => ({ id: `r${row.id}` }))])),
      '--threshold',
      '0.01',
    )
    assert.equal(code, 0, err)
    assert.deepEqual(
      pairs.filter(pair => /b/.test(pair.left_id + pair.right_id)),
      [],
    )
  })

  test('two people without a surname do not agree in it', async () => {
    const dashes = (row: Row) => ({ ...row, surname: 'unknown', postcode: '' })
    const some: Row[] = [
      { id: 'a', surname: 'unknown', forename: 'Theodora', date_of_birth: '2011-03-14' },
      { id: 'b', surname: 'n/a', forename: 'Ebenezer', date_of_birth: '2015-09-09' },
    ]
    const { code, err, pairs } = await link(
      file(csvOf(columns, [...dozen.slice(2), ...some.map(dashes)])),
      file(csvOf(columns, [...dozen.slice(2), ...some].map(asRight))),
      '--threshold',
      '0.01',
    )
    assert.equal(code, 0, err)
    const pair = pairs.find(each => each.left_id === 'a')
    const surname = evidenceOf(pair, /^surname/)
    assert.ok(surname === undefined || surname.weight === 0, JSON.stringify(surname))
    assert.ok(!pairs.some(each => (each.left_id === 'a') !== (each.right_id === 'ra')))
  })

  test('NUL bytes and other controls in a cell', async () => {
    const rows = changed((row, i) =>
      asRight(i % 3 === 0 ? { ...row, address_line_1: `\0${row.address_line_1}\u0007\u202e` } : row),
    )
    const { code, err, pairs } = await link(file(dozenLeft), file(csvOf(columns, rows)))
    assert.equal(code, 0, err)
    assert.deepEqual(keys(pairs), allTwelve)
  })

  test('a cell of a million letters, a surname of ten thousand parts, nine hundred columns', {
    timeout: 60_000,
  }, async () => {
    const rows = changed((row, i) =>
      i === 0
        ? { ...row, address_line_1: 'x'.repeat(1_000_000) }
        : i === 1
          ? { ...row, surname: 'de la '.repeat(10_000) + row.surname }
          : i === 2
            ? { ...row, forename: `${'ab-'.repeat(50_000)}c` }
            : row,
    )
    const wide = [...columns, ...Array.from({ length: 900 }, (_, i) => `more_${i}`)]
    const began = performance.now()
    const { code, err, pairs } = await link(file(csvOf(wide, rows)), file(csvOf(wide, rows.map(asRight))))
    assert.equal(code, 0, err.slice(0, 500))
    const others = allTwelve.filter(key => !/^[123] /.test(key))
    assert.deepEqual(
      others.filter(key => !keys(pairs).includes(key)),
      [],
    )
    assert.ok(performance.now() - began < 30_000)
    assert.ok(err.length < 100_000)
  })

  test('a list of doubles without an end: the same child two thousand times on either side', {
    timeout: 120_000,
  }, async () => {
    const times = (prefix: string) =>
      Array.from({ length: 2000 }, (_, i) => ({ ...dozen[0]!, id: `${prefix}${i}` }))
    const { code, err, pairs } = await link(
      file(csvOf(columns, times('l'))),
      file(csvOf(columns, times('r'))),
    )
    assert.equal(code, 0, err)
    assert.ok(
      pairs.every(pair => pair.band !== 'certain'),
      'one among two thousand of the same is never certain',
    )
  })
})

describe('onroll link on a hostile file: one surname, one birthday, one postcode', () => {
  const hostile = (rows: number, prefix: string, forename: (i: number) => string) =>
    csvOf(
      columns,
      Array.from({ length: rows }, (_, i) => ({
        id: `${prefix}${i}`,
        surname: 'Smith',
        forename: forename(i),
        date_of_birth: '2012-01-01',
        address_line_1: '1 High Street',
        postcode: 'XQ1 1AA',
      })),
    )
  const thousands = ['Ann', 'Ben', 'Cy', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo']

  test('5,000 rows end soon, and it says what it skipped', { timeout: 120_000 }, async () => {
    const of = (prefix: string) => hostile(5000, prefix, i => thousands[i % 10]!)
    const began = performance.now()
    const { code, err, pairs } = await link(file(of('l')), file(of('r')))
    assert.equal(code, 0, err)
    assert.ok(performance.now() - began < 60_000)
    assert.match(err, /skipp|not compared|left out|too many/i)
    assert.equal(pairs.filter(pair => pair.band === 'certain').length, 0)
  })

  test('50,000 rows, one forename too, end within two minutes', { timeout: 240_000 }, async () => {
    const began = performance.now()
    const { code, err } = await link(
      file(hostile(50_000, 'l', () => 'Ann')),
      file(hostile(50_000, 'r', () => 'Ann')),
    )
    assert.equal(code, 0, err)
    assert.ok(performance.now() - began < 120_000)
    assert.match(err, /skipp|not compared|left out|too many/i)
  })

  test('50,000 rows of one surname to dedupe', { timeout: 240_000 }, async () => {
    const began = performance.now()
    const { code, err } = await link(
      file(hostile(50_000, 'l', i => thousands[i % 10]! + thousands[(i >> 4) % 10])),
      '--dedupe',
    )
    assert.equal(code, 0, err)
    assert.ok(performance.now() - began < 120_000)
    assert.match(err, /skipp|not compared|left out|too many/i)
  })
})
