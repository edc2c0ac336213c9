// One chronology of both sides: the case's own events, what the school did and the rules found, in the order of days.
import { localDate } from '../../calendar/local-date.ts'
import { checkInWords, inWordsOfResult } from '../../enquiries/enquiry.ts'
import type { AroundRow, Written } from '../store.ts'
import { conclusionInWords, eventInWords, levelsInWords, type Told } from '../words.ts'
import { moment } from './case-work.ts'

export type Item = Told & { school: boolean; who: string; when: string; on: string; at: number }

/** Newest first, or oldest first. */
export function chronology(
  history: readonly Written[],
  around: readonly AroundRow[],
  oldestFirst: boolean,
): Item[] {
  const items: Item[] = [
    ...history.map(event => ({
      ...eventInWords(event),
      school: event.side === 'school',
      who: event.by,
      when: moment(event.at, event.on),
      on: event.on as string,
      at: event.at.getTime(),
    })),
    ...around.map(row => ({
      ...aroundInWords(row),
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

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function aroundInWords({ kind, data }: AroundRow): Told {
  const lines = (...given: string[]) => given.filter(line => line !== '')
  switch (kind) {
    case 'enquiry':
      return {
        title: checkInWords(text(data.check)),
        lines: lines(
          inWordsOfResult(text(data.result)),
          text(data.asked) && `Asked: ${text(data.asked)}`,
          text(data.note),
        ),
      }
    case 'finding':
      return {
        title: `Register: ${text(data.because)}`,
        lines: lines(
          `Rule ${text(data.rule)}. ${text(data.cites)}`,
          text(data.ended) && `No longer so: ${text(data.ended)}`,
        ),
      }
    case 'return':
      return { title: `Statutory return ${text(data.reference)}`, lines: [`Rule ${text(data.rule)}`] }
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
