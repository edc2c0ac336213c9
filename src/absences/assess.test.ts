import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { assess, type RegisterFolder } from './assess.ts'
import { assessCommand } from './commands.ts'

const sample = join(import.meta.dirname, 'fixtures', 'assess-small')
const temporary: string[] = []
after(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true })
})

const termDates =
  'kind,name,start_date,end_date\nHALF_TERM,Autumn 1,2025-09-02,2025-10-24\nHALF_TERM,Autumn 2,2025-11-03,2025-12-19\n'
const pupils =
  'school_urn,mis_id,date_of_birth,entry_date,leaving_date\n999001,1,2014-01-15,2021-09-02,\n999001,2,2014-01-15,2021-09-02,\n'

async function assessed(files: Partial<RegisterFolder>, on = '2025-12-19') {
  const problems: string[] = []
  const folder = {
    termDates,
    pupils,
    attendance: 'school_urn,mis_id,date,am_code,pm_code\n999001,1,2025-09-02,/,\\\n',
    ...files,
  }
  const found = await assess(folder, localDate(on), (file, { line, column, found, expected }) =>
    problems.push(`${file}:${line}:${column}: ${found} / ${expected}`),
  )
  const findings = [...found].map(({ pupil, finding }) => `${pupil.misId} ${finding.rule} ${finding.on}`)
  return { findings, problems }
}

const marks = (...rows: string[]) =>
  `school_urn,mis_id,date,am_code,pm_code,recorded_at\n${rows.join('\n')}\n`

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const into = (which: 'out' | 'err') =>
    new Writable({
      write(piece, _, done) {
        said[which] += String(piece)
        done()
      },
    })
  const code = await assessCommand.run(args, { stdout: into('out'), stderr: into('err') })
  return { code, ...said }
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'onroll-assess-'))
  temporary.push(folder)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return folder
}

function copyOfSample(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onroll-assess-'))
  temporary.push(folder)
  cpSync(sample, folder, { recursive: true })
  return folder
}

