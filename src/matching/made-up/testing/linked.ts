// Runs `onroll link` as a person would and reads what it prints: the measures are of the command, not of its insides.

import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import type { MadeLink, ScoredPair } from '../measures.ts'

const onroll = join(import.meta.dirname, '../../../../bin/onroll.js')

type Printed = {
  left_id?: string
  right_id: string
  probability?: number
  band?: string
  best_candidate?: { left_id: string; probability: number }
}

/** Links left.csv and right.csv of a folder, into pairs.jsonl beside them. Gives how long it took and its last words. */
export async function linkFiles(dir: string, ...args: string[]): Promise<{ seconds: number; said: string }> {
  const started = performance.now()
  const words = ['link', join(dir, 'left.csv'), join(dir, 'right.csv'), '--json', ...args]
  const child = spawn(process.execPath, [onroll, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const file = createWriteStream(join(dir, 'pairs.jsonl'))
  child.stdout.pipe(file)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await Promise.all([
    new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject)),
    finished(file),
  ])
  if (code !== 0) throw new Error(`onroll link gave ${code}: ${said}`)
  return { seconds: (performance.now() - started) / 1000, said: said.trimEnd().split('\n').at(-1) ?? '' }
}

async function* printedIn(dir: string): AsyncGenerator<[Printed, string]> {
  const lines = createInterface({ input: createReadStream(join(dir, 'pairs.jsonl')), crlfDelay: Infinity })
  for await (const line of lines) if (line !== '') yield [JSON.parse(line) as Printed, line]
}

/** What was printed of each record of the right list: its link, or of those who found nobody the best candidate. */
export async function readLinks(dir: string): Promise<MadeLink[]> {
  const links: MadeLink[] = []
  for await (const [{ left_id, right_id, probability, band, best_candidate: best }] of printedIn(dir)) {
    if (left_id !== undefined && probability !== undefined && band !== undefined)
      links.push({ right: right_id, left: left_id, probability, band })
    else if (best)
      links.push({ right: right_id, left: best.left_id, probability: best.probability, band: 'none' })
  }
  return links
}

/** Every pair that was scored, of a run with `--candidates`. */
export async function readScored(dir: string): Promise<ScoredPair[]> {
  const scored: ScoredPair[] = []
  for await (const [{ left_id, right_id, probability }] of printedIn(dir))
    if (left_id !== undefined && probability !== undefined)
      scored.push({ right: right_id, left: left_id, probability })
  return scored
}

/** The whole lines about these records of the right list, with their evidence. */
export async function linesAbout(dir: string, rights: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const [{ right_id }, line] of printedIn(dir)) if (rights.has(right_id)) found.set(right_id, line)
  return found
}
