// The one way in which a door asks whether a child is known. It answers nothing to whoever asked.
import { acrossOrganisations } from '../../access/store.ts'
import { nobody, type Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { sendJob } from '../../platform/jobs.ts'
import type { Door } from '../proposals/proposal.ts'
import { type Candidate, insertAnswer, insertAsked, insertWaiting } from '../proposals/store.ts'
import type { Described } from '../record.ts'

export const askedQueue = 'match-asked'
/** Records that were written or changed are compared again. */
export const againQueue = 'match-again'
/** A case was opened: the possible matches of its child move to the head of the list. */
export const urgencyQueue = 'match-urgency'

/**
 * A door asks whether a child is known: a referral, a list, a transfer file, another authority, the public. The question is
 * kept; what is found waits for the authority's people, and nothing of it comes back to whoever asked, not by how long
 * it takes either: it is looked for afterwards, by a job. `about` is the child's own record, where the door has one; `found`
 * is what the authority's own person has been shown already, and then nothing is looked for again. Gives the question's id,
 * which is for the authority's own record and never for whoever asked.
 */
export async function askAtTheDoor(
  tx: Tx,
  viewer: Viewer,
  asked: {
    from: Door
    said?: Described
    about?: string
    found?: { modelVersion: string; candidates: readonly Candidate[] }
  },
): Promise<string> {
  const { from, said, about, found } = asked
  const ask = async (system: Viewer): Promise<string> => {
    const id = await insertAsked(tx, system, {
      from,
      childId: about,
      said: said ? whoWasMeant(said) : {},
      by: viewer.personId === nobody ? undefined : viewer.personId,
      byName: viewer.name,
    })
    if (found) {
      await insertAnswer(tx, system, id, found.modelVersion, found.candidates)
      return id
    }
    if (said && about === undefined) await insertWaiting(tx, system, id, { ...said })
    await sendJob(tx, askedQueue, { la: viewer.la, asked: id })
    return id
  }
  return viewer.side === 'system' ? ask(viewer) : acrossOrganisations(tx, viewer, ask)
}

/** What is kept of what was said: who was meant, never where they live. */
const whoWasMeant = ({ surnames, forenames, middleNames, dateOfBirth, sex, upns }: Described) => ({
  surnames,
  forenames,
  upns,
  ...(middleNames !== undefined && { middleNames }),
  ...(dateOfBirth !== undefined && { dateOfBirth }),
  ...(sex !== undefined && { sex }),
})
