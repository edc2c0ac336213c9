/** Which records share a key with this one? */
import type { Corpus, Values } from './corpus.ts'
import { askedKeys, isBroadKey, type KeyHashes, KeyList, storedKeys } from './keys.ts'

/** A key that more records than this share is too crowded to look behind in the first pass. */
export const crowded = 400
/** The same for a key that says little by itself: in a long list fewer, since all of them together have to be looked at. */
const crowdedBroad = (size: number): number => Math.max(80, Math.min(crowded, Math.trunc(20_000_000 / size)))

/**
 * The keys of a list, sorted, with the records that have them: two columns of numbers, and where in them the keys that begin
 * with the same bits stand. Other threads may read the same columns.
 */
export type KeyIndex = {
  /** How many bits of a key say where to look. */
  readonly bits: number
  readonly offsets: Int32Array
  readonly keys: Int32Array
  readonly records: Int32Array
  /** Keys that were left out because too many records share them. */
  readonly skippedKeys: number
  /** How many entries they would have had. */
  readonly skippedEntries: number
}

/** Sorts the keys of a list, which `keysOf` puts into the list it is handed. */
export function keyIndex(
  size: number,
  keysOf: (record: number, into: KeyList) => void,
  most: number = crowded,
  mostBroad: number = crowdedBroad(size),
  shared = false,
): KeyIndex {
  const list = new KeyList()
  let room = Math.max(1024, size * 16)
  let keys = new Int32Array(room)
  let records = new Int32Array(room)
  let many = 0
  for (let record = 0; record < size; record += 1) {
    keysOf(record, list)
    if (many + list.length > room) {
      room *= 2
      keys = grown(keys, room)
      records = grown(records, room)
    }
    for (let one = 0; one < list.length; one += 1) {
      keys[many] = list.keys[one]!
      records[many++] = record
    }
  }
  return sorted(keys.subarray(0, many), records.subarray(0, many), most, mostBroad, shared)
}

/** The index of a list under the keys that its records are stored with. */
export const storedIndex = (values: Values, corpus: Corpus, hashes: KeyHashes, shared = false): KeyIndex =>
  keyIndex(
    corpus.size,
    (record, into) => storedKeys(values, corpus, record, hashes, into),
    crowded,
    undefined,
    shared,
  )

function grown(column: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(room)
  next.set(column)
  return next
}

function sorted(
  keys: Int32Array,
  records: Int32Array,
  most: number,
  mostBroad: number,
  shared: boolean,
): KeyIndex {
  const bits = Math.min(22, Math.max(4, Math.ceil(Math.log2(keys.length + 1))))
  const shift = 32 - bits
  const starts = new Int32Array((1 << bits) + 1)
  for (let at = 0; at < keys.length; at += 1) starts[(keys[at]! >>> shift) + 1]! += 1
  for (let bucket = 0; bucket < 1 << bits; bucket += 1) starts[bucket + 1]! += starts[bucket]!
  const next = starts.slice(0, 1 << bits)
  const byKey = new Int32Array(keys.length)
  const byRecord = new Int32Array(keys.length)
  for (let at = 0; at < keys.length; at += 1) {
    const to = next[keys[at]! >>> shift]!++
    byKey[to] = keys[at]!
    byRecord[to] = records[at]!
  }
  const buffer = (length: number) =>
    new Int32Array(shared ? new SharedArrayBuffer(length * 4) : new ArrayBuffer(length * 4))
  const offsets = buffer((1 << bits) + 1)
  let kept = 0
  let skippedKeys = 0
  let skippedEntries = 0
  for (let bucket = 0; bucket < 1 << bits; bucket += 1) {
    offsets[bucket] = kept
    const from = starts[bucket]!
    const to = starts[bucket + 1]!
    sortBucket(byKey, byRecord, from, to)
    for (let at = from; at < to; ) {
      let end = at + 1
      while (end < to && byKey[end] === byKey[at]) end += 1
      if (end - at > (isBroadKey(byKey[at]!) ? mostBroad : most)) {
        skippedKeys += 1
        skippedEntries += end - at
      } else {
        for (let one = at; one < end; one += 1) {
          byKey[kept] = byKey[one]!
          byRecord[kept++] = byRecord[one]!
        }
      }
      at = end
    }
  }
  offsets[1 << bits] = kept
  const keptKeys = buffer(kept)
  const keptRecords = buffer(kept)
  keptKeys.set(byKey.subarray(0, kept))
  keptRecords.set(byRecord.subarray(0, kept))
  return { bits, offsets, keys: keptKeys, records: keptRecords, skippedKeys, skippedEntries }
}

