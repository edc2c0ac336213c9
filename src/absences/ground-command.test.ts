// `onroll assess --ground`: the examples of docs/evidence.md on a register, and what the register itself shows.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { addDays, type LocalDate, localDate, weekday } from '../calendar/local-date.ts'
import { commonFields } from '../registers/ground.ts'
import { groundWithCode } from '../registers/grounds.ts'
import { type CompleteCase, completeCases } from '../registers/testing/complete-cases.ts'
import { assessCommand } from './commands.ts'
import { keysOf } from './ground-command.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const termDates = `kind,name,start_date,end_date
HALF_TERM,Autumn 1,2025-09-02,2025-10-24
HALF_TERM,Autumn 2,2025-11-03,2025-12-19
HALF_TERM,Spring 1,2026-01-05,2026-02-13
HALF_TERM,Spring 2,2026-02-23,2026-04-02
HALF_TERM,Summer 1,2026-04-20,2026-05-22
HALF_TERM,Summer 2,2026-06-01,2026-07-21
HALF_TERM,Autumn 2026,2026-09-01,2026-10-23
INSET,,2025-11-03,2025-11-03
INSET,,2026-01-05,2026-01-05
INSET,,2026-06-01,2026-06-01
INSET,,2026-07-21,2026-07-21
BANK_HOLIDAY,,2026-05-04,2026-05-04
`

type Folder = { marks?: Record<string, string>; leave?: string; pupils?: string; from?: string; to?: string }

/** A register with one pupil, present but for what is said. */
function register(dob: LocalDate, { marks = {}, leave, pupils, from, to }: Folder): string {
  const folder = mkdtempSync(join(tmpdir(), 'onroll-ground-'))
  folders.push(folder)
  const rows = ['school_urn,mis_id,date,am_code,pm_code']
  for (let on = localDate(from ?? '2025-09-02'); on <= (to ?? '2026-09-04'); on = addDays(on, 1)) {
    if (weekday(on) > 5) continue
    const said = Object.entries(marks).findLast(([span]) => {
      const [first, last = first] = span.split('..')
      return first! <= on && on <= last!
    })
    const [am = '/', pm = am] = said?.[1].split(' ') ?? ['/', '\\']
    rows.push(`999001,7,${on},${am},${pm}`)
  }
  writeFileSync(join(folder, 'term-dates.csv'), termDates)
  writeFileSync(
    join(folder, 'pupils.csv'),
    pupils ??
      `school_urn,mis_id,date_of_birth,entry_date,leaving_date,most_senior_class\n999001,7,${dob},2021-09-02,,\n`,
  )
  writeFileSync(join(folder, 'attendance.csv'), `${rows.join('\n')}\n`)
  if (leave)
    writeFileSync(join(folder, 'leave.csv'), `school_urn,mis_id,start_date,end_date\n999001,7,${leave}\n`)
  return folder
}

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

type Json = {
  school_urn: string
  mis_id: string
  ground: string
  on: string
  proposed_on?: string
  allowed: boolean
  missing: Record<'asks' | 'says' | 'cites' | 'rule' | 'rule_version' | 'mark' | 'settled_by', string>[]
  earliest: string | null
  then: { does: string; rule: string; cites: string; mark: string; due?: string }[]
}

async function asked(folder: string, on: string, ground: string, evidence: unknown, ...more: string[]) {
  const file = join(folder, 'evidence.json')
  writeFileSync(file, JSON.stringify(evidence))
  const args = [
    folder,
    '--on',
    on,
    '--ground',
    ground,
    '--pupil',
    '999001/7',
    '--evidence',
    file,
    '--json',
    ...more,
  ]
  const { code, out, err } = await run(...args)
  assert.equal(code, 0, err)
  assert.equal(out.trim().split('\n').length, 1)
  const json = JSON.parse(out) as Json
  return { ...json, says: json.missing.map(one => one.says) }
}

const caseOf = (code: string): CompleteCase => completeCases.find(one => one.code === code)!
const folderOf = ({ dob, marks, leave }: CompleteCase): string =>
  register(dob, { ...(marks && { marks: { ...marks } }), ...(leave && { leave: leave.join(',') }) })

const docs = join(import.meta.dirname, '..', '..', 'docs', 'evidence.md')
const examples = () =>
  [
    ...readFileSync(docs, 'utf8').matchAll(
      /^### (R9\S+)[^\n]*\n[\s\S]*?^Asked on ([\d-]+)[\s\S]*?```json\n([\s\S]*?)```/gm,
    ),
  ].map(([, code, on, json]) => ({ code: code!, on: on!, evidence: JSON.parse(json!) as unknown }))

describe('the examples of docs/evidence.md', () => {
  test('are the complete cases, with every key that there is', () => {
    const before = readFileSync(docs, 'utf8')
    const grounds = completeCases.map(one => {
      const ground = groundWithCode(one.code)!
      const own = Object.fromEntries(
        Object.entries(ground.fields).filter(([name]) => !(name in commonFields)),
      )
      return [
        `### ${one.code} ${ground.label}`,
        `\`\`\`text\n${keysOf(own, '')}\n\`\`\``,
        `Asked on ${one.on}${one.register ? ', with a register that shows the absence' : ''}:`,
        `\`\`\`json\n${JSON.stringify(one.evidence, null, 2)}\n\`\`\``,
      ].join('\n\n')
    })
    const between = (text: string, name: string, now: string) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`),
        () => `<!-- ${name} -->\n${now}\n<!-- /${name} -->`,
      )
    const common = `\`\`\`text\n${keysOf(commonFields, '')}\n\`\`\``
    const now = between(between(before, 'common', common), 'grounds', grounds.join('\n\n'))
    if (now !== before) writeFileSync(docs, now)
    assert.equal(before, now, 'docs/evidence.md was out of date and has been printed again: commit it')
  })

  test('are allowed on their day, on a register', async () => {
    assert.equal(examples().length, 20)
    for (const { code, on, evidence } of examples()) {
      const answer = await asked(folderOf(caseOf(code)), on, code, evidence)
      assert.deepEqual(answer.says, [], code)
      assert.equal(answer.allowed, true)
      assert.equal(answer.earliest, on)
      assert.equal(answer.ground, code)
      assert.equal(answer.on, on)
      assert.equal(answer.school_urn, '999001')
      assert.equal(answer.mis_id, '7')
      assert.ok(answer.then.length > 0)
      assert.equal(answer.proposed_on, undefined)
    }
  })
})

