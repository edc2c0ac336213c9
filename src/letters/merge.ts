/**
 * How does the text of a letter become the letter?
 *
 * A text is paragraphs, headings ("# ") and lists ("- "), with fields in double braces. It is taken apart before anything
 * is put in, so that what a field holds is never read as text of the letter: it stays the words it is. There is no other
 * language in a text: no conditions, no loops, nothing to run (trust.md TH-12).
 */

/** A part of a line: words, or a field to be filled. */
export type Piece = { text: string } | { field: string }
export type TextBlock =
  | { kind: 'heading' | 'paragraph'; line: readonly Piece[] }
  | { kind: 'list'; items: readonly (readonly Piece[])[] }
/** A block of a letter as it is sent. `from` is the head of the sheet, `sign` a line under the letter. */
export type Block =
  | { kind: 'heading' | 'paragraph' | 'from' | 'sign'; text: string }
  | { kind: 'list'; items: string[] }

/** Takes a text apart. Gives its blocks; whatever is wrong with a brace is left in the words, for `bracesWrong` to find. */
export function blocksOfText(body: string): TextBlock[] {
  const blocks: TextBlock[] = []
  for (const part of body.replaceAll('\r\n', '\n').split(/\n\s*\n/)) {
    const lines = part.split('\n').map(line => line.trim())
    let words: string[] = []
    let items: (readonly Piece[])[] = []
    const end = () => {
      if (words.length) blocks.push({ kind: 'paragraph', line: pieces(words.join(' ')) })
      if (items.length) blocks.push({ kind: 'list', items })
      words = []
      items = []
    }
    for (const line of lines.filter(Boolean)) {
      if (line.startsWith('# ')) {
        end()
        blocks.push({ kind: 'heading', line: pieces(line.slice(2)) })
      } else if (line.startsWith('- ')) {
        if (words.length) end()
        items.push(pieces(line.slice(2)))
      } else {
        if (items.length) end()
        words.push(line)
      }
    }
    end()
  }
  return blocks
}

const inBraces = /\{\{\s*([a-z_]+)\s*\}\}/g

function pieces(line: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of line.matchAll(inBraces)) {
    if (match.index > from) found.push({ text: line.slice(from, match.index) })
    found.push({ field: match[1]! })
    from = match.index + match[0].length
  }
  if (from < line.length) found.push({ text: line.slice(from) })
  return found
}

/** Which fields a text asks for, each once, in the order it asks. */
export function fieldsIn(body: string): string[] {
  return [...new Set([...body.matchAll(inBraces)].map(match => match[1]!))]
}

/** Is there a brace that is not part of a field? */
export const hasLooseBrace = (body: string): boolean => /[{}]/.test(body.replaceAll(inBraces, ''))

/**
 * Puts the values in. Takes the blocks of a text and what each field holds; gives the blocks as sent, or every field that
 * holds nothing. A value of several lines makes a paragraph or an item of each.
 */
export function merged(
  blocks: readonly TextBlock[],
  values: Readonly<Record<string, string | undefined>>,
): { blocks: Block[]; unfilled: string[] } {
  const unfilled = new Set<string>()
  const fill = (line: readonly Piece[]): string[] => {
    const filled = line
      .map(piece => {
        if ('text' in piece) return piece.text
        const value = values[piece.field]?.trim()
        if (!value) unfilled.add(piece.field)
        return value ?? ''
      })
      .join('')
    return filled
      .split('\n')
      .map(one => one.replaceAll(/\s+/g, ' ').trim())
      .filter(Boolean)
  }
  const made = blocks.flatMap((block): Block[] => {
    if (block.kind === 'list') return [{ kind: 'list', items: block.items.flatMap(fill) }]
    return fill(block.line).map(text => ({ kind: block.kind, text }))
  })
  return { blocks: made, unfilled: [...unfilled] }
}

/** Every word of a letter, a line for each heading, paragraph and item. */
export const linesOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block => (block.kind === 'list' ? block.items : [block.text]))
