// Writes two lists of made-up pupils and the truth about them, for trying the matcher on.
//   npm run bench -- made-up --children 250000 --seed 101 --errors 2.5 --pool concentrated --out DIR

import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { columns, type MadeRecord, Maker, type MakerSettings } from '../src/matching/made-up/lists.ts'
import { say } from './machine.ts'

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      children: { type: 'string', default: '250000' },
      seed: { type: 'string', default: '1' },
      errors: { type: 'string', default: '1' },
      pool: { type: 'string', default: 'usual' },
      out: { type: 'string' },
    },
  })
  if (!values.out || (values.pool !== 'usual' && values.pool !== 'concentrated'))
    throw new Error('made-up needs --out DIR; --pool is usual or concentrated')
  const settings: MakerSettings = {
    children: Number(values.children),
    seed: Number(values.seed),
    errors: Number(values.errors),
    pool: values.pool,
  }
  const started = performance.now()
  await writeMadeUp(values.out, settings)
  return { settings, out: values.out, seconds: (performance.now() - started) / 1000 }
}

const cell = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** Writes left.csv, right.csv and truth.csv: of each person, where it stands in either list. */
export async function writeMadeUp(
  dir: string,
  given: Pick<MakerSettings, 'children' | 'seed'> & Partial<MakerSettings>,
): Promise<void> {
  const settings: MakerSettings = { errors: 1, pool: 'usual', ...given }
  await mkdir(dir, { recursive: true })
  const maker = new Maker(settings)
  const places = new Map<number, { left: string; right: string; says: string }>()
  await writeRows(
    join(dir, 'left.csv'),
    columns.join(','),
    records(maker.left(), record => {
      const { person, household, origin, moved } = record.truth
      places.set(person, {
        left: record.id,
        right: '',
        says: `${household},${origin},${moved ? 'yes' : 'no'}`,
      })
    }),
  )
  await writeRows(
    join(dir, 'right.csv'),
    columns.join(','),
    records(maker.right(), record => {
      const { person, household, origin, moved } = record.truth
      const place = places.get(person)
      if (place) place.right = record.id
      else
        places.set(person, {
          left: '',
          right: record.id,
          says: `${household},${origin},${moved ? 'yes' : 'no'}`,
        })
    }),
  )
  await writeRows(join(dir, 'truth.csv'), 'person,left_id,right_id,household,origin,moved', truths(places))
  say(`made ${settings.children} by ${settings.children} in ${dir}`)
}

function* records(of: Iterable<MadeRecord>, seen: (record: MadeRecord) => void): Generator<string> {
  for (const record of of) {
    seen(record)
    yield columns.map(column => cell(record[column])).join(',')
  }
}

function* truths(places: Map<number, { left: string; right: string; says: string }>): Generator<string> {
  for (const [person, { left, right, says }] of places) yield `${person},${left},${right},${says}`
}

async function writeRows(path: string, header: string, rows: Iterable<string>): Promise<void> {
  const file = createWriteStream(path)
  let text = `${header}\n`
  for (const row of rows) {
    text += `${row}\n`
    if (text.length > 1_000_000) {
      if (!file.write(text)) await new Promise<void>(resolve => file.once('drain', () => resolve()))
      text = ''
    }
  }
  await new Promise<void>((resolve, reject) => {
    file.once('error', reject)
    file.end(text, resolve)
  })
}
