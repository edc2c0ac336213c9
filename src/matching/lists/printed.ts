import type { Field } from '../fields.ts'

/** One field as it was compared, in words and bits. */
export type FieldCompared = {
  field: Field
  level: string
  weight: number
  agrees: 'yes' | 'nearly' | 'no' | 'not known'
}

/** A pair as it is printed. */
export type PairPrinted = {
  leftId: string
  rightId: string
  probability: number
  band: 'certain' | 'probable' | 'look' | 'none'
  evidence: readonly FieldCompared[]
  /** Why a person must look, or why it is not certain; empty where nothing speaks against it. */
  because: string
}

/** One of the right file that found nobody. */
export type UnmatchedPrinted = {
  rightId: string
  best: Omit<PairPrinted, 'rightId' | 'because'> | undefined
  why: string
}

/** What the output calls a field: the column, and for two that are compared together the first of them. */
const columnOf: Partial<Record<Field, string>> = { address: 'address_line_1', contact: 'contact_surname' }

/**
 * A probability to six decimals. It is never printed as sure when it is not: a computer may multiply a child's life by
 * `1 - p`.
 */
export function probabilityText(p: number): string {
  if (p >= 1 || p <= 0) return p >= 1 ? '1' : '0'
  return String(Math.min(0.999999, Math.max(0.000001, Math.round(p * 1e6) / 1e6)))
}

const weightText = (bits: number): string => String(Math.round(bits * 100) / 100)

/** The same few hundred texts stand for all fields of millions of pairs. */
const known = new Map<string, Map<number, string>>()

function fieldJson({ field, level, weight }: FieldCompared): string {
  let weights = known.get(level)
  if (!weights) {
    weights = new Map()
    known.set(level, weights)
  }
  const key = Math.round(weight * 100) * 32 + fieldNumber(field)
  let text = weights.get(key)
  if (text === undefined) {
    const name = columnOf[field] ?? field
    text = `{"field":"${name}","level":${JSON.stringify(level)},"weight":${weightText(weight)}}`
    weights.set(key, text)
  }
  return text
}

const numbers = new Map<Field, number>()
function fieldNumber(field: Field): number {
  const found = numbers.get(field)
  if (found !== undefined) return found
  numbers.set(field, numbers.size)
  return numbers.size - 1
}

function evidenceJson(evidence: readonly FieldCompared[]): string {
  let text = '"evidence":['
  for (let i = 0; i < evidence.length; i++)
    text += i === 0 ? fieldJson(evidence[i]!) : ',' + fieldJson(evidence[i]!)
  return text + ']'
}

/** An id as JSON; most are letters and digits alone. */
const idJson = (id: string): string => (/^[\w .:/-]*$/.test(id) ? `"${id}"` : JSON.stringify(id))

/** A pair as one line of JSON, in the words of the contract. */
export function pairAsJson({ leftId, rightId, probability, band, evidence, because }: PairPrinted): string {
  const why = because === '' ? '' : `,"because":${JSON.stringify(because)}`
  return `{"left_id":${idJson(leftId)},"right_id":${idJson(rightId)},"probability":${probabilityText(probability)},"band":"${band}",${evidenceJson(evidence)}${why}}\n`
}

/** One that found nobody as one line of JSON. It has no `left_id` of its own, so that it is not taken for a pair. */
export function unmatchedAsJson({ rightId, best, why }: UnmatchedPrinted): string {
  const candidate =
    best === undefined
      ? ''
      : `,"best_candidate":{"left_id":${idJson(best.leftId)},"probability":${probabilityText(best.probability)},"band":"${best.band}",${evidenceJson(best.evidence)}}`
  return `{"right_id":${idJson(rightId)}${candidate},"why":${JSON.stringify(why)}}\n`
}

const signs = { yes: '+', nearly: '~', no: '-', 'not known': ' ' } as const

function evidenceText(evidence: readonly FieldCompared[]): string {
  let text = ''
  for (const { field, level, weight, agrees } of evidence) {
    if (agrees === 'not known') continue
    const bits = `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`
    text += `  ${signs[agrees]} ${(columnOf[field] ?? field).padEnd(16)} ${level.padEnd(46)} ${bits.padStart(6)}\n`
  }
  const unknown = evidence
    .filter(one => one.agrees === 'not known')
    .map(one => columnOf[one.field] ?? one.field)
  return unknown.length === 0 ? text : `${text}    not known: ${unknown.join(', ')}\n`
}

/** "97 in 100", and more exactly near the ends. */
export function inAHundred(p: number): string {
  if (p >= 0.9999) return 'over 9,999 in 10,000'
  if (p >= 0.995) return `${Math.floor(p * 10_000).toLocaleString('en-GB')} in 10,000`
  return p < 0.01 ? 'less than 1 in 100' : `${Math.round(p * 100)} in 100`
}

/** A pair for people: who, how likely, each field in order of weight, and why somebody must look. */
export function pairAsText({ leftId, rightId, probability, band, evidence, because }: PairPrinted): string {
  const why = because === '' ? '' : `    ${because}\n`
  return `${leftId} = ${rightId}: ${inAHundred(probability)}, ${band}\n${evidenceText(evidence)}${why}\n`
}

/** One that found nobody, for people. */
export function unmatchedAsText({ rightId, best, why }: UnmatchedPrinted): string {
  if (best === undefined) return `${rightId}: nobody. ${why}\n\n`
  return `${rightId}: nobody. ${why}\n  best: ${best.leftId}, ${inAHundred(best.probability)}\n${evidenceText(best.evidence)}\n`
}
