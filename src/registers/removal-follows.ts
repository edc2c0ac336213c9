/** What must follow when a name comes off a register, and what goes on when it may not. */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { transferFileSchoolDays } from '../law/absence-limits.ts'
import { byInWords } from '../law/answering.ts'
import { inForce } from '../law/dated.ts'
import {
  childProtectionFile,
  type Destination,
  transferDestination,
  transferFile,
} from '../law/roll-clocks.ts'
import { citationInWords, type Mark } from '../law/source.ts'
import { type Ground, type GroundFacts, isReturnExempt } from './ground.ts'
import { type Law, law } from './ground-demand.ts'

export type Follows = {
  readonly does: string
  /** The day by which, where there is one and the term dates reach it. */
  readonly due?: LocalDate
  readonly rule: string
  readonly cites: string
  readonly mark: Mark
}

const returnLaw = law('T-11', 'Regs 2024', 'regulation 13(4)', 'read')
const exception = law('T-11a', 'Regs 2024', 'regulation 13(5) and (6)', 'second-hand')
const transfer = law('T-21', 'PupInfo', 'common transfer file', 'second-hand')
const lost = law('T-22', 's2s guide', 'lost pupils', 'second-hand')
const transferOut = law('T-23', 's2s guide', 'destinations outside the maintained sector', 'unverified')
const protection = law('T-24', 'KCSIE26', 'paragraphs 150 to 151', 'second-hand')
const workers = law('T-05', 'WT', 'pupils with a social worker or youth justice worker', 'second-hand')
const plan = law('T-20', 'EHE19', 'a plan and a mainstream school', 'second-hand')
const letter = law('LET-10', 'Onroll', 'letter to the parents', 'inferred')
const identify = law('L-01', 'EA 1996', 'section 436A', 'read')
const homeAuthority = law('OQ-7', 'EA 1996', 'section 436A: the authority where the child lives', 'inferred')
const copyOfNotice = law('T-16', 'CME24', 'page 7', 'second-hand')
const together = law('T-18', 'KCSIE26', 'elective home education', 'unverified')
const goesOn = law('T-12', 'Regs 2024', 'regulation 9: for no other reason', 'second-hand')
const spoken = law('T-17', 'CME24', 'page 7', 'second-hand')

const follows = (at: Law, does: string, due?: LocalDate): Follows => ({
  does,
  ...(due !== undefined && { due }),
  rule: at.rule,
  cites: citationInWords(at.cite),
  mark: at.cite.mark,
})

/** In the order in which it is done. */
export function whatFollows(ground: Ground, facts: GroundFacts, allowed: boolean): Follows[] {
  return allowed ? afterwards(ground, facts) : meanwhile(ground, facts)
}

function meanwhile(ground: Ground, { evidence }: GroundFacts): Follows[] {
  const stays = follows(goesOn, 'The name stays on the register, which is marked as before.')
  if (ground.code !== 'R9-F' || evidence.notice !== 'spoken') return [stays]
  return [stays, follows(spoken, 'Tell the authority at the earliest opportunity what the parent said.')]
}

function afterwards(ground: Ground, facts: GroundFacts): Follows[] {
  const { evidence, proposedOn } = facts
  const isDeath = ground.code === 'R9-K' || ground.code === 'R9-3-DIED'
  return [
    isReturnExempt(facts)
      ? follows(
          exception,
          'No deletion return is due: the pupil left the most senior class at the end of the school year.',
        )
      : follows(
          returnLaw,
          'Send the deletion return to the authority of the school, no later than the removal.',
          proposedOn,
        ),
    ...(evidence.livesInAnotherAuthority
      ? [
          follows(
            homeAuthority,
            'Send a copy to the authority where the child lives, and say so to both.',
            proposedOn,
          ),
        ]
      : []),
    ...(ground.code === 'R9-F'
      ? [follows(copyOfNotice, 'Send a copy of the parent’s letter with the return.', proposedOn)]
      : []),
    ...(isDeath ? [] : files(ground, facts)),
    ...people(ground, facts),
    isDeath
      ? follows(letter, 'Send nothing to the family. Stop every letter, message and call that is waiting.')
      : follows(letter, 'Write to the parents: the day, the ground, whom to call, and their rights.'),
    ...(isDeath ? [] : looking(ground, facts)),
  ]
}

