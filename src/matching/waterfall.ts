/**
 * Why may two records be the same child, as a person can read it? One row a field, heaviest first, each with what both
 * records say, how they compare in words, and how much that weighs: the bars follow one another like water down steps,
 * from how unlikely any two children are the same to where the facts lead. Every page that offers a match shows this.
 */
import { dateInWords, parseLocalDate } from '../calendar/local-date.ts'

/** What `judge` says of a pair, as far as it is drawn. */
export type Explanation = {
  readonly sentence: string
  /** Bits before anything is compared: far below nothing, since any two children are hardly ever the same. */
  readonly start: number
  readonly evidence: readonly {
    readonly field: string
    readonly level: string
    readonly weight: number
    readonly agrees: 'yes' | 'nearly' | 'no' | 'not known'
    readonly left?: string | undefined
    readonly right?: string | undefined
    readonly note?: string | undefined
  }[]
  readonly sibling: string
  readonly rivals: string
  readonly because: readonly string[]
}

/** A stretch of a value, and whether its letters are other than in the value beside it. */
export type Piece = { readonly text: string; readonly differs: boolean }

export type WaterfallRow = {
  readonly heading: string
  /** How the two compare, in words. */
  readonly says: string
  readonly note: string
  /** What each record says; nothing where it says nothing, or a protection holds it. */
  readonly left: readonly Piece[]
  readonly right: readonly Piece[]
  readonly kind: 'for' | 'against' | 'nothing'
  /** "Strongly for", "A little against", "Says nothing". */
  readonly weighs: string
  /** "+12.3" */
  readonly bits: string
  /** Where the bar begins and how wide it is, out of 100; none where it weighs nothing. */
  readonly bar: { readonly x: number; readonly width: number } | undefined
}

export type Waterfall = {
  readonly sentence: string
  readonly because: readonly string[]
  readonly start: {
    readonly says: string
    readonly bits: string
    readonly bar: { readonly x: number; readonly width: number }
  }
  readonly rows: readonly WaterfallRow[]
  /** Fields of which one of the two says nothing, by their headings: not known is not different. */
  readonly notCompared: readonly string[]
  /** Where "as likely as not" stands, out of 100. */
  readonly even: number
  readonly sibling: { readonly asks: string; readonly answer: string }
  readonly rivals: { readonly asks: string; readonly answer: string }
  /** Whether a protection holds values back. */
  readonly heldBack: boolean
}

/** Fields that say where a protected child is, or who with. A protection holds their values, whatever a caller gives. */
const whereabouts = new Set([
  'postcode',
  'address',
  'home',
  'household',
  'phone',
  'telephone',
  'email',
  'e-mail',
  'contact',
])

/**
 * The rows to draw. Takes what `judge` explains; `isProtected` when either record is, and then no value that says where
 * the child lives or with whom is drawn, nor how it compares. `withoutWhereabouts` leaves the same out without saying so:
 * for a reader who is told the same of every record, protected or not.
 */
export function waterfall(
  explained: Explanation,
  options: { isProtected?: boolean; withoutWhereabouts?: boolean } = {},
): Waterfall {
  const isHolding = options.isProtected === true || options.withoutWhereabouts === true
  const held = (field: string) => isHolding && whereabouts.has(field.toLowerCase())
  const evidence = explained.evidence.filter(one => !held(one.field))
  const compared = evidence.filter(one => one.agrees !== 'not known')
  const heights = [0, explained.start]
  let level = explained.start
  for (const one of compared) {
    level += one.weight
    heights.push(level)
  }
  const low = Math.min(...heights)
  const span = Math.max(Math.max(...heights) - low, 1)
  const at = (bits: number) => tenth(((bits - low) / span) * 100)
  const bar = (from: number, to: number) => {
    const x = at(Math.min(from, to))
    // However little it weighs, a bar is there to be seen.
    return { x, width: Math.max(tenth(at(Math.max(from, to)) - x), 0.7) }
  }
  let reached = explained.start
  return {
    sentence: explained.sentence,
    because: explained.because,
    start: {
      says: `1 in ${aboutHowMany(2 ** -explained.start)}`,
      bits: signed(explained.start),
      bar: bar(0, explained.start),
    },
    notCompared: evidence.filter(one => one.agrees === 'not known').map(one => headingOf(one.field)),
    rows: compared.map(one => {
      const from = reached
      reached += one.weight
      const [left, right] = marked(
        written(one.field, one.left),
        written(one.field, one.right),
        one.agrees === 'nearly',
      )
      return {
        heading: headingOf(one.field),
        says: one.level,
        note: one.note ?? '',
        left,
        right,
        kind: Math.abs(one.weight) < 0.05 ? 'nothing' : one.weight > 0 ? 'for' : 'against',
        weighs: weighs(one.weight),
        bits: signed(one.weight),
        bar: Math.abs(one.weight) >= 0.05 ? bar(from, reached) : undefined,
      }
    }),
    even: at(0),
    sibling: asked(explained.sibling, 'Could it be a brother or sister?'),
    rivals: asked(explained.rivals, 'Anyone else?'),
    heldBack: options.isProtected === true,
  }
}

