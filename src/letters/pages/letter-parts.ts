// What the pages about letters share.
import type { Request } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { type ChildRow, openingNow } from '../../children/store.ts'
import type { LetterWork } from '../actions.ts'
import type { Block } from '../merge.ts'
import { stateInWords } from '../message.ts'
import type { LetterListed } from '../store.ts'
import type { Channel } from '../template.ts'

export const dayInWords = (day: string | null | undefined): string =>
  day ? dateInWords(day as LocalDate) : ''

export const wayInWords: Readonly<Record<Channel, string>> = {
  post: 'post',
  email: 'email',
  text: 'text message',
}

/** The head of a page about a child's letters, for a school and for the authority. */
export function letterFrame(viewer: Viewer, child: ChildRow) {
  const first = child.preferred_forename ?? child.forename
  return {
    childName: `${first} ${child.surname}`,
    first,
    at: `/pupils/${child.token}/letters`,
    childAt: `/${viewer.side === 'school' ? 'pupils' : 'children'}/${child.token}`,
    contactsAt: viewer.side === 'school' ? `/pupils/${child.token}/contacts` : `/children/${child.token}`,
    protected: child.protected,
  }
}

/** Where a page leads back to: an address of ours that the page before named, or nothing. */
export function backOf(request: Request): string | undefined {
  const { back } = request.query
  return back && /^\/(?![/\\])[\w\-./?=&%#]*$/.test(back) ? back : undefined
}
export const withBack = (path: string, back: string | undefined): string =>
  back ? `${path}?back=${encodeURIComponent(back)}` : path

/** May this viewer read the letter's text? Once a child is protected, not one that names who it was sent to. */
export async function mayRead(request: Request, { letter, child }: LetterWork): Promise<boolean> {
  if (!child.protected || letter.recipient === null) return true
  return (await openingNow(request.db, request.viewer, child.id)) !== undefined
}

/** A block as a template prints it. */
export const blockShown = (block: Block) => ({
  kind: block.kind,
  text: block.kind === 'list' ? '' : block.text,
  items: block.kind === 'list' ? block.items : [],
})

/** The letter on paper, as the page shows it and the PDF prints it. */
export function sheetOf({ letter, rendered, template }: LetterWork, today: string) {
  return {
    title: rendered.title,
    date: dayInWords(letter.sent_on ?? today),
    to: template.byHand
      ? []
      : [
          ...(rendered.recipient ? [rendered.recipient] : []),
          ...(rendered.address?.split('\n') ?? []),
        ].flatMap(line => line.split(/,\s*/)),
    blocks: rendered.blocks,
    largePrint: letter.large_print,
    madeAt: letter.written_at,
  }
}

/** How a letter stands, in words: by each way, or what it waits for. */
export function standing(letter: Pick<LetterListed, 'state' | 'ways' | 'sent_on'>): string {
  if (letter.state === 'draft') return 'Draft, not sent'
  if (letter.state === 'waits') return 'Stopped until somebody confirms it: the child is protected'
  if (letter.state === 'stopped') return 'Not sent: a person decided so'
  return letter.ways
    .map(way => `By ${wayInWords[way.channel]}: ${stateInWords[way.state].toLowerCase()}.`)
    .join(' ')
}
