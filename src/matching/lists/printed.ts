import type { Band } from '../bands.ts'
import type { Evidence } from '../evidence.ts'
import type { Field } from '../fields.ts'

/** A pair as it is printed, without its evidence. */
export type PairPrinted = {
  leftId: string
  rightId: string
  probability: number
  band: Band
  /** Why a person must look, or why it is not certain; empty where nothing speaks against it. */
  because: string
}

/** The best candidate of one that found nobody. */
export type Best<E> = { leftId: string; probability: number; evidence: E }

/** What the output calls a field: the column, and for two that are compared together the first of them. */
export const columnOf: Partial<Record<Field, string>> = {
  address: 'address_line_1',
  contact: 'contact_surname',
}

/**
 * A probability to six decimals. It is never printed as sure, though the figure has run out of digits to say its doubt in: a
 * computer may multiply a child's life by `1 - p`.
 */
export function probabilityText(p: number): string {
  return String(Math.min(0.999999, Math.max(0.000001, Math.round(p * 1e6) / 1e6)))
}

/** One field as JSON: which, how it compared, and what that is worth in bits. */
export const fieldJson = (field: Field, level: string, weight: number): string =>
  `{"field":"${columnOf[field] ?? field}","level":${JSON.stringify(level)},"weight":${weight}}`

/** An id as JSON; most are letters and digits alone. */
const idJson = (id: string): string => (/^[\w .:/-]*$/.test(id) ? `"${id}"` : JSON.stringify(id))

/** A pair as one line of JSON, in the words of the contract. `evidence`: the fields as JSON, with commas between. */
export function pairJson(
  { leftId, rightId, probability, band, because }: PairPrinted,
  evidence: string,
): string {
  const why = because === '' ? '' : `,"because":${JSON.stringify(because)}`
  return `{"left_id":${idJson(leftId)},"right_id":${idJson(rightId)},"probability":${probabilityText(probability)},"band":"${band}","evidence":[${evidence}]${why}}\n`
}

/** One that found nobody as one line of JSON. It has no `left_id` of its own, so that it is not taken for a pair. */
export function unmatchedJson(rightId: string, best: Best<string> | undefined, why: string): string {
  const candidate =
    best === undefined
      ? ''
      : `,"best_candidate":{"left_id":${idJson(best.leftId)},"probability":${probabilityText(best.probability)},"evidence":[${best.evidence}]}`
  return `{"right_id":${idJson(rightId)}${candidate},"why":${JSON.stringify(why)}}\n`
}

const signs = { yes: '+', nearly: '~', no: '-', 'not known': ' ' } as const

function evidenceText(evidence: readonly Evidence[]): string {
  let text = ''
  for (const { field, level, weight, agrees, note } of evidence) {
    if (agrees === 'not known') continue
    const bits = `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`
    const said = note === undefined ? level : `${level} (${note})`
    text += `  ${signs[agrees]} ${(columnOf[field] ?? field).padEnd(16)} ${bits.padStart(6)}  ${said}\n`
  }
  const others = evidence
    .filter(one => one.agrees === 'not known')
    .map(one => columnOf[one.field] ?? one.field)
  return others.length === 0 ? text : `${text}    not compared: ${others.join(', ')}\n`
}

/** "97 in 100", and more exactly near the ends. */
export function inAHundred(p: number): string {
  if (p >= 0.9999) return 'over 9,999 in 10,000'
  if (p >= 0.995) return `${Math.floor(p * 10_000).toLocaleString('en-GB')} in 10,000`
  return p < 0.01 ? 'less than 1 in 100' : `${Math.round(p * 100)} in 100`
}

/** A pair for people: who, how likely, each field in order of weight, and why somebody must look. */
export function pairText(
  { leftId, rightId, probability, band, because }: PairPrinted,
  evidence: readonly Evidence[],
): string {
  const why = because === '' ? '' : `    ${because}\n`
  return `${leftId} = ${rightId}: ${inAHundred(probability)}, ${band}\n${evidenceText(evidence)}${why}\n`
}

/** One that found nobody, for people. */
export function unmatchedText(
  rightId: string,
  best: Best<readonly Evidence[]> | undefined,
  why: string,
): string {
  if (best === undefined) return `${rightId}: nobody. ${why}\n\n`
  return `${rightId}: nobody. ${why}\n  best: ${best.leftId}, ${inAHundred(best.probability)}\n${evidenceText(best.evidence)}\n`
}
