// One chronology of both sides: the case's own events, what the school did and the rules found, in the order of days.
import { type RuleId, ruleInWords } from '../../absences/finding.ts'
import { findingKey } from '../../absences/pages/asked.ts'
import { inWords, localDate } from '../../calendar/local-date.ts'
import { checkInWords, inWordsOfResult } from '../../enquiries/enquiry.ts'
import type { AroundRow, Written } from '../store.ts'
import { conclusionInWords, eventInWords, levelsInWords, type Told } from '../words.ts'
import { moment } from './case-work.ts'

/** What a line is about, to look for it by. */
export const kinds = {
  checks: 'Checks',
  contacts: 'Contacts and visits',
  decisions: 'Decisions and reviews',
  'getting-in': 'Getting in',
  letters: 'Letters',
  notes: 'Notes and what is waited for',
  school: 'School and register',
} as const
export type Kind = keyof typeof kinds
export const isKind = (text: string | undefined): text is Kind =>
  text !== undefined && Object.hasOwn(kinds, text)

export type Item = Told & {
  kind: Kind
  /** Somebody else wrote it since this person last looked. */
  isNew?: boolean
  byId?: string | undefined
  school: boolean
  who: string
  when: string
  on: string
  at: number
  /** Where a finding is explained, and what the link says by itself. */
  why?: { href: string; text: string } | undefined
}

/** Newest first, or oldest first. Takes the child's token, for the way to what explains a finding. */
export function chronology(
  history: readonly Written[],
  around: readonly AroundRow[],
  oldestFirst: boolean,
  childToken: string,
): Item[] {
  const screened = new Set(around.filter(row => row.kind === 'screen').map(row => row.on_date))
  const items: Item[] = [
    ...history.map(event => ({
      ...eventInWords(event),
      kind: kindOf(event),
      byId: event.byId,
      school: event.side === 'school',
      who: event.by,
      when: moment(event.at, event.on),
      on: event.on as string,
      at: event.at.getTime(),
    })),
    // Where the screen itself may be read, the line that it was signed says the same again.
    ...around
      .filter(row => !(isSigning(row) && screened.has(row.on_date)))
      .map(row => ({
        ...aroundInWords(row),
        kind: 'school' as const,
        why: row.kind === 'finding' ? whyOf(row, childToken) : undefined,
        school: true,
        who: row.school ? `${row.by_name}, ${row.school}` : row.by_name,
        when: moment(row.at, localDate(row.on_date)),
        on: row.on_date,
        at: row.at.getTime(),
      })),
  ]
  items.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.at - b.at))
  // Turned round whole, so that what one step wrote at one moment is turned round too.
  return oldestFirst ? items : items.reverse()
}

function kindOf(event: Written): Kind {
  if (event.side === 'school' && event.type !== 'attendance-confirmed') return 'school'
  switch (event.type) {
    case 'check-asked':
    case 'check-answered':
    case 're-search-begun':
      return 'checks'
    case 'contact':
    case 'located':
    case 'whereabouts-lost':
      return 'contacts'
    case 'found-on-roll':
    case 'place-offered':
    case 'place-withdrawn':
    case 'not-started':
    case 'started-claimed':
    case 'attendance-confirmed':
    case 'tenth-day-confirmed':
    case 'not-attending':
      return 'getting-in'
    case 'note':
    case 'task-set':
    case 'task-done':
    case 'told-again':
      return 'notes'
    case 'received':
    case 'referral-added':
    case 'removal-added':
      return 'school'
    case 'recorded':
      return recordedKinds[event.what] ?? 'decisions'
    default:
      return 'decisions'
  }
}
const recordedKinds: Readonly<Partial<Record<Extract<Written, { type: 'recorded' }>['what'], Kind>>> = {
  check: 'checks',
  visit: 'contacts',
  family: 'contacts',
  place: 'getting-in',
  letter: 'letters',
}

/**
 * What the authority wrote before the child was protected may say where the child is: for a viewer who may not open what is protected
 * only that something was written stays, and when. The school's own lines are held back where they are read.
 */
export const heldBack = (items: readonly Item[], protectedAt: Date): Item[] =>
  items.map(item =>
    item.school || item.at > protectedAt.getTime()
      ? item
      : {
          ...item,
          title: 'Written before the child was protected',
          lines: ['For those who may open what is protected.'],
          who: item.byId === undefined ? 'Onroll' : item.who,
        },
  )

/** Marks what others wrote since a moment, and says how many lines that is. */
export function sinceLooked(
  items: readonly Item[],
  looked: Date,
  viewerId: string,
): { items: Item[]; many: number } {
  const marked = items.map(item => ({
    ...item,
    isNew: item.at > looked.getTime() && item.byId !== viewerId,
  }))
  return { items: marked, many: marked.filter(item => item.isNew).length }
}

/** What stands on a record that is linked with the child's: each line says whose it is. */
export const ofAnother = (items: readonly Item[], name: string): Item[] =>
  items.map(item => ({ ...item, who: `${item.who} (on the record of ${name})` }))

/** Several records' lines as one story, each record's own order kept where days are the same. */
export function inOneStory(parts: readonly (readonly Item[])[], oldestFirst: boolean): Item[] {
  const [own = [], ...others] = parts
  if (others.length === 0) return [...own]
  const way = oldestFirst ? 1 : -1
  return parts.flat().sort((a, b) => (a.on < b.on ? -way : a.on > b.on ? way : 0))
}

const whyOf = ({ data, on_date: on }: AroundRow, childToken: string) => ({
  href: `/children/${childToken}/why/${findingKey({ rule: text(data.rule), on })}`,
  text: `Why? ${ruleInWords[text(data.rule) as RuleId] ?? text(data.rule)}, ${inWords(localDate(on))}`,
})

/** The school's check that is the risk screen. */
const screenCheck = 'RS22'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const isSigning = (row: AroundRow): boolean => row.kind === 'enquiry' && row.data.check === screenCheck

function aroundInWords(row: AroundRow): Told {
  const { kind, data } = row
  const lines = (...given: string[]) => given.filter(line => line !== '')
  switch (kind) {
    case 'enquiry':
      return {
        title: checkInWords(text(data.check)),
        lines: lines(
          isSigning(row) ? 'Signed.' : inWordsOfResult(text(data.result)),
          text(data.asked) && `Asked: ${text(data.asked)}`,
          text(data.note),
        ),
      }
    case 'finding':
      return {
        title: ruleInWords[text(data.rule) as RuleId] ?? 'From the register',
        lines: lines(
          text(data.because),
          `Rule ${text(data.rule)}. ${text(data.cites)}`,
          text(data.ended) && `No longer so: ${text(data.ended)}`,
        ),
      }
    case 'return':
      return { title: `Return sent: ${text(data.reference)}`, lines: [`Rule ${text(data.rule)}`] }
    case 'screen':
      return {
        title: 'Risk screen signed',
        lines: lines(
          levelsInWords[text(data.level) as keyof typeof levelsInWords] ?? text(data.level),
          data.danger === true ? 'Danger now' : '',
        ),
      }
    case 'conclusion':
      return {
        title: 'The school’s conclusion of the joint enquiries, signed',
        lines: lines(conclusionInWords(text(data.outcome)), text(data.reasons)),
      }
    case 'removal':
      return {
        title:
          text(data.kind) === 'already made'
            ? 'Removed from the register'
            : 'Removal from the register asked for',
        lines: lines(
          text(data.ground) && `Ground given: ${text(data.ground)}`,
          `Outcome: ${text(data.decision)}`,
        ),
      }
    default:
      kind satisfies never
      return { title: '', lines: [] }
  }
}