describe('assess', () => {
  test('gives the findings of the sample folder, all rules, in order', async () => {
    const { code, out, err } = await run(sample, '--on', '2026-07-20', '--json')
    assert.equal(code, 0)
    assert.equal(err, '')
    const ours = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
    for (const finding of ours) {
      assert.equal(typeof finding.because, 'string')
      assert.equal(typeof finding.cites, 'string')
      delete finding.because
      delete finding.cites
    }
    const expected = readFileSync(join(sample, 'expected.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    assert.deepEqual(ours, expected)
  })

  test('is the same however the rows of a day are ordered and the file is cut', async () => {
    const read = (file: string) => readFileSync(join(sample, file))
    const [header, ...rows] = read('attendance.csv').toString().trim().split('\n')
    const bytes = Buffer.from(`${[header, ...rows.reverse()].join('\n')}\n`)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, i) =>
      bytes.subarray(i * 777, (i + 1) * 777),
    )
    const folder = { termDates: read('term-dates.csv'), pupils: read('pupils.csv'), leave: read('leave.csv') }
    const on = localDate('2026-07-20')
    const count = async (attendance: RegisterFolder['attendance']) =>
      [...(await assess({ ...folder, attendance }, on, () => assert.fail()))].map(({ pupil, finding }) => [
        pupil.misId,
        finding,
      ])
    assert.deepEqual(await count(pieces), await count(read('attendance.csv')))
  })

  test('prints nothing that lies after the day', async () => {
    const { out } = await run(sample, '--on', '2025-11-14', '--json')
    const on = out
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { on: string }).on)
    assert.ok(on.length > 20)
    assert.ok(on.every(day => day <= '2025-11-14'))
  })

  test('speaks to people without --json', async () => {
    const { code, out } = await run(sample, '--on', '2026-07-20')
    assert.equal(code, 0)
    assert.match(out, /^School 999900, pupil 1000\n {2}2025-09-02 {2}T-04 .*due 2025-09-09/)
  })

  test('shows people the whole working', async () => {
    const folder = folderOf({
      'pupils.csv': pupils,
      'term-dates.csv': termDates,
      'attendance.csv': marks('999001,1,2025-10-23,N,/,', '999001,2,2025-10-24,,N,'),
    })
    const { out } = await run(folder, '--on', '2025-10-24')
    const [first, second, end] = out.split('School 999001, pupil ')
    assert.equal(first, '')
    assert.deepEqual(second!.split('\n').slice(0, 18), [
      '1',
      '  2025-10-23  T-04  Reason for absence not yet known (due 2025-11-06)',
      '    Thursday 23 October 2025 still has code N. Find out the reason and change the code by Thursday 6 November 2025; if the reason is still not known then, change it to O.',
      '    The days:',
      '      + Thu 2025-10-23                   N  \\   Still has code N',
      '    Counted to the day it is due:',
      '      + Fri 2025-10-24                          school day 1',
      '        Sat 2025-10-25 to Sun 2025-11-02        not in term',
      '      + Mon 2025-11-03                          school day 2',
      '      + Tue 2025-11-04                          school day 3',
      '      + Wed 2025-11-05                          school day 4',
      '      + Thu 2025-11-06                          school day 5',
      '    What would change it:',
      '      - If code N on Thursday 23 October 2025 is changed to the reason, this is settled.',
      '      - If the reason is still not known on the due day, the code must be changed to O, and this is settled too.',
      '      - If the school’s term dates change, the school days are counted again.',
      second!.split('\n')[16],
      second!.split('\n')[17],
    ])
    assert.match(second!.split('\n')[16]!, /^ {4}Source: School Attendance .*regulation 10/)
    assert.match(
      second!.split('\n')[17]!,
      /^ {4}Rule T-04, version 2024-08-19: applies from 19 August 2024\. Read in /,
    )
    assert.match(second!, /\n\n$/)
    assert.match(end!, /\+ Fri 2025-10-24 {19}\. {2}N {3}Still has code N/)
    assert.match(end!, /applies from .*\n$/)
  })

  test('shows where a run was ended, and asks nothing of days where none is due', async () => {
    const days = ['15', '16', '17', '18', '19', '22', '23', '24', '25', '26'].map(
      day => `999001,1,2025-09-${day},O,O,`,
    )
    const folder = folderOf({
      'pupils.csv': pupils,
      'term-dates.csv': termDates,
      'attendance.csv': marks('999001,1,2025-09-12,/,\\,', ...days, '999001,1,2025-09-29,I,I,'),
    })
    const { out } = await run(folder, '--on', '2025-09-30')
    const t07 = out.slice(out.indexOf('T-07'))
    assert.match(t07, /\n {6}x Fri 2025-09-12 {19}\/ {2}\\ {3}In school: the count begins after this day\n/)
    assert.match(t07, /\n {6}\+ Fri 2025-09-26 .*School day 10: the limit is reached\n/)
    assert.match(t07, /\n {6}x Mon 2025-09-29 .*Code I: ends the count\n {4}What would change it/)
  })

  test('--json is the fields of the contract in one order, whatever else is asked', async () => {
    const { out } = await run(sample, '--on', '2026-07-20', '--json')
    const fields = [
      'school_urn',
      'mis_id',
      'rule',
      'on',
      'due',
      'since',
      'missed',
      'possible',
      'because',
      'cites',
    ]
    const lines = out.trim().split('\n')
    for (const line of lines) {
      const keys = Object.keys(JSON.parse(line))
      assert.deepEqual(
        keys,
        fields.filter(field => keys.includes(field)),
      )
    }
    assert.equal(
      lines[0],
      '{"school_urn":"999900","mis_id":"1000","rule":"T-04","on":"2025-09-02","due":"2025-09-09","because":"Tuesday 2 September 2025 still has code N. Find out the reason and change the code by Tuesday 9 September 2025; if the reason is still not known then, change it to O.","cites":"School Attendance (Pupil Registration) (England) Regulations 2024, regulation 10(7) to (9); Working together to improve school attendance, paragraphs 407 to 409"}',
    )
  })

  test('--why adds the working, and nothing else', async () => {
    const [plain, withWhy] = await Promise.all([
      run(sample, '--on', '2026-07-20', '--json'),
      run(sample, '--on', '2026-07-20', '--json', '--why'),
    ])
    const rows = (out: string) =>
      out
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, unknown>)
    const why = rows(withWhy.out)
    const first = why[0]!
    assert.equal(first.rule_version, '2024-08-19')
    assert.equal(first.applies_from, '2024-08-19')
    assert.ok(typeof first.mark === 'string')
    assert.deepEqual(first.days, [
      { on: '2025-09-02', am: 'N', pm: 'N', did: 'counted', says: 'Still has code N' },
    ])
    assert.equal((first.due_days as unknown[]).length, 6)
    assert.equal((first.would_change as unknown[]).length, 3)
    assert.equal((first.inputs as Record<string, unknown>).school_days_limit, 5)
    for (const finding of why) {
      for (const added of [
        'rule_version',
        'applies_from',
        'mark',
        'days',
        'due_days',
        'would_change',
        'inputs',
      ]) {
        assert.ok(finding[added] !== undefined, `${finding.rule} has no ${added}`)
        delete finding[added]
      }
    }
    assert.deepEqual(why, rows(plain.out))
  })

  test('--pupil is one pupil, of one school where it is named', async () => {
    const ids = async (...args: string[]) => {
      const { code, out } = await run(sample, '--on', '2026-07-20', '--json', ...args)
      assert.equal(code, 0)
      return new Set(
        out
          .split('\n')
          .filter(line => line !== '')
          .map(line => {
            const { school_urn, mis_id } = JSON.parse(line)
            return `${school_urn}/${mis_id}`
          }),
      )
    }
    assert.deepEqual(await ids('--pupil', '1003'), new Set(['999900/1003', '999901/1003']))
    assert.deepEqual(await ids('--pupil', '999900/1003'), new Set(['999900/1003']))
    assert.deepEqual(await ids('--pupil', '999901/1003'), new Set(['999901/1003']))
    assert.deepEqual(await ids('--pupil', '999902/1003'), new Set())
    assert.ok((await ids()).size > 10)
  })

  test('--known-on leaves out what was recorded later, by the end of the day in England', async () => {
    const folder = folderOf({
      'pupils.csv': pupils,
      'term-dates.csv': termDates,
      'attendance.csv': marks(
        '999001,1,2025-09-08,N,N,2025-09-08T09:10:00',
        '999001,1,2025-09-08,I,I,2025-09-10T00:00:00',
        '999001,2,2025-09-09,N,N,',
        '999001,2,2025-09-10,N,N,2025-09-09T22:59:59.999Z',
        '999001,2,2025-09-11,N,N,2025-09-09T23:00:00Z',
      ),
    })
    const found = async (...args: string[]) => {
      const { out } = await run(folder, '--on', '2025-09-12', '--json', ...args)
      return out
        .split('\n')
        .filter(line => line.includes('"T-04"'))
        .map(line => JSON.parse(line).on)
    }
    assert.deepEqual(await found(), ['2025-09-09', '2025-09-10', '2025-09-11'])
    assert.deepEqual(await found('--known-on', '2025-09-10'), ['2025-09-09', '2025-09-10', '2025-09-11'])
    assert.deepEqual(await found('--known-on', '2025-09-09'), ['2025-09-08', '2025-09-09', '2025-09-10'])
    assert.deepEqual(await found('--known-on', '2025-09-08'), ['2025-09-08', '2025-09-09'])
    assert.deepEqual(await found('--known-on', '2025-09-07'), ['2025-09-09'])
  })
})