describe('what the register shows', () => {
  const i = caseOf('R9-I')
  test('17: twenty days on 10 October, and nothing else: refused', async () => {
    const answer = await asked(folderOf(i), '2025-10-10', 'R9-I', { deletion_return_ready: true })
    assert.equal(answer.allowed, false)
    assert.equal(answer.earliest, null)
    assert.ok(!answer.says.some(says => says.includes('20 school days')))
    assert.deepEqual(
      answer.then.map(one => one.rule),
      ['T-12'],
    )
    for (const one of answer.missing) {
      assert.deepEqual(Object.keys(one), [
        'asks',
        'says',
        'cites',
        'rule',
        'rule_version',
        'mark',
        'settled_by',
      ])
      assert.ok(Object.values(one).every(value => value.length > 0))
    }
  })

  test('the day before the twentieth there are not twenty', async () => {
    const before = await asked(folderOf(i), '2025-10-09', 'R9-I', { deletion_return_ready: true })
    assert.ok(before.says.some(says => says.includes('does not show 20 school days')))
  })

  test('20: one session of Y2 defeats ground I', async () => {
    const folder = register(i.dob, { marks: { ...i.marks, '2025-09-30': 'O Y2' } })
    const answer = await asked(folder, '2025-10-20', 'R9-I', i.evidence)
    assert.deepEqual(answer.says, [
      'The register does not show 20 school days of continuous absence, every session taken and coded G, N or O',
      'The afternoon of Tuesday 30 September 2025 has code Y2, which is not G, N or O',
    ])
  })

  test('a day in school after it defeats it, and so does one in sickness', async () => {
    const back = register(i.dob, { marks: { ...i.marks, '2025-10-17': 'O /' } })
    assert.deepEqual((await asked(back, '2025-10-20', 'R9-I', i.evidence)).says, [
      'The child has been in school since, on Friday 17 October 2025',
    ])
    const ill = register(i.dob, { marks: { ...i.marks, '2025-10-17': 'I' } })
    assert.equal((await asked(ill, '2025-10-20', 'R9-I', i.evidence)).missing.length, 2)
  })

  test('days since that nobody recorded defeat it, but not the day it is asked', async () => {
    const hole = register(i.dob, { marks: { ...i.marks, '2025-10-14': 'O .' } })
    const says = async (folder: string, on: string) =>
      (await asked(folder, on, 'R9-I', { ...(i.evidence as object), proposed_on: on })).says.filter(one =>
        one.includes('was not taken'),
      )
    assert.deepEqual(await says(hole, '2025-10-20'), [
      'The register of Tuesday 14 October 2025 was not taken, so nobody can say that the child was still away',
    ])
    assert.deepEqual(await says(hole, '2025-10-14'), [])
    const silent = register(i.dob, { marks: { ...i.marks }, to: '2025-10-10' })
    assert.equal((await says(silent, '2026-03-02')).length, 1)
    assert.deepEqual(await says(silent, '2025-10-13'), [])
  })

  test('leave or illness that the register still shows defeats ground H; illness that is over does not', async () => {
    const h = caseOf('R9-H')
    const says = async (marks: Record<string, string>) => {
      const folder = register(h.dob, { marks: { ...h.marks, ...marks }, leave: h.leave!.join(',') })
      return (await asked(folder, h.on, 'H', h.evidence)).says
    }
    assert.deepEqual(await says({ '2025-12-15..2025-12-19': 'I' }), [])
    assert.deepEqual(await says({ '2026-01-20': 'O I' }), [])
    const excused = 'The afternoon of Tuesday 20 January 2026 has code I'
    assert.deepEqual(await says({ '2025-12-15..2026-01-20': 'I' }), [
      `${excused}: the register itself still excuses the absence, and the answer says no`,
    ])
    assert.deepEqual(await says({ '2026-01-07': 'O C' }), [
      'The afternoon of Wednesday 7 January 2026 has code C, so by the register the leave went on after Friday 12 December 2025',
    ])
  })

  test('another register in the same folder holds the name, whatever the evidence says', async () => {
    const pupils = (leaving: string) =>
      `school_urn,mis_id,upn,date_of_birth,entry_date,leaving_date\n999001,7,Z999001000001,${i.dob},2021-09-02,\n999002,8,Z999001000001,${i.dob},2025-09-02,${leaving}\n`
    const at = (leaving: string) => register(i.dob, { marks: { ...i.marks }, pupils: pupils(leaving) })
    const both = await asked(at(''), '2025-10-20', 'I', i.evidence)
    assert.deepEqual(both.says, ['By the same UPN the pupil is on the register of school 999002 too'])
    assert.equal(both.earliest, null)
    assert.deepEqual((await asked(at('2025-10-20'), '2025-10-20', 'I', i.evidence)).says, [])
    const said = { ...(i.evidence as object), dual_registered: true }
    assert.equal((await asked(at(''), '2025-10-20', 'I', said)).says.length, 1)
    assert.deepEqual((await asked(at(''), '2026-01-12', 'A', caseOf('R9-A').evidence)).says, [])
  })

  test('21: ten school days after leave are there on 12 January, not on the 9th', async () => {
    const h = caseOf('R9-H')
    const folder = folderOf(h)
    const days = (says: string[]) => says.filter(one => one.includes('10 school days'))
    assert.equal(days((await asked(folder, '2026-01-09', 'H', h.evidence)).says).length, 1)
    assert.equal(days((await asked(folder, '2026-01-12', 'H', h.evidence)).says).length, 0)
    const none = register(h.dob, { marks: { ...h.marks } })
    assert.ok((await asked(none, '2026-01-20', 'H', h.evidence)).says[0]!.includes('No leave was granted'))
  })

  test('22: leave of three days, ten school days after it on 6 March', async () => {
    const marks = { '2026-02-11..2026-02-13': 'C', '2026-02-23..2026-03-31': 'O' }
    const folder = register(i.dob, { marks, leave: '2026-02-11,2026-02-13' })
    const days = async (on: string) =>
      (await asked(folder, on, 'R9-H', {})).says.filter(one => one.includes('10 school days')).length
    assert.equal(await days('2026-03-05'), 1)
    assert.equal(await days('2026-03-06'), 0)
  })

  test('a pupil not of compulsory school age: 9(1) is refused, 9(3) counts the days', async () => {
    const younger = caseOf('R9-3-ABSENT')
    const answer = await asked(folderOf(younger), younger.on, 'I', i.evidence)
    assert.ok(answer.says[0]!.includes('only for a pupil of compulsory school age'))
  })

  test('30: the most senior class is read from pupils.csv, the end of term from the term dates', async () => {
    const { dob, evidence } = caseOf('R9-A')
    const pupils = `school_urn,mis_id,date_of_birth,entry_date,most_senior_class\n999001,7,${dob},2021-09-02,true\n`
    const folder = register(dob, { pupils })
    const { deletion_return_ready: _, ...without } = evidence
    assert.equal((await asked(folder, '2026-07-22', 'A', without)).allowed, true)
    assert.equal((await asked(folder, '2026-07-10', 'A', without)).allowed, false)
  })

  test('a name that is not on the register cannot come off it', async () => {
    const { dob, evidence } = caseOf('R9-K')
    const row = (entry: string, leaving: string) =>
      `school_urn,mis_id,date_of_birth,entry_date,leaving_date\n999001,7,${dob},${entry},${leaving}\n`
    const says = async (entry: string, leaving: string) => {
      const answer = await asked(register(dob, { pupils: row(entry, leaving) }), '2026-02-02', 'K', evidence)
      assert.equal(answer.earliest, answer.allowed ? '2026-02-02' : null)
      return answer.says
    }
    assert.deepEqual(await says('2021-09-02', '2025-12-19'), [
      'The name came off the register on Friday 19 December 2025',
    ])
    assert.deepEqual(await says('2021-09-02', '2026-02-02'), [
      'The name came off the register on Monday 2 February 2026',
    ])
    assert.deepEqual(await says('2021-09-02', '2026-02-03'), [])
    assert.deepEqual(await says('2026-02-02', ''), [])
    assert.deepEqual(await says('2026-02-03', ''), [
      'The name is entered in the register on Tuesday 3 February 2026 and is not there before',
    ])
  })

  test('of two times on roll the one that holds the day is meant', async () => {
    const { dob, evidence } = caseOf('R9-K')
    const pupils = `school_urn,mis_id,date_of_birth,entry_date,leaving_date\n999001,7,${dob},2026-01-05,\n999001,7,${dob},2021-09-02,2025-10-01\n`
    assert.equal((await asked(register(dob, { pupils }), '2026-02-02', 'K', evidence)).allowed, true)
    assert.deepEqual(
      (await asked(register(dob, { pupils }), '2025-11-03', 'K', evidence)).says[0],
      'The name came off the register on Wednesday 1 October 2025',
    )
  })

  test('as known on a day before a correction', async () => {
    const folder = register(i.dob, { marks: { ...i.marks } })
    const file = join(folder, 'attendance.csv')
    const rows = readFileSync(file, 'utf8').trim().split('\n')
    const dated = rows.map((row, at) => `${row},${at === 0 ? 'recorded_at' : '2025-10-13T09:00:00Z'}`)
    writeFileSync(file, `${dated.join('\n')}\n999001,7,2025-10-01,I,I,2025-10-17T09:00:00Z\n`)
    assert.equal(
      (await asked(folder, '2025-10-10', 'I', {}, '--known-on', '2025-10-16')).says.filter(says =>
        says.includes('20 school days'),
      ).length,
      0,
    )
    assert.equal(
      (await asked(folder, '2025-10-10', 'I', {})).says.filter(says => says.includes('20 school days'))
        .length,
      1,
    )
  })
})

