// Made-up lists as files: what `onroll link` is given, and the truth beside it.

import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { columns, type MadeRecord, Maker, type MakerSettings } from '../lists.ts'
import type { TrueRecord } from '../measures.ts'

const cell = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

function* csvRows(of: Iterable<MadeRecord>, seen: (record: MadeRecord) => void): Generator<string> {
  for (const record of of) {
    seen(record)
    yield columns.map(column => cell(record[column])).join(',')
  }
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

/**
 * Writes left.csv, right.csv and truth.csv, which says of each person where it stands in either list.
 * Gives the truth of every record of the right list.
 */
export async function writeMadeUp(
  dir: string,
  given: Pick<MakerSettings, 'children' | 'seed'> & Partial<MakerSettings>,
): Promise<TrueRecord[]> {
  const maker = new Maker({ errors: 1, pool: 'usual', ...given })
  return writeRecords(dir, maker.left(), maker.right())
}

/** The same of any two lists of made-up records. */
export async function writeRecords(
  dir: string,
  left: Iterable<MadeRecord>,
  right: Iterable<MadeRecord>,
): Promise<TrueRecord[]> {
  await mkdir(dir, { recursive: true })
  const leftOf = new Map<number, string>()
  const rows = new Map<number, string>()
  const truth: TrueRecord[] = []
  const says = ({ household, origin, moved }: MadeRecord['truth']) =>
    `${household},${origin},${moved ? 'yes' : 'no'}`
  const header = columns.join(',')
  await writeRows(
    join(dir, 'left.csv'),
    header,
    csvRows(left, record => {
      leftOf.set(record.truth.person, record.id)
      rows.set(record.truth.person, `${record.truth.person},${record.id},,${says(record.truth)}`)
    }),
  )
  await writeRows(
    join(dir, 'right.csv'),
    header,
    csvRows(right, record => {
      const { person, origin, moved, upnGiven } = record.truth
      const there = leftOf.get(person)
      truth.push({ right: record.id, left: there, origin, moved, upnGiven })
      rows.set(person, `${person},${there ?? ''},${record.id},${says(record.truth)}`)
    }),
  )
  await writeRows(join(dir, 'truth.csv'), 'person,left_id,right_id,household,origin,moved', rows.values())
  return truth
}
