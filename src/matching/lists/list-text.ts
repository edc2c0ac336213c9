import { TextReader } from '../../formats/text.ts'

/**
 * The text of a list from its bytes as they come: UTF-8, Windows-1252 line by line, or UTF-16, which spreadsheets call
 * "Unicode text". Lines that end in a carriage return alone are given line feeds.
 */
export class ListText {
  #utf8 = new TextReader()
  #utf16: InstanceType<typeof TextDecoder> | undefined
  #started = false
  #onlyReturns = false

  /** Takes the next bytes; gives the text that they complete. The first piece should hold some lines. */
  push(bytes: Uint8Array): string {
    if (!this.#started && bytes.length > 0) {
      const encoding = utf16Of(bytes)
      if (encoding !== undefined) this.#utf16 = new TextDecoder(encoding)
      this.#onlyReturns = encoding === undefined && bytes.subarray(0, -1).includes(13) && !bytes.includes(10)
      this.#started = true
    }
    if (this.#utf16) return this.#utf16.decode(bytes, { stream: true })
    return this.#utf8.push(this.#onlyReturns ? bytes.map(byte => (byte === 13 ? 10 : byte)) : bytes)
  }

  /** Gives what is left when no more bytes will come. */
  end(): string {
    return this.#utf16 ? this.#utf16.decode() : this.#utf8.end()
  }
}

/** Which UTF-16 this is, by its mark or by its noughts: every second byte of English text is one. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const looked = Math.min(bytes.length & ~1, 1024)
  let [even, odd] = [0, 0]
  for (let i = 0; i < looked; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  if (looked < 8) return undefined
  if (odd > looked / 4 && even === 0) return 'utf-16le'
  return even > looked / 4 && odd === 0 ? 'utf-16be' : undefined
}

/** What a file is when it is surely no list of text, in words; nothing where it may be one. */
export function notText(bytes: Uint8Array): string | undefined {
  const begins = (...first: number[]): boolean => first.every((byte, i) => bytes[i] === byte)
  if (begins(0x50, 0x4b, 3, 4)) return 'a spreadsheet or a zip file: save it as CSV first'
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return 'an old spreadsheet: save it as CSV first'
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'a PDF: it takes CSV'
  if (begins(0x1f, 0x8b)) return 'packed with gzip: unpack it first'
  return undefined
}