describe('assess called wrongly or on what it cannot read', () => {
  test('exits 2 and shows how, 0 for help', async () => {
    for (const args of [
      [],
      [sample],
      [sample, '--on'],
      [sample, '--on', '20/07/2026'],
      [sample, '--on', '2026-02-30'],
      ['--on', '2026-07-20'],
      [sample, sample, '--on', '2026-07-20'],
      [sample, '--on', '2026-07-20', '--xml'],
      [sample, '--on', '2026-07-20', '--why'],
      [sample, '--on', '2026-07-20', '--known-on', 'yesterday'],
      [sample, '--on', '2026-07-20', '--known-on', ''],
      [sample, '--on', '2026-07-20', '--pupil', ''],
      [sample, '--on', '2026-07-20', '--pupil', '1/2/3'],
    ]) {
      const { code, out, err } = await run(...args)
      assert.equal(code, 2, args.join(' '))
      assert.equal(out, '')
      assert.match(err, /onroll assess DIR --on/)
    }
    const { code, out } = await run('--help')
    assert.equal(code, 0)
    assert.match(out, /T-15 {2}20 school days/)
  })

  test('exits 1 where a file is missing, empty, without its columns or without a row', async () => {
    const spoil: [string, string | undefined, RegExp][] = [
      ['pupils.csv', undefined, /pupils\.csv: there is no such file/],
      ['pupils.csv', '', /pupils\.csv was refused: the file is empty/],
      ['pupils.csv', 'school_urn,mis_id\n999900,1\n', /date_of_birth, entry_date/],
      [
        'attendance.csv',
        'school_urn,mis_id,date,am_code,pm_code\n999900,1000,31/02/2026,/,/\n',
        /no row could be read/,
      ],
      [
        'term-dates.csv',
        'kind,start_date,end_date\nBREAK,2025-09-02,2025-09-03\n',
        /no row makes a school day/,
      ],
      [
        'leave.csv',
        'school_urn,mis_id,start_date,end_date\n999900,1000,then,now\n',
        /leave\.csv was refused/,
      ],
    ]
    for (const [file, text, expected] of spoil) {
      const folder = copyOfSample()
      if (text === undefined) rmSync(join(folder, file))
      else writeFileSync(join(folder, file), text)
      const { code, out, err } = await run(folder, '--on', '2026-07-20', '--json')
      assert.equal(code, 1, file)
      assert.equal(out, '')
      assert.match(err, expected)
    }
    assert.equal((await run(join(sample, 'nowhere'), '--on', '2026-07-20')).code, 1)
  })

  test('does without leave.csv, or with none in it', async () => {
    const folder = copyOfSample()
    rmSync(join(folder, 'leave.csv'))
    assert.equal((await run(folder, '--on', '2026-07-20')).code, 0)
    writeFileSync(join(folder, 'leave.csv'), 'school_urn,mis_id,start_date,end_date\n')
    assert.equal((await run(folder, '--on', '2026-07-20')).code, 0)
  })

  test('goes on past a bad row and says where it is', async () => {
    const { findings, problems } = await assessed({
      attendance:
        'school_urn,mis_id,date,am_code,pm_code\n999001,1,2025-09-02,N,/\n999001,1,2025-09-31,N,/\n999001,1,2025-09-03,QQ,N\n999001,7,2025-09-03,N,N\n,1,2025-09-04,N,N\n',
    })
    assert.deepEqual(
      findings.filter(one => one.includes('T-04')),
      ['1 T-04 2025-09-02', '1 T-04 2025-09-03'],
    )
    assert.deepEqual(
      problems.map(one => one.split(' / ')[0]),
      [
        'attendance.csv:3:date: 2025-09-31',
        'attendance.csv:4:am_code: QQ',
        'attendance.csv:5:mis_id: 7',
        'attendance.csv:6:school_urn: ',
      ],
    )
  })
})

