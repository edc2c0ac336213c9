/**
 * To which authority does a return go, where the school and the child's home are in two?
 *
 * The Regulations of 2024 were not read on this point; those of 2006 named the maintaining authority, or the one where the
 * school stands. The duty to find children missing education lies with the authority where the child lives (Education Act 1996,
 * section 436A). The safest reading (OQ-7) does not choose: the school's receives, the home authority is told.
 */
import { citationInWords, type Mark } from '../law/source.ts'

/** An authority that is to know, and as what. */
export type Addressee = {
  readonly authority: string
  readonly as: 'receives the return' | 'is told of it'
  readonly because: string
  readonly cites: string
  readonly mark: Mark
}

/** Both authorities, the school's first; one where they are the same or the home is not known. Takes their names or codes. */
export function addressees(given: {
  readonly schoolAuthority: string
  readonly homeAuthority: string | undefined
}): readonly [Addressee, ...Addressee[]] {
  const { schoolAuthority, homeAuthority } = given
  const school: Addressee = {
    authority: schoolAuthority,
    as: 'receives the return',
    because: `${schoolAuthority} is the authority of the school.`,
    cites: citationInWords({ source: 'Regs 2024', at: 'regulation 13', mark: 'inferred' }),
    mark: 'inferred',
  }
  if (homeAuthority === undefined || homeAuthority === schoolAuthority) return [school]
  const home: Addressee = {
    authority: homeAuthority,
    as: 'is told of it',
    because: `The child lives in ${homeAuthority}, which must find children who are missing education.`,
    cites: citationInWords({ source: 'EA 1996', at: 'section 436A', mark: 'inferred' }),
    mark: 'inferred',
  }
  return [school, home]
}
