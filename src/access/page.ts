// A page of ours: the platform's page, with our viewer and our access matrix.
import type {
  PageRequest,
  OpenPage as PlatformOpenPage,
  Redirect,
  StaffPage,
  View,
} from '../platform/web/page.ts'
import type { Action } from './actions-allowed.ts'
import type { LinkRow } from './links/store.ts'
import type { Viewer } from './viewer.ts'

export type Page = StaffPage<Viewer, Action>
export type OpenPage = PlatformOpenPage
export type Request = PageRequest<Viewer>

/** What a page behind a one-time link is given. Its transaction can read that one link and add answers to it. */
export type LinkRequest = Omit<PageRequest<Viewer>, 'factorAt' | 'upload' | 'query' | 'params'> & {
  link: LinkRow
  /** `/link/SECRET`: where the link's own page is; its steps are under it. */
  address: string
  /** The step in the address, where there is one. */
  step: string | undefined
  /** What was answered before by this link, oldest first. */
  answers: readonly { answers: Readonly<Record<string, unknown>>; at: Date }[]
  /** Keeps what was sent, as it was sent, before anything follows from it. */
  answered(answers: Readonly<Record<string, unknown>>): Promise<void>
  /** Goes on as the system of the link's authority: what follows from an answer, in the same transaction. */
  asSystem<T>(work: (system: Viewer) => Promise<T>): Promise<T>
  /** The link has served. Its page can still be seen in the same browser until its last day, with `link.endedWhy`. */
  end(why: string): Promise<void>
}
/** A page behind a one-time link, by what kind of link it is. After the second check, in that one browser. */
export type LinkPage = {
  kind: string
  get(request: LinkRequest): Promise<View | Redirect>
  post(request: LinkRequest): Promise<View | Redirect>
}