/** Puts the entries of one bucket in the order of their keys, records in the order they had. */
function sortBucket(keys: Int32Array, records: Int32Array, from: number, to: number): void {
  if (to - from < 2) return
  if (to - from <= 24) {
    for (let at = from + 1; at < to; at += 1) {
      const key = keys[at]!
      const record = records[at]!
      let before = at - 1
      while (before >= from && keys[before]! > key) {
        keys[before + 1] = keys[before]!
        records[before + 1] = records[before]!
        before -= 1
      }
      keys[before + 1] = key
      records[before + 1] = record
    }
    return
  }
  const order = Array.from({ length: to - from }, (_, one) => from + one)
  const wasKeys = keys.slice(from, to)
  const wasRecords = records.slice(from, to)
  order.sort((a, b) => keys[a]! - keys[b]! || a - b)
  order.forEach((was, one) => {
    keys[from + one] = wasKeys[was - from]!
    records[from + one] = wasRecords[was - from]!
  })
}

/** Finds, for one record after another, the records of the list that share a key with it; each of them once. */
export class CandidateFinder {
  readonly #index: KeyIndex
  readonly #values: Values
  readonly #right: Corpus
  readonly #hashes: KeyHashes
  readonly #stamps: Int32Array
  readonly #list = new KeyList()
  #stamp = 0
  /** The candidates of the record last asked about: the first `length` are its own. */
  readonly found: Int32Array
  length = 0

  constructor(index: KeyIndex, values: Values, leftSize: number, right: Corpus, hashes: KeyHashes) {
    this.#index = index
    this.#values = values
    this.#right = right
    this.#hashes = hashes
    this.#stamps = new Int32Array(leftSize)
    this.found = new Int32Array(leftSize)
  }

  /** Finds the candidates of a record of the right list, in no order that matters but always the same. */
  ask(record: number): void {
    askedKeys(this.#values, this.#right, record, this.#hashes, this.#list)
    this.begin()
    this.take(this.#index, this.#list)
  }

  /** Forgets what was found. */
  begin(): void {
    this.#stamp += 1
    this.length = 0
  }

  /** Adds one record, if it is not there yet. */
  add(record: number): void {
    if (this.#stamps[record] === this.#stamp || this.length >= candidatesMost) return
    this.#stamps[record] = this.#stamp
    this.found[this.length++] = record
  }

  /** Adds everybody, however many they are: whoever asks for all wants the last of them too. */
  takeAll(leftSize: number): void {
    for (let record = 0; record < leftSize; record += 1) {
      if (this.#stamps[record] === this.#stamp) continue
      this.#stamps[record] = this.#stamp
      this.found[this.length++] = record
    }
  }

  /** Adds what stands under these keys. */
  take(index: KeyIndex, asked: KeyList): void {
    const { bits, offsets, keys, records } = index
    const shift = 32 - bits
    for (let one = 0; one < asked.length; one += 1) {
      const key = asked.keys[one]!
      const bucket = key >>> shift
      const to = offsets[bucket + 1]!
      for (let entry = offsets[bucket]!; entry < to; entry += 1) {
        if (keys[entry] !== key) continue
        const record = records[entry]!
        if (this.#stamps[record] === this.#stamp) continue
        if (this.length >= candidatesMost) return
        this.#stamps[record] = this.#stamp
        this.found[this.length++] = record
      }
    }
  }
}

/** No record is compared with more than this many others that share a key with it. */
export const candidatesMost = 20_000