describe('the ground', () => {
  const folder = register(localDate('2014-01-15'), {})
  const about = async (ground: string, on = '2026-02-02') =>
    run(folder, '--on', on, '--ground', ground, '--pupil', '7', '--json')
  test('is read in every form', async () => {
    for (const form of ['R9-F', 'f', '9(1)(f)', '9.1.f', 'Ground F', 'regulation 9(1)(f)']) {
      assert.equal(JSON.parse((await about(form)).out).ground, 'R9-F', form)
    }
    for (const form of ['R9-3-LEFT', 'r9-3-left', '9(3) left', '9-3-left', 'regulation 9(3) left']) {
      assert.equal(JSON.parse((await about(form)).out).ground, 'R9-3-LEFT', form)
    }
  })

  test('that never is one is answered by its name', async () => {
    const named: [string, RegExp][] = [
      ['20 days alone', /20 school days have gone by is never/],
      ['twenty days absent', /20 school days have gone by is never/],
      ['asked to find another school', /off-rolling/],
      ['Poor attendance', /Poor attendance is never/],
      ['illness', /Illness is never/],
      ['EBSA', /Illness is never/],
      ['EHE by phone', /telephone or in person .* is never/],
      ['home education by telephone', /telephone or in person .* is never/],
      ['place offered', /an offer is not registration/],
      ['place offered elsewhere', /an offer is not registration/],
      ['pregnancy', /Pregnancy is never/],
      ['awaiting appeal', /appeal or a review is awaited is never/],
      ['awaiting an appeal', /appeal or a review is awaited is never/],
    ]
    for (const [text, expected] of named) {
      const { code, out } = await about(text)
      assert.equal(code, 0)
      const answer = JSON.parse(out) as Json
      assert.equal(answer.allowed, false)
      assert.equal(answer.ground, text)
      assert.equal(answer.missing.length, 1)
      assert.match(answer.missing[0]!.says, expected)
      assert.equal(answer.missing[0]!.rule, 'T-12')
      assert.equal(answer.earliest, null)
    }
  })

  test('is one, and of the law of the day', async () => {
    for (const two of ['A, F', 'A and F', 'R9-A;R9-F', 'A+F']) {
      const { out } = await about(two)
      assert.match((JSON.parse(out) as Json).missing[0]!.says, /exactly one ground, and 2 are given/, two)
    }
    const twice = await run(
      folder,
      '--on',
      '2026-02-02',
      '--ground',
      'A',
      '--ground',
      'F',
      '--pupil',
      '7',
      '--json',
    )
    assert.match(twice.out, /exactly one ground/)
    const old = await about('8(1)(h)')
    assert.match((JSON.parse(old.out) as Json).missing[0]!.says, /ended on 18 August 2024/)
    const early = await about('9(1)(i)', '2024-08-18')
    assert.match((JSON.parse(early.out) as Json).missing[0]!.says, /began on 19 August 2024/)
    assert.equal((await about('h', '2024-08-18')).code, 2)
    assert.equal((await about('9(3) left', '2024-08-18')).code, 2)
    assert.equal((await about('A', '2024-08-19')).code, 0)
  })

  test('that is none at all is a wrong call', async () => {
    for (const text of ['zebra', '', 'R9-Z', '9(3) zebra']) {
      const { code, out, err } = await about(text)
      assert.equal(code, 2, text)
      assert.equal(out, '')
      assert.match(err, /is not a ground that is known here/)
    }
  })
})

