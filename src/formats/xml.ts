/**
 * Reading the XML that schools' systems write, and no other: elements and their text. A declaration of a document type is
 * refused, and with it every entity of a file's own, so nothing expands and nothing is fetched. Prefixes and attributes are
 * passed over. Each letter is looked at once, and all that can grow has a limit.
 */

/** The file cannot be read, as a sentence without the name of the file. */
export class XmlRefused extends Error {}

export type XmlLimits = { charactersMax: number; depthMax: number; elementsMax: number; textMax: number }
export const usualXmlLimits: XmlLimits = {
  charactersMax: 20_000_000,
  depthMax: 40,
  elementsMax: 1_000_000,
  textMax: 65_536,
}

/** Is told of each element: that it begins, and that it ends with the text directly inside it, trimmed. Local names. */
export type XmlHandler = {
  open(name: string): void
  close(name: string, text: string): void
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
/** A name as XML has it, near enough: what is not one ends the reading. */
const nameAt = /[A-Za-z_\u00c0-\uffff][\w.\-:\u00b7-\uffff]*/y

/** Reads a whole document. Throws XmlRefused. */
export function readXml(text: string, handler: XmlHandler, limits: XmlLimits = usualXmlLimits): void {
  if (text.length > limits.charactersMax) throw new XmlRefused('it is too long')
  const open: { name: string; text: string }[] = []
  let elements = 0
  let roots = 0
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const refuse = (why: string): never => {
    throw new XmlRefused(`${why}, at line ${text.slice(0, at).split('\n').length}`)
  }
  const endOf = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from)
    return end < 0 ? refuse('it breaks off') : end
  }
  const add = (some: string) => {
    const here = open.at(-1)
    if (!here) {
      if (some.trim() !== '') refuse('it has text outside its elements')
      return
    }
    if (here.text.length + some.length > limits.textMax) refuse('one of its texts is too long')
    here.text += some
  }
  const close = () => {
    const { name, text: inside } = open.pop()!
    handler.close(name, inside.trim())
  }
  while (at < text.length) {
    const next = text.indexOf('<', at)
    add(decoded(text.slice(at, next < 0 ? text.length : next), refuse))
    if (next < 0) break
    at = next
    if (text.startsWith('<!--', at)) at = endOf('-->', at + 4) + 3
    else if (text.startsWith('<![CDATA[', at)) {
      const end = endOf(']]>', at + 9)
      add(text.slice(at + 9, end))
      at = end + 3
    } else if (text.startsWith('<?', at)) at = endOf('?>', at + 2) + 2
    else if (text.startsWith('<!', at)) refuse('it declares a document type (DOCTYPE), which is not taken')
    else if (text.startsWith('</', at)) {
      const end = endOf('>', at)
      const name = localOf(text.slice(at + 2, end).trim())
      if (open.at(-1)?.name !== name) refuse(`it closes ${name.slice(0, 40)}, which is not open`)
      close()
      at = end + 1
    } else {
      nameAt.lastIndex = at + 1
      const found = nameAt.exec(text) ?? refuse('it has a < that begins no element')
      const end = endOfTag(text, nameAt.lastIndex)
      if (end < 0) refuse('it breaks off')
      if (++elements > limits.elementsMax) refuse('it has too many elements')
      if (open.length >= limits.depthMax) refuse('its elements are nested too deep')
      if (open.length === 0 && ++roots > 1) refuse('it has more than one root')
      const name = localOf(found[0])
      open.push({ name, text: '' })
      handler.open(name)
      if (text[end - 1] === '/') close()
      at = end + 1
    }
  }
  if (open.length > 0) refuse(`it ends before ${open.at(-1)!.name} is closed`)
  if (roots === 0) throw new XmlRefused('it has no elements')
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Where a tag ends: a > in an attribute's value does not end it. */
function endOfTag(text: string, from: number): number {
  let quoted = ''
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at]!
    if (quoted !== '') {
      if (letter === quoted) quoted = ''
    } else if (letter === '"' || letter === "'") quoted = letter
    else if (letter === '>') return at
    else if (letter === '<') return -1
  }
  return -1
}

function decoded(text: string, refuse: (why: string) => never): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,20}));?|&/gi, (whole, decimal, hex, name) => {
    if (!whole.endsWith(';')) return refuse('it has a & that begins no character')
    if (name !== undefined) return named[name] ?? refuse('it uses an entity that XML does not have')
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : refuse('it names a character that is none')
  })
}
