import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import type { Rule } from '../law/rule.ts'
import { rules } from '../law/rules.ts'
import { UsageProblem } from '../platform/command.ts'
import {
  limitOn,
  markOf,
  ruleAsText,
  ruleIn,
  sourceLine,
  subjects,
  testNamesIn,
  testsNaming,
  timeLimitInWords,
  versionLines,
} from './book.ts'
import { rulesCommand } from './commands.ts'

const before = localDate('2024-08-18')
const after = localDate('2024-08-19')
const made: Rule = {
  id: 'T-99',
  kind: 'school duty',
  name: 'A made-up rule',
  plain: 'It says something.',
  trigger: 'Something happens',
  who: 'The school',
  limit: [
    {
      from: localDate('2006-09-01'),
      value: { count: 5, unit: 'calendar day', counted: 'after' },
      cites: 'An older instrument',
      mark: 'unverified',
    },
    { from: after, value: { count: 3, unit: 'school day', counted: 'in a row' }, cites: 'A newer one' },
  ],
  limitInWords: 'Soon',
  wouldChange: ['A correction'],
  cites: [{ source: 'Regs 2024', at: 'regulation 99', mark: 'second-hand', note: 'As others quote it.' }],
  tests: ['src/rulebook/book.test.ts'],
}

describe('a rule in the book', () => {
  test('has every subject once, and every rule has a subject', () => {
    assert.equal(new Set(subjects.map(one => one.kind)).size, subjects.length)
    for (const rule of rules)
      assert.ok(
        subjects.some(one => one.kind === rule.kind),
        rule.id,
      )
    assert.equal(ruleIn(rules, 'T-07')!.id, 'T-07')
    assert.equal(ruleIn(rules, 'T-0'), undefined)
  })

  test('says its limit so that the first day cannot be mistaken', () => {
    const says = (count: number, counted: 'after' | 'beginning with' | 'in a row' | 'in all') =>
      timeLimitInWords({ count, unit: 'school day', counted })
    assert.equal(says(10, 'in a row'), '10 school days in a row')
    assert.equal(says(15, 'in all'), '15 school days, in a row or added up')
    assert.equal(says(1, 'after'), '1 school day after it')
    assert.equal(says(0, 'after'), 'the day itself')
    assert.equal(says(15, 'beginning with'), '15 school days, of which the day itself is the first')
  })

  test('has the limit of the day it is asked about, and none before the first', () => {
    assert.equal(limitOn(made, before)!.value.count, 5)
    assert.equal(limitOn(made, after)!.value.count, 3)
    assert.equal(limitOn(made, localDate('2006-08-31')), undefined)
  })

  test('is no surer than its weakest source, or than its limit of the day', () => {
    assert.equal(markOf(made, after), 'second-hand')
    assert.equal(markOf(made, before), 'unverified')
    assert.equal(markOf({ ...made, cites: [{ source: 'Regs 2024', mark: 'read' }] }, after), 'read')
    const two: Rule['cites'] = [...made.cites, { source: 'WT', mark: 'unverified' }]
    assert.equal(markOf({ ...made, cites: two }, after), 'unverified')
  })

  test('shows every version, newest first, each with its end', () => {
    const lines = versionLines(made)
    assert.deepEqual(
      lines.map(line => [line.from, line.to, line.says, line.mark]),
      [
        [after, undefined, '3 school days in a row', 'read'],
        ['2006-09-01', after, '5 calendar days after it', 'unverified'],
      ],
    )
  })

  test('shows of a source the days to which it applies', () => {
    assert.equal(sourceLine({ source: 'Regs 2024', mark: 'read' }).applies, 'From Monday 19 August 2024')
    assert.equal(
      sourceLine({ source: 'CME16', mark: 'unverified' }).applies,
      'Monday 5 September 2016 to Sunday 18 August 2024',
    )
    assert.equal(sourceLine({ source: 'CME16', mark: 'unverified' }).isUnverified, true)
  })

  test('as text warns of what is not checked on the day, and not where it is', () => {
    const text = (on: typeof after) => ruleAsText(made, on, [{ path: 'a.test.ts', names: ['holds'] }])
    assert.match(text(before), /^! Not checked: get this checked/m)
    assert.doesNotMatch(text(after), /^! Not checked/m)
    assert.match(text(after), /As others quote it\./)
    assert.match(text(after), / {2}a\.test\.ts\n {4}- holds/)
  })
})

describe('the names of tests', () => {
  test('are read from a file, each with its groups', () => {
    const code = [
      "describe('T-07', () => {",
      "  test('counts', () => {})",
      '  describe(`leave`, () => {',
      "    test('ends', async t => {})",
      '  })',
      '  for (const n of [1]) {',
      `    test(\`of ${'$'}{n} days\`, () => {})`,
      '  }',
      '})',
      "test('alone: \\'quoted\\'', () => {})",
      "  // nottest('no', () => {})",
    ].join('\n')
    assert.deepEqual(testNamesIn(code), [
      'T-07: counts',
      'T-07: leave: ends',
      'T-07: of … days',
      "alone: 'quoted'",
    ])
  })

  test('of a rule are those that name it, or all where none does', () => {
    const names = ['T-9: a', 'T-99, T-98: b', 'T-99a: c', 'XT-99: d']
    assert.deepEqual(testsNaming(made, names), ['T-99, T-98: b'])
    assert.deepEqual(testsNaming(made, ['one', 'two']), ['one', 'two'])
  })
})

describe('onroll rules', () => {
  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const unused = () => Promise.reject(new Error('No database is needed'))
    const code = await rulesCommand.run(args, {
      stdin: new PassThrough(),
      stdout,
      stderr,
      config: unused,
      database: unused,
    })
    return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
  }

  test('prints every rule in a line, without a database', async () => {
    const { code, out } = await run()
    assert.equal(code, 0)
    for (const rule of rules) assert.ok(out.includes(`${rule.id} `) && out.includes(rule.name), rule.id)
  })

  test('prints one whole, in any case, and its tests', async () => {
    const { out } = await run('t-07', '--on', '2026-11-20')
    const rule = ruleIn(rules, 'T-07')!
    for (const words of [rule.plain, rule.trigger, ...rule.tests]) assert.ok(out.includes(words), words)
    assert.match(out, /Limit: {4}10 school days in a row \(on Friday 20 November 2026\)/)
  })

  test('prints JSON, a line each', async () => {
    const all = (await run('--json')).out.trim().split('\n')
    assert.deepEqual(
      all.map(line => (JSON.parse(line) as Rule).id),
      rules.map(rule => rule.id),
    )
    const one = JSON.parse((await run('L-08', '--json', '--on', '2026-11-20')).out) as Record<string, unknown>
    assert.equal(one.mark, 'unverified')
    assert.equal((one.limitInForce as { value: { count: number } }).value.count, 15)
  })

  test('says that there is no such rule, and that it was called wrongly', async () => {
    const none = await run('T-99')
    assert.deepEqual([none.code, none.out], [1, ''])
    assert.match(none.err, /no rule "T-99"/)
    for (const args of [['--on', 'today'], ['T-07', 'T-09'], ['--all']]) {
      await assert.rejects(run(...args), UsageProblem)
    }
  })
})
