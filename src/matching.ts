/**
 * The matching as a library: `import { link } from 'onroll/matching'`.
 *
 * For whoever has two lists of children, or one child and some candidates, and wants to know which records are of the same
 * child, how sure that is, and why. Everything here takes values and gives values: no file, no network, no clock.
 * docs/library.md describes it.
 */

export { type Band, bands } from './matching/bands.ts'
export type { Evidence, Explained } from './matching/evidence.ts'
export { type Field, fieldInWords } from './matching/fields.ts'
// One child and some candidates.
export { type Judged, judge, type Register, usualRegister } from './matching/judge.ts'
// Keys by which a database finds candidates.
export { keysAsked, keysStored, keyVersion } from './matching/keys.ts'
// Two lists, or one.
export {
  type LinkEvidence,
  type LinkedPair,
  type LinkOptions,
  type LinkRecord,
  type LinkResult,
  link,
  type Unlinked,
} from './matching/lists/library.ts'
export type { Contact, Described, Home } from './matching/record.ts'