describe('the files of assess', () => {
  test('give each pupil-day its later row, or the one recorded later', async () => {
    const t04 = async (...rows: string[]) => {
      const { findings, problems } = await assessed({ attendance: marks(...rows) })
      assert.deepEqual(problems, [])
      return findings.filter(one => one.includes('T-04')).length
    }
    assert.equal(await t04('999001,1,2025-09-02,N,N,', '999001,1,2025-09-02,/,/,'), 0)
    assert.equal(await t04('999001,1,2025-09-02,/,/,', '999001,1,2025-09-02,N,N,'), 1)
    assert.equal(
      await t04('999001,1,2025-09-02,/,/,2025-09-05T10:00:00', '999001,1,2025-09-02,N,N,2025-09-04T10:00:00'),
      0,
    )
    assert.equal(
      await t04('999001,1,2025-09-02,/,/,2025-09-05T10:00:00', '999001,1,2025-09-02,N,N,2025-09-05T10:00:00'),
      1,
    )
    assert.equal(await t04('999001,1,2025-09-02,/,/,2025-09-05T10:00:00', '999001,1,2025-09-02,N,N,'), 1)
    assert.equal(
      await t04(
        '999001,1,2025-09-02,N,N,2025-09-05T10:00:00Z',
        '999001,1,2025-09-02,/,/,2025-09-05T10:30:00+01:00',
      ),
      1,
    )
  })

  test('are joined by URN and number, by DfE number, or by UPN', async () => {
    const both =
      'school_urn,school_dfe_number,mis_id,upn,date_of_birth,entry_date\n999001,0019991,1,J001999121001,2014-01-15,2021-09-02\n'
    for (const attendance of [
      'school_urn,mis_id,date,am_code,pm_code\n999001,1,2025-09-02,N,N\n',
      'school_dfe_number,mis_id,date,am_code,pm_code\n001/9991,1,02/09/2025,n, N \n',
      '\ufeffschool_urn;upn;date;am_code;pm_code\r\n999001;j001999121001;2025-09-02;N;N\r\n',
    ]) {
      const { findings, problems } = await assessed({ pupils: both, attendance })
      assert.deepEqual(problems, [])
      assert.deepEqual(
        findings.filter(one => one.includes('T-04')),
        ['1 T-04 2025-09-02'],
      )
    }
  })

  test('read codes by date, and an old one after its time as not taken', async () => {
    const old = 'kind,start_date,end_date\nHALF_TERM,2024-06-03,2024-07-19\nHALF_TERM,2025-09-02,2025-10-24\n'
    const rows = ['2024-06-10,H,H', '2025-09-02,H,N', '2025-09-03,c2,y1'].map(row => `999001,1,${row},`)
    const { findings, problems } = await assessed({ termDates: old, attendance: marks(...rows) })
    assert.deepEqual(
      problems.map(one => one.split(' / ')[0]),
      ['attendance.csv:3:am_code: H'],
    )
    assert.ok(findings.includes('1 T-04 2025-09-02'))
  })

  test('give a school with its own term dates only those', async () => {
    const own =
      'kind,start_date,end_date,school_urn\nHALF_TERM,2025-09-02,2025-10-24,\nHALF_TERM,2025-09-10,2025-10-24,999001\n'
    const rows = ['2025-09-02,N,N', '2025-09-10,N,N'].map(row => `999001,1,${row},`)
    const { findings } = await assessed({ termDates: own, attendance: marks(...rows) })
    assert.deepEqual(
      findings.filter(one => one.includes('T-04')),
      ['1 T-04 2025-09-10'],
    )
  })

  test('may hold a pupil who came back: each time on roll is its own', async () => {
    const twice = `${pupils.trim().split('\n')[0]}\n999001,1,2014-01-15,2021-09-02,2025-09-12\n999001,1,2014-01-15,2025-11-10,\n`
    const rows = ['2025-09-02', '2025-09-15', '2025-11-10'].map(date => `999001,1,${date},N,N,`)
    const { findings } = await assessed({ pupils: twice, attendance: marks(...rows) })
    assert.deepEqual(
      findings.filter(one => /T-04|T-1/.test(one)),
      ['1 T-04 2025-09-02', '1 T-11 2025-09-12', '1 T-04 2025-11-10', '1 T-10 2025-11-10'],
    )
  })

  test('give a pupil who came back each leave with the time on roll it fell in, and all findings in order', async () => {
    // The later time on roll stands first in the file.
    const twice = `${pupils.trim().split('\n')[0]}\n999001,1,2014-01-15,2025-11-10,\n999001,1,2014-01-15,2021-09-02,2025-10-03\n`
    const days = ['2025-09-16', '2025-10-03', '2025-11-13', '2025-11-14', '2025-12-02']
    const files = (...leaves: string[]) => ({
      pupils: twice,
      attendance: marks(...days.map(date => `999001,1,${date},O,O,`), '999001,1,2025-09-02,N,N,'),
      leave: `school_urn,mis_id,start_date,end_date\n${leaves.map(leave => `999001,1,${leave}\n`).join('')}`,
    })
    const found = async (...leaves: string[]) =>
      (await assessed(files(...leaves))).findings.filter(one => /T-14|T-04|T-10/.test(one))
    assert.deepEqual(await found('2025-09-15,2025-09-15', '2025-12-01,2025-12-01'), [
      '1 T-04 2025-09-02',
      '1 T-14 2025-09-16',
      '1 T-10 2025-11-10',
      '1 T-14 2025-12-02',
    ])
    // Leave that ends on the day of entry, or begins on the day of leaving, fell in that time on roll; leave between in neither.
    assert.deepEqual(await found('2025-11-05,2025-11-10'), [
      '1 T-04 2025-09-02',
      '1 T-10 2025-11-10',
      '1 T-14 2025-11-13',
    ])
    assert.deepEqual(await found('2025-10-07,2025-11-07'), ['1 T-04 2025-09-02', '1 T-10 2025-11-10'])
    assert.deepEqual(await found('2025-10-02,2025-10-02'), [
      '1 T-04 2025-09-02',
      '1 T-14 2025-10-03',
      '1 T-10 2025-11-10',
    ])
  })

  test('where only one school has term dates, are assessed for that school', async () => {
    const own = 'kind,start_date,end_date,school_urn\nHALF_TERM,2025-09-02,2025-10-24,999001\n'
    const rows = marks('999001,1,2025-09-02,N,N,')
    assert.ok((await assessed({ termDates: own, attendance: rows })).findings.includes('1 T-04 2025-09-02'))
    const both = `${own}BREAK,2025-10-27,2025-10-31,\n`
    assert.ok((await assessed({ termDates: both, attendance: rows })).findings.includes('1 T-04 2025-09-02'))
  })

  test('never hide a child for a leaving date that cannot be read', async () => {
    const bad = `${pupils.trim().split('\n')[0]}\n999001,1,2014-01-15,2021-09-02,soon\n`
    const { findings, problems } = await assessed({
      pupils: bad,
      attendance: marks('999001,1,2025-12-19,N,N,'),
    })
    assert.equal(problems.length, 1)
    assert.ok(findings.includes('1 T-04 2025-12-19'))
  })
})
