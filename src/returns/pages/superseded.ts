// Does a return that was sent still say what the register shows? A register may be corrected after it went. The return is what
// was told, and is never altered; that it is superseded is shown beside it, with why and when, to the school and the authority.
import { momentInWords } from '../../platform/clock.ts'

/** What is shown beside a return that a correction has superseded; nothing beside any other. */
export function supersededInWords(sent: {
  readonly superseded_at: Date | null
  readonly superseded_because: string | null
}): { says: string; because: string; kept: string } | undefined {
  if (!sent.superseded_at) return undefined
  return {
    says: `Superseded ${momentInWords(sent.superseded_at)}.`,
    because: sent.superseded_because ?? '',
    kept: 'The return is kept as it was sent.',
  }
}