/** A sentence that may begin with its own question, taken apart. */
function asked(text: string, question: string): { asks: string; answer: string } {
  const own = /^([^.?]+\?)\s+(.*)$/s.exec(text)
  return own ? { asks: own[1]!, answer: own[2]! } : { asks: question, answer: text }
}

/** A value as a person writes it: days and sexes in words, others as they stand. */
function written(field: string, value: string | undefined): string {
  if (value === undefined) return ''
  if (field === 'sex') return value === 'F' ? 'Female' : value === 'M' ? 'Male' : value === 'U' ? '' : value
  const day = parseLocalDate(value)
  return day === undefined ? value : dateInWords(day)
}

const tenth = (n: number) => Math.round(n * 10) / 10

/** Bits with their sign; a minus, not a hyphen, so that it lines up and is read aloud as one. */
const signed = (bits: number): string =>
  `${bits > -0.05 ? '+' : '−'}${Math.abs(bits).toFixed(1)}`.replace('+0.0', '0.0')

/** How much a row says, for those who do not want bits. */
export function weighs(bits: number): string {
  const size = Math.abs(bits)
  if (size < 0.5) return 'Says next to nothing'
  const way = bits > 0 ? 'for' : 'against'
  if (size >= 8) return `Strongly ${way}`
  return size >= 3 ? `Speaks ${way}` : `A little ${way}`
}

/** A number nobody can miscount by: two figures that matter, with commas. */
function aboutHowMany(n: number): string {
  if (n < 100) return String(Math.max(1, Math.round(n)))
  const step = 10 ** (Math.floor(Math.log10(n)) - 1)
  return (Math.round(n / step) * step).toLocaleString('en-GB')
}

const headings: Readonly<Record<string, string>> = {
  'date of birth': 'Birthday',
  upn: 'UPN',
  phone: 'Telephone',
  contact: 'Parent or contact',
}
function headingOf(field: string): string {
  const name = field.replaceAll('_', ' ')
  return headings[name.toLowerCase()] ?? name[0]!.toUpperCase() + name.slice(1)
}

/** Longer values than this are shown without marks: nobody compares them letter by letter. */
const markedAtMost = 60

/**
 * The two values cut into pieces, their differing letters marked where they are nearly the same. Of several names the two
 * that are most alike are marked: the others were never meant.
 */
export function marked(left: string, right: string, isNear: boolean): [Piece[], Piece[]] {
  const whole = (text: string): Piece[] => (text === '' ? [] : [{ text, differs: false }])
  if (!isNear || left === '' || right === '' || Math.max(left.length, right.length) > markedAtMost)
    return [whole(left), whole(right)]
  const [ones, others] = [left.split(between), right.split(between)]
  let best: { i: number; j: number; alike: number; common: ReturnType<typeof longestCommon> } | undefined
  ones.forEach((one, i) => {
    others.forEach((other, j) => {
      const common = longestCommon([...one.toLowerCase()], [...other.toLowerCase()])
      const alike = common.inLeft.size / Math.max(one.length, other.length, 1)
      if (!best || alike > best.alike) best = { i, j, alike, common }
    })
  })
  const { i, j, common } = best!
  return [markedPart(ones, i, common.inLeft), markedPart(others, j, common.inRight)]
}

/** What stands between the names of one field. */
const between = ', '

/** All parts as they stood, one of them with its differing letters marked. */
function markedPart(parts: readonly string[], at: number, same: ReadonlySet<number>): Piece[] {
  const before = parts.slice(0, at).map(part => part + between)
  const after = parts.slice(at + 1).map(part => between + part)
  return joined([
    { text: before.join(''), differs: false },
    ...[...parts[at]!].map((text, i) => ({ text, differs: !same.has(i) })),
    { text: after.join(''), differs: false },
  ])
}

/** Which letters of each stand in their longest common sequence. */
function longestCommon(a: readonly string[], b: readonly string[]) {
  const wide = b.length + 1
  const length = new Uint8Array((a.length + 1) * wide)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * wide + j] =
        a[i] === b[j]
          ? length[(i + 1) * wide + j + 1]! + 1
          : Math.max(length[(i + 1) * wide + j]!, length[i * wide + j + 1]!)
    }
  }
  const inLeft = new Set<number>()
  const inRight = new Set<number>()
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inLeft.add(i++)
      inRight.add(j++)
    } else if (length[(i + 1) * wide + j]! >= length[i * wide + j + 1]!) i++
    else j++
  }
  return { inLeft, inRight }
}

function joined(some: readonly Piece[]): Piece[] {
  const found: { text: string; differs: boolean }[] = []
  for (const { text, differs } of some) {
    const last = found.at(-1)
    if (text === '') continue
    if (last && last.differs === differs) last.text += text
    else found.push({ text, differs })
  }
  return found
}
