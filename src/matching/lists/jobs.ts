/** What the threads of `onroll link` do: each reads a file, and then both score their share of the right list. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type Corpus, CorpusBuilder, fileShape, Values } from '../corpus.ts'
import { type Ids, IdsTaken } from './ids.ts'
import { type ListLimits, ListReader, ListRefused, usualListLimits } from './list-reader.ts'
import { ListText, notText } from './list-text.ts'
import { Problems } from './problems.ts'
import { describedIn } from './row.ts'
import { type PlainValues, plainValues } from './sharing.ts'
import { Work } from './work.ts'

/** A list as one thread read it. `refused` says in a sentence why there is none. */
export type ListRead =
  | { refused: string; problems: string[] }
  | {
      refused: undefined
      problems: string[]
      corpus: Corpus
      /** The distinct values, where another thread is to have them. */
      values: PlainValues | undefined
      ids: Ids
      /** Which of our columns the file has, in the order of `columns`. */
      has: boolean[]
    }

const piece = 1 << 18

/** Reads a list from disk into columns that threads can share. Never throws for what is in the file. */
export function readList(path: string, values: Values, limits: Partial<ListLimits> = {}): ListRead {
  const problems = new Problems(path)
  const builder = new CorpusBuilder(values, fileShape, undefined, 1 << 12)
  const ids = new IdsTaken()
  const reader = new ListReader(
    (cells, places, line) => {
      const id = cells[places[0]!]!.trim()
      const before = ids.take(id)
      builder.add(describedIn(cells, places))
      if (before.length === 0) return
      if (before.some(row => builder.isSame(row, ids.count - 1))) {
        ids.dropLast()
        builder.dropLast()
        problems.add({
          line,
          column: 'id',
          found: id,
          expected: 'each row once; it is there before, the same in all that is compared, and counts once',
          severity: 'note',
        })
      } else
        problems.add({
          line,
          column: 'id',
          found: id,
          expected: 'an id that no other row has; both rows are compared, and printed with this id',
          severity: 'warning',
        })
    },
    problem => problems.add(problem),
    limits,
  )
  try {
    readInto(path, reader, limits.bytesMax ?? usualListLimits.bytesMax)
  } catch (error) {
    const why = whyNotRead(error)
    if (why === undefined) throw error
    return { refused: `${path}: ${why}.`, problems: problems.lines() }
  }
  return {
    refused: undefined,
    problems: problems.lines(),
    corpus: builder.done(true),
    values: undefined,
    ids: ids.done(true),
    has: reader.places.map(place => place >= 0),
  }
}

function readInto(path: string, reader: ListReader, bytesMax: number): void {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > bytesMax)
      throw new ListRefused(
        `it has ${gigabytes(size)}, more than the ${gigabytes(bytesMax)} that are read. Split it, by year of birth for example, and link the parts`,
      )
    const text = new ListText()
    let all = 0
    for (;;) {
      // A piece of its own each time: what is left of the last line is kept as it lies.
      const bytes = new Uint8Array(piece)
      const got = filled(file, bytes)
      if (all === 0) {
        const other = notText(bytes.subarray(0, got))
        if (other !== undefined) throw new ListRefused(`it is ${other}`)
      }
      all += got
      // What comes through a pipe has no size to ask for.
      if (all > bytesMax) throw new ListRefused(`it has more than the ${gigabytes(bytesMax)} that are read`)
      if (got > 0) reader.push(text.push(bytes.subarray(0, got)))
      if (got < piece) break
    }
    reader.push(text.end())
    reader.end()
  } finally {
    closeSync(file)
  }
}

/** Reads until the piece is full or the file ends; gives how many bytes. */
function filled(file: number, bytes: Uint8Array): number {
  let got = 0
  while (got < bytes.length) {
    const more = readSync(file, bytes, got, bytes.length - got, null)
    if (more === 0) break
    got += more
  }
  return got
}

function whyNotRead(error: unknown): string | undefined {
  if (error instanceof ListRefused) return error.message
  if (!(error instanceof Error && 'syscall' in error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read'
  return error.message
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

/** Does what it is asked: reads a list, or any step of the work. */
export class Hand extends Work {
  /** Reads a list. With `keep`, its values stay here as those of the left list, and are not given. */
  read(path: string, keep: boolean, limits: Partial<ListLimits> = {}): ListRead {
    const values = new Values()
    const read = readList(path, values, limits)
    if (read.refused !== undefined) return read
    if (keep) this.keep(values)
    return { ...read, values: keep ? undefined : plainValues(values) }
  }
}

/** The steps, each by its name. */
export type Steps = { [S in keyof Hand]: Hand[S] }

/** What one thread asks of another, and what it is answered. */
export type Task = { step: keyof Steps; args: readonly unknown[] }
export type Reply = { answer: unknown } | { failed: string }

/** Does one task. */
export function done(hand: Hand, { step, args }: Task): unknown {
  const steps = hand as unknown as Record<keyof Steps, (...args: readonly unknown[]) => unknown>
  return steps[step](...args)
}

const isThread = (data: unknown): boolean =>
  data instanceof Object && 'onroll' in data && data.onroll === 'link'

if (parentPort && isThread(workerData)) {
  const port = parentPort
  const hand = new Hand()
  port.on('message', (task: Task) => {
    try {
      const answer = done(hand, task)
      const isText = answer instanceof Object && 'bytes' in answer && answer.bytes instanceof Uint8Array
      port.postMessage({ answer }, isText ? [(answer.bytes as Uint8Array<ArrayBuffer>).buffer] : [])
    } catch (error) {
      port.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
}
