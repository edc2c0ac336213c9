import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import * as matching from 'onroll/matching'
import { csvOf } from '../made-up/others/made-set.ts'
import { pupils } from '../made-up/others/pupils.ts'
import { columns } from './columns.ts'

const { link } = matching
const run = promisify(execFile)
const root = join(import.meta.dirname, '../../..')
const folder = await mkdtemp(join(tmpdir(), 'onroll-link-library-'))
after(() => rm(folder, { recursive: true }))

const left = [
  {
    id: 'a',
    forename: 'Yusuf',
    surname: 'Hossain',
    date_of_birth: '2014-03-14',
    postcode: 'ZZ99 3AA',
    address_line_1: '7 Mill Lane',
  },
  {
    id: 'b',
    forename: 'Maryam',
    surname: 'Hossain',
    date_of_birth: '2014-03-14',
    postcode: 'ZZ99 3AA',
    address_line_1: '7 Mill Lane',
  },
  { id: 'c', forename: 'Theodora', surname: 'Quince', date_of_birth: '2012-01-30', postcode: 'ZZ99 4BB' },
]
const right = [
  {
    id: '1',
    forename: 'Yousuf',
    surname: 'Hossain',
    date_of_birth: '2014-03-14',
    postcode: 'ZZ99 3AA',
    address_line_1: '7 Mill Ln',
  },
  { id: '2', forename: 'Aloysius', surname: 'Bramble', date_of_birth: '2010-10-10' },
]

describe('link as a library', () => {
  test('finds the child and not the twin, says why, and who found nobody', () => {
    const { pairs, unmatched, compared, learned_from } = link(left, right)
    assert.deepEqual(
      pairs.map(({ left_id, right_id }) => [left_id, right_id]),
      [['a', '1']],
    )
    const [pair] = pairs
    assert.ok(pair!.probability > 0.9 && pair!.probability < 1)
    const born = pair!.evidence.find(({ field }) => field === 'date_of_birth')
    assert.equal(born?.level, 'the same')
    assert.ok(born!.weight > 5)
    assert.ok(
      pair!.evidence.every(
        ({ field }) => field === 'household' || (columns as readonly string[]).includes(field),
      ),
    )
    assert.deepEqual(
      unmatched.map(({ right_id }) => right_id),
      ['2'],
    )
    assert.ok(compared >= 2)
    assert.match(learned_from, /too few/)
  })

  test('gives what the command prints', async () => {
    const set = pupils({ seed: 21, children: 900, matched: 0.9, hidden: 0.05, errors: 1 })
    const [leftFile, rightFile] = [join(folder, 'left.csv'), join(folder, 'right.csv')]
    await writeFile(leftFile, csvOf(set.columns, set.left))
    await writeFile(rightFile, csvOf(set.columns, set.right!))
    const rows = (list: typeof set.left) => list as { id: string }[]
    const given = link(rows(set.left), rows(set.right!), { seed: 3 })
    const words = ['bin/onroll.js', 'link', leftFile, rightFile, '--json', '--unmatched', '--seed', '3']
    const { stdout } = await run(process.execPath, words, { cwd: root, maxBuffer: 1 << 26 })
    const printed = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    const pairOf = ({ left_id, right_id, band, because }: Record<string, unknown>) => [
      left_id,
      right_id,
      band,
      because,
    ]
    assert.deepEqual(
      printed.filter(line => 'left_id' in line).map(pairOf),
      given.pairs.map(pair => pairOf(pair)),
    )
    assert.deepEqual(
      printed.filter(line => !('left_id' in line)).map(({ right_id, why }) => [right_id, why]),
      given.unmatched.map(({ right_id, why }) => [right_id, why]),
    )
    assert.ok(given.unmatched.length > 0)
  })

  test('finds doubles in one list, each pair once and no record with itself', () => {
    const { pairs, unmatched } = link([...left, { ...left[2]!, id: 'd' }, { ...left[2]!, id: 'e' }, left[0]!])
    const alike = pairs.filter(({ band }) => band !== 'look')
    assert.deepEqual(alike.map(({ left_id, right_id }) => `${left_id} ${right_id}`).sort(), [
      'c d',
      'c e',
      'd e',
    ])
    assert.deepEqual(unmatched, [])
  })

  test('takes empty lists, and refuses what has no id or makes no sense', () => {
    assert.deepEqual(link([], right).unmatched.length, 2)
    assert.deepEqual(link(left, []).pairs, [])
    assert.throws(() => link([{ id: '' }], right), /record 0 of the left list has no id/)
    assert.throws(() => link(left, right, { threshold: 1.5 }), RangeError)
    assert.throws(() => link(left, right, { seed: 0.5 }), RangeError)
  })

  test('brings along pure files only, and two small packages', () => {
    const importLine = /^\s*(?:import|export)\s[^'"]*?\sfrom\s+'([^']+)'|^\s*import\s+'([^']+)'/gm
    const src = join(root, 'src')
    const seen = new Map<string, string[]>()
    const next = ['matching.ts']
    for (let path = next.pop(); path !== undefined; path = next.pop()) {
      if (seen.has(path)) continue
      const code = readFileSync(join(src, path), 'utf8')
      const named = [...code.matchAll(importLine)].map(m => (m[1] ?? m[2])!)
      seen.set(path, named)
      for (const name of named.filter(one => one.startsWith('.')))
        next.push(relative(src, join(dirname(join(src, path)), name)))
      assert.doesNotMatch(path, /^platform\/|\/pages\/|\/testing\/|\/(store|actions|jobs|commands)\.ts$/)
      assert.doesNotMatch(
        code,
        /new Date\(\)|Date\.now|Math\.random|\bprocess\.|\bBuffer\b|\brequire\(|\bimport\(/,
        path,
      )
    }
    const packages = new Set([...seen.values()].flat().filter(name => !name.startsWith('.')))
    assert.deepEqual([...packages].sort(), ['any-ascii', 'double-metaphone'])
  })

  test('is described: docs/library.md names every function', () => {
    const page = readFileSync(join(root, 'docs/library.md'), 'utf8')
    const names = Object.entries(matching).filter(([, value]) => typeof value === 'function')
    assert.deepEqual(
      names.filter(([name]) => !new RegExp(`\\b${name}\\b`).test(page)).map(([name]) => name),
      [],
    )
  })
})

describe('lists of one child each', () => {
  const emily = {
    id: 'A',
    surname: 'Harwood',
    forename: 'Emily',
    date_of_birth: '2014-03-14',
    sex: 'F',
    postcode: 'ZZ99 3AA',
  }

  test('are of one child if it is one, and not for being so short', () => {
    assert.equal(link([emily], [{ ...emily, id: 'B' }]).pairs[0]?.band, 'certain')
    const hardly = [
      { id: 'B', surname: 'Harwood' },
      { id: 'B', sex: 'F' },
      { id: 'B', surname: 'Quince', forename: 'Theodora', date_of_birth: '2014-03-14' },
      { ...emily, id: 'B', forename: 'Chloe' },
    ]
    for (const other of hardly) {
      for (const { probability } of link([emily], [other]).pairs)
        assert.ok(probability < 0.9, JSON.stringify(other))
      for (const { probability } of link([emily, other]).pairs)
        assert.ok(probability < 0.9, JSON.stringify(other))
    }
  })
})
