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
