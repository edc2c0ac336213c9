// Names for things: ids that sort by time, for keys; and tokens that say nothing, for addresses.
import { createHash, randomBytes } from 'node:crypto'

let lastMillis = 0
let sequence = 0

/** A uuid v7: sorts by the time it was made, and within one process by the order it was made in. */
export function newId(now = Date.now()): string {
  if (now <= lastMillis) {
    sequence += 1
    if (sequence > 0xfff) {
      lastMillis += 1
      sequence = 0
    }
  } else {
    lastMillis = now
    sequence = 0
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMillis, 0, 6)
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** What stands in an address instead of an id: 128 random bits, in letters, digits, - and _. */
export function newToken(): string {
  return randomBytes(16).toString('base64url')
}

/** A longer secret, for a cookie or a one-time link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** The SHA-256 of a text, in hexadecimal. Secrets are kept only as this. */
export function digestOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