describe('the call', () => {
  const folder = register(localDate('2014-01-15'), {})
  const base = [folder, '--on', '2026-02-02', '--ground', 'F', '--pupil', '999001/7']
  const wrong = async (...args: string[]) => {
    const { code, out, err } = await run(...args)
    assert.equal(code, 2, err)
    assert.equal(out, '')
    return err
  }
  test('is refused where it is made wrongly', async () => {
    assert.match(await wrong('--ground', 'F'), /Name one folder/)
    assert.match(await wrong(folder, folder, '--ground', 'F'), /Name one folder/)
    assert.match(await wrong(folder, '--ground', 'F', '--pupil', '7'), /--on YYYY-MM-DD/)
    assert.match(await wrong(folder, '--ground', 'F', '--pupil', '7', '--on', '2026-02-30'), /is not a day/)
    assert.match(await wrong(folder, '--ground=F', '--on', '2026-02-02'), /--pupil MIS_ID/)
    assert.match(await wrong(...base, '--known-on', 'x'), /--known-on "x"/)
    assert.match(await wrong(...base, '--zebra'), /zebra/)
  })

  test('is refused where a file is not there or cannot be read', async () => {
    const refused = async (...args: string[]) => {
      const { code, out, err } = await run(...args)
      assert.equal(code, 1, err)
      assert.equal(out, '')
      return err
    }
    assert.match(await refused('/nowhere', ...base.slice(1)), /nowhere\/pupils\.csv: there is no such file/)
    assert.match(
      await refused(...base, '--evidence', join(folder, 'none.json')),
      /none\.json: there is no such file/,
    )
    assert.match(await refused(...base.slice(0, -1), '999001/8'), /there is no pupil 999001\/8/)
    assert.match(await refused(...base.slice(0, -1), '999002/7'), /there is no pupil 999002\/7/)
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, '{ "notice": letter }')
    assert.match(
      await refused(...base, '--evidence', bad),
      /bad\.json is not JSON: .*position|bad\.json is not JSON/,
    )
    writeFileSync(bad, '{ "noticeKept": "x", "notice": "shout", "last_day": "soon", "from_parent": "yes" }')
    const err = await refused(...base, '--evidence', bad)
    assert.match(err, /\$\.noticeKept: found a key that is not asked for, expected "notice_kept"/)
    assert.match(err, /\$\.notice: found "shout", expected "letter" or "email" or "spoken"/)
    assert.match(err, /\$\.last_day: found "soon", expected a day as "YYYY-MM-DD"/)
    assert.match(err, /\$\.from_parent: found "yes", expected true or false/)
    const empty = register(localDate('2014-01-15'), {})
    writeFileSync(join(empty, 'pupils.csv'), '')
    assert.match(await refused(empty, ...base.slice(1)), /pupils\.csv was refused: the file is empty/)
    writeFileSync(
      join(empty, 'term-dates.csv'),
      'kind,name,start_date,end_date\nBREAK,,2025-10-25,2025-11-02\n',
    )
    writeFileSync(join(empty, 'pupils.csv'), readFileSync(join(folder, 'pupils.csv')))
    assert.match(await refused(empty, ...base.slice(1)), /no row makes a school day/)
  })

  test('says which school where a number is two pupils', async () => {
    const dob = '2014-01-15'
    const pupils = `school_urn,mis_id,date_of_birth,entry_date\n999001,7,${dob},2021-09-02\n999002,7,${dob},2021-09-02\n`
    const two = register(localDate(dob), { pupils })
    assert.match(
      await wrong(two, '--on', '2026-02-02', '--ground', 'K', '--pupil', '7'),
      /2 pupils 7\. Say which: --pupil 999001\/7, 999002\/7/,
    )
    assert.equal((await run(two, '--on', '2026-02-02', '--ground', 'K', '--pupil', '999002/7')).code, 0)
  })

  test('without evidence answers with all that is needed', async () => {
    const { code, out } = await run(...base)
    assert.equal(code, 0)
    assert.match(out, /^School 999001, pupil 7: may the name come off the register on Monday 2 February 2026/)
    assert.match(out, /No\. 10 things are missing:/)
    assert.match(out, /Until then:\n {2}The name stays on the register/)
  })

  test('in words says yes with the day and what must follow, and when only time is missing', async () => {
    const f = caseOf('R9-F')
    const file = join(folder, 'f.json')
    writeFileSync(file, JSON.stringify(f.evidence))
    const words = async (on: string, more: Record<string, unknown> = {}) => {
      writeFileSync(file, JSON.stringify({ ...f.evidence, ...more }))
      return (await run(folder, '--on', on, '--ground', 'F', '--pupil', '7', '--evidence', file)).out
    }
    assert.match(
      await words('2025-11-10'),
      /Yes\. The earliest lawful day is Monday 10 November 2025\.[\s\S]*What must follow:/,
    )
    assert.match(
      await words('2025-11-07'),
      /One thing is missing:[\s\S]*Only time is missing: the earliest lawful day is Saturday 8 November 2025\./,
    )
    assert.match(
      await words('2025-11-07', { proposed_on: '2025-11-10' }),
      /come off the register on Monday 10 November 2025[\s\S]*Asked on Friday 7 November 2025\.[\s\S]*Yes/,
    )
  })

  test('shows its help and its keys', async () => {
    const help = await run('--ground', 'F', '--help')
    assert.equal(help.code, 0)
    assert.match(help.out, /--evidence FILE/)
    const keys = await run('--ground', 'C', '--keys')
    assert.equal(keys.code, 0)
    assert.match(keys.out, /other_schools: a list of objects with\n[\s\S]*consented_on: "YYYY-MM-DD"/)
    assert.match(
      (await run('--ground', 'I', '--keys')).out,
      /school_signature: \{ "name"[\s\S]*school_still_to_do: \["text", \.\.\.\]|school_still_to_do/,
    )
    assert.match((await run('--ground', 'J', '--keys')).out, /detained_months: 0, 1, 2/)
    assert.equal((await run('--ground', 'zebra', '--keys')).code, 2)
    assert.match((await run('--help')).out, /Never a ground: asked to find another school/)
  })
})
