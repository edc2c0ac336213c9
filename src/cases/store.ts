// All the SQL of cases. A case is its events: every row of `cases` is written from them, in the same transaction.
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'

export type CaseOpened = {
  /** The case the child now has: the one asked for, or the one that was open already. */
  caseId: string
  token: string
  /** What people say aloud: C-1042. */
  reference: string
  /** True where the child had an open case and this was added to it. */
  joined: boolean
}

/**
 * Opens the authority's case for a school's referral, or adds the referral to the case the child has open. Called
 * inside the school's own transaction, as the school's viewer, before the referral's row is written with the case id
 * given back. Writes as the system, since a school sees no case.
 */
export async function openCaseForReferral(
  tx: Tx,
  viewer: Viewer,
  given: {
    referralId: string
    /** The id to give a new case. */
    caseId: string
    childId: string
    schoolId: string
    /** START-01 to START-16. */
    startCode: string
    level: 'act today' | 'act this week' | 'keep in view'
    on: string
  },
): Promise<CaseOpened> {
  throw new Error(`not yet ${tx} ${viewer} ${given}`)
}

/**
 * Opens a possible-CME case for a removal from a register that names no confirmed next school, or adds to the open
 * case. Takes the system's viewer.
 */
export async function openCaseForRemoval(
  tx: Tx,
  system: Viewer,
  given: {
    caseId?: string
    childId: string
    schoolId: string
    enrolmentId: string
    startCode: string
    why: string
    on: string
  },
): Promise<CaseOpened> {
  throw new Error(`not yet ${tx} ${system} ${given}`)
}