/** The transfer file and the child protection file, by the clocks of the law. */
function files(ground: Ground, facts: GroundFacts): Follows[] {
  const { proposedOn, evidence, calendar } = facts
  const next = nextPlace(ground, facts)
  const destination = destinations[next] ?? 'not known'
  const { due } = transferFile({ calendar, removedOn: proposedOn, destination })
  const { code } = transferDestination(destination)
  const by = byInWords(due, `${inForce(transferFileSchoolDays, proposedOn).value} school days`)
  const file =
    destination === 'not known'
      ? follows(lost, `Upload a lost-pupil transfer file at once (destination ${code}).`, due)
      : destination === 'another school'
        ? follows(transfer, `Send the transfer file to the new school ${by}.`, due)
        : follows(transferOut, `Upload the transfer file with the destination ${code} ${by}.`, due)
  if (!evidence.childProtectionFile) return [file]
  if (next !== 'school' && next !== 'elsewhere') {
    const says =
      'Keep the child protection file securely until there is a school to send it to; ask the authority.'
    return [file, follows(protection, says)]
  }
  const sent = childProtectionFile({ calendar, movedOn: proposedOn }).due!
  const says = `Send the child protection file separately and securely to the new school’s safeguarding lead by ${inWords(sent)}, and get a receipt.`
  return [file, follows(protection, says, sent)]
}

const destinations: Readonly<Record<string, Destination>> = {
  school: 'another school',
  elsewhere: 'outside the maintained sector',
  home: 'outside the maintained sector',
}

/** Where the child goes next, as far as it is confirmed. */
function nextPlace(ground: Ground, { evidence }: GroundFacts): string {
  if (ground.code === 'R9-H' || ground.code === 'R9-I' || ground.code === 'R9-3-ABSENT') return 'not known'
  if (evidence.next !== undefined) return String(evidence.next)
  const known: Readonly<Record<string, string>> = {
    'R9-A': 'school',
    'R9-C': 'school',
    'R9-D': 'school',
    'R9-E': 'home',
    'R9-F': 'home',
  }
  return known[ground.code] ?? 'not known'
}

function people(ground: Ground, { evidence, proposedOn }: GroundFacts): Follows[] {
  return [
    ...(evidence.ehcp
      ? [
          follows(
            plan,
            'Tell the authority’s SEN team, which reviews the education, health and care plan.',
            proposedOn,
          ),
        ]
      : []),
    ...(evidence.socialWorker && evidence.socialWorkerToldOn === undefined
      ? [follows(workers, 'Tell the social worker or youth justice worker the same day.', proposedOn)]
      : []),
    ...(evidence.lookedAfter && evidence.virtualSchoolToldOn === undefined
      ? [follows(workers, 'Tell the Virtual School the same day.', proposedOn)]
      : []),
    ...(ground.code === 'R9-F' && (evidence.ehcp || evidence.socialWorker)
      ? [
          follows(
            together,
            'Offer a meeting of school, authority, the professionals and the parents. It does not hold the removal back.',
          ),
        ]
      : []),
  ]
}

/** Does anybody know where the child is educated now? If not, the authority looks from the same day. */
function looking(ground: Ground, facts: GroundFacts): Follows[] {
  if (!ground.compulsoryAge || isPlaceConfirmed(ground, facts)) return []
  const says =
    ground.code === 'R9-H' || ground.code === 'R9-I'
      ? 'The authority’s case stays open and it goes on looking: a removal answers nothing.'
      : 'No next school or provision is confirmed: the authority opens a possible CME record the same day.'
  return [follows(identify, says, facts.proposedOn)]
}

/** Is it confirmed that the child has a school or other education to go to? Of some grounds that is a part. */
export function isPlaceConfirmed(ground: Ground, { evidence }: GroundFacts): boolean {
  if (['R9-A', 'R9-C', 'R9-D', 'R9-E'].includes(ground.code)) return true
  // Educated at home is presumed suitable until the authority finds otherwise; over age there is nothing to look for.
  if (['R9-F', 'R9-L'].includes(ground.code)) return true
  return evidence.nextConfirmed === true && evidence.next !== 'not known' && evidence.next !== undefined
}
