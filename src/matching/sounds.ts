/** How a name sounds, roughly: names with the same key are worth a look, and nothing more. */
import { doubleMetaphone } from 'double-metaphone'

/** The phonetic key of a cleaned name, at most five letters; '' only for ''. */
export function phonetic(whole: string): string {
  const code = doubleMetaphone(whole)[0].slice(0, 5)
  return code === '' ? whole.slice(0, 5).toUpperCase() : code
}
