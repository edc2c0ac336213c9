// What the command says and gives, run as a command is run. Files as they come in the world: odd-files.test.ts.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { csvOf, type Row } from '../made-up/others/made-set.ts'
import { pupils } from '../made-up/others/pupils.ts'
import { linkCommand } from './commands.ts'
import { readLinkArgs } from './options.ts'

const folder = mkdtempSync(join(tmpdir(), 'onroll-link-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function file(text: string): string {
  const path = join(folder, `${++files}.csv`)
  writeFileSync(path, text)
  return path
}

/** A stream that keeps what it is given, taking a little at a time. */
function kept(slowly = false): Writable & { text(): string } {
  const pieces: Buffer[] = []
  const stream = new Writable({
    highWaterMark: slowly ? 10 : 16_384,
    write(piece, _, done) {
      pieces.push(Buffer.from(piece))
      if (slowly) setTimeout(done, 1)
      else done()
    },
  })
  return Object.assign(stream, { text: () => Buffer.concat(pieces).toString() })
}

async function run(...args: string[]) {
  const [stdout, stderr] = [kept(args.includes('--candidates')), kept()]
  const never = async () => assert.fail('it must need neither settings nor database')
  const io = { stdin: new PassThrough(), stdout, stderr, config: never, database: never }
  const code = await linkCommand.run(args, io)
  return { code, out: stdout.text(), err: stderr.text() }
}

const set = pupils({ seed: 5, children: 800, matched: 0.9, hidden: 0.05, errors: 1 })
const left = file(csvOf(set.columns, set.left))
const right = file(csvOf(set.columns, set.right!))
/** As most tests ask it. */
const usual = run(left, right, '--json', '--unmatched', '--times')

const jsonOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)

