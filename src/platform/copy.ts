// COPY, by which the database gives many rows as one stream of bytes. A fault of postgres.js is mended here: when the
// last rows come faster than they are read, it stops listening to the connection and does not begin again, so that the
// next statement on it waits for ever.

import type { Readable } from 'node:stream'
import type { Tx } from './db.ts'

/**
 * The rows of a query, in the text form of COPY.
 * Takes a transaction and the whole statement (`copy (select …) to stdout`). Read the stream to its end: until then the
 * connection can do nothing else.
 */
export async function copyOut(tx: Tx, statement: string): Promise<Readable> {
  const stream = await tx.unsafe(statement).readable()
  // Its own way of asking for more is to listen to the connection again.
  stream.once('end', () => stream._read(0))
  return stream
}

/**
 * Reads a stream of `copyOut` to its end, giving each piece to `take` and waiting for it. If `take` fails, the rest is
 * read all the same, so that the transaction can be rolled back; then this throws what `take` threw.
 */
export async function eachPiece(
  stream: Readable,
  take: (piece: Buffer) => Promise<void> | void,
): Promise<void> {
  let failed: { with: unknown } | undefined
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (failed) continue
    try {
      await take(piece)
    } catch (error) {
      failed = { with: error }
    }
  }
  if (failed) throw failed.with
}

/**
 * Gives each piece of the rows of a query to `take` the moment it comes, and answers when all have come. Quicker than a
 * stream where every row is a message: neither a promise nor an event stands between the two. `take` must be quick and
 * keep nothing of the bytes; what it throws is thrown when all have come, so that the transaction can be rolled back.
 */
export async function copyEach(tx: Tx, statement: string, take: (piece: Buffer) => void): Promise<void> {
  const stream = await copyOut(tx, statement)
  await new Promise<void>((resolve, reject) => {
    let failed: { with: unknown } | undefined
    const give = (piece: Buffer) => {
      if (failed) return
      try {
        take(piece)
      } catch (error) {
        failed = { with: error }
      }
    }
    const end = () => (failed ? reject(failed.with) : resolve())
    stream.once('error', reject)
    stream.once('end', end)
    stream.push = (piece: Buffer | null) => {
      if (piece === null) end()
      else give(piece)
      return true
    }
    // What came before we could listen.
    for (let piece: Buffer | null = stream.read(); piece !== null; piece = stream.read()) give(piece)
  })
}