describe('onroll link', () => {
  test('one thread and two say the same to the letter, all candidates and the unmatched too', async () => {
    const one = await run(left, right, '--json', '--unmatched', '--threads', '1')
    assert.equal(one.code, 0, one.err)
    assert.ok(one.out.length > 100_000)
    assert.equal((await usual).out, one.out)
    const all = await run(left, right, '--json', '--candidates', '--threads', '1')
    assert.equal((await run(left, right, '--json', '--candidates')).out, all.out)
    const scored = jsonOf(all.out).map(pair => `${pair.left_id} ${pair.right_id}`)
    assert.equal(new Set(scored).size, scored.length)
    assert.ok(scored.length > jsonOf(one.out).length)
  })

  test('pairs come in the order of the right file, and another seed changes no more than figures', async () => {
    const rows = set.right!.map(row => row.id)
    const pairs = jsonOf((await usual).out).filter(line => 'left_id' in line)
    const places = pairs.map(pair => rows.indexOf(pair.right_id as string))
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    )
    const other = jsonOf((await run(left, right, '--json', '--seed', '99')).out)
    const sure = (all: Record<string, unknown>[]) =>
      all
        .filter(({ probability }) => (probability as number) > 0.95)
        .map(one => `${one.left_id} ${one.right_id}`)
    const [a, b] = [new Set(sure(pairs)), new Set(sure(other))]
    assert.ok(a.symmetricDifference(b).size <= a.size / 50)
  })

  test('the keys of every line are those of the contract', async () => {
    const lines = jsonOf((await usual).out)
    for (const line of lines) {
      if (!('left_id' in line)) {
        assert.deepEqual(
          Object.keys(line).filter(key => key !== 'best_candidate'),
          ['right_id', 'why'],
        )
        continue
      }
      const keys = ['left_id', 'right_id', 'probability', 'band', 'evidence']
      assert.deepEqual(
        Object.keys(line).filter(key => key !== 'because'),
        keys,
      )
      if (line.band === 'look') assert.equal(typeof line.because, 'string')
      if (line.band === 'certain') assert.ok(!('because' in line))
      const weights = (line.evidence as { weight: number }[]).map(({ weight }) => Math.abs(weight))
      assert.deepEqual(
        weights,
        [...weights].sort((a, b) => b - a),
        'heaviest first',
      )
    }
  })

  test('says what it left out, what it expects to be wrong, and last how many pairs and how long', async () => {
    const { err, code } = await usual
    assert.equal(code, 0)
    const lines = err.trimEnd().split('\n')
    assert.match(err, /expected to be wrong .*\(false flags\)/)
    assert.match(lines.at(-1)!, /^[\d,]+ pairs were compared in [\d.]+ seconds$/)
    assert.match(err, /^read +[\d.]+ s/m)
  })

  test('text is for people: who, how likely, and each field', async () => {
    const { out } = await run(left, right, '--unmatched')
    assert.match(out, /^\w+ = \w+: .* in [\d,]+, (certain|probable|look)\n {2}[+~-] \w+ +[+-]?[\d.]+ {2}\w/)
    assert.match(out, /: nobody\. /)
  })

  test('a row with no id, two rows of one id, and a row that is there twice are said, and the rest is linked', async () => {
    const rows: Row[] = set.left.slice(0, 20)
    const again = [...rows, { ...rows[0]!, forename: 'Zebedee' }, { ...rows[1]! }, { ...rows[2]!, id: '' }]
    const { err, code, out } = await run(
      file(csvOf(set.columns, again)),
      file(csvOf(set.columns, rows)),
      '--json',
    )
    assert.equal(code, 0, err)
    assert.match(err, /line 22, column id: .* an id that no other row has; both rows are compared/)
    assert.match(err, /line 23, column id: .* counts once/)
    assert.match(err, /line 24, column id: found "an empty cell".* the row was left out/)
    assert.ok(jsonOf(out).length >= 18)
  })

  test('stops without a word where nobody reads on', async () => {
    const closed = new Writable({
      write(_piece, _encoding, done) {
        done(Object.assign(new Error('closed'), { code: 'EPIPE' }))
      },
    })
    closed.on('error', () => {})
    const never = async () => assert.fail('needs no database')
    const stderr = kept()
    const io = { stdin: new PassThrough(), stdout: closed, stderr, config: never, database: never }
    assert.equal(await linkCommand.run([left, right, '--json'], io), 0)
  })
})

describe('the words after onroll link', () => {
  test('make sense, or it is said why not', () => {
    const wrong = (...args: string[]) => {
      const read = readLinkArgs(args)
      assert.ok(read !== 'help' && 'wrong' in read, args.join(' '))
      return read.wrong
    }
    assert.match(wrong(), /two files/)
    assert.match(wrong('a'), /two files/)
    assert.match(wrong('a', 'b', 'c'), /two files/)
    assert.match(wrong('a', 'b', '--dedupe'), /one file/)
    assert.match(wrong('a', '--dedupe', '--many'), /--many goes with two files/)
    assert.match(wrong('a', '--dedupe', '--unmatched'), /--unmatched goes with two files/)
    assert.match(wrong('a', 'b', '--threshold', '1.01'), /probability/)
    assert.match(wrong('a', 'b', '--threshold', ''), /probability/)
    assert.match(wrong('a', 'b', '--seed', '1.5'), /whole number/)
    assert.match(wrong('a', 'b', '--threads', '3'), /neither 1 nor 2/)
    assert.match(wrong('a', 'b', '--nonsense'), /nonsense/)
  })

  test('have the defaults that the help says', () => {
    const asked = readLinkArgs(['a', 'b'])
    assert.ok(asked !== 'help' && !('wrong' in asked))
    assert.equal(asked.threshold, 0.05)
    assert.deepEqual([asked.left, asked.right, asked.threads, asked.seed], ['a', 'b', 2, 1])
    const all = readLinkArgs(['a', 'b', '--candidates'])
    assert.ok(all !== 'help' && !('wrong' in all))
    assert.equal(all.threshold, 0)
    assert.equal(readLinkArgs(['--help']), 'help')
  })
})
