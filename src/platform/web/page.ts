// What a page is. A page without `allow` and `shows` does not compile; a page that shows a child and does not say
// which does not compile either. The platform asks whether the person may, opens the transaction, and writes the
// look down, from these two lines.
import type { Clock } from '../clock.ts'
import type { Sql, Tx } from '../db.ts'

/** One mistake in a form: which field (its id), and what to do about it, in the field's words. */
export type FormError = { field: string; text: string }
export type FormErrors = readonly FormError[]

export type Upload = { fieldName: string; fileName: string; bytes: Buffer }

/** What a page's code is given. `V` is the viewer; a page for the signed-out has none. */
export type PageRequest<V> = {
  db: Tx
  viewer: V
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string | undefined>>
  /** The posted fields; a field sent several times is a list. */
  body: Readonly<Record<string, string | string[] | undefined>>
  upload?: Upload
  today: string
  now: Date
  /** When the person last proved their second factor in this session. */
  factorAt: Date | undefined
  /** The connection pool, the clock, and what else the app was made with: for work that must not wait in this transaction. */
  services: { sql: Sql; clock: Clock; demonstration: boolean; publicUrl: string }
}

export type ViewData = { heading: string } & Record<string, unknown>
/** A page to show: a template named by where it is under src, and everything it prints. */
export type View = {
  template: string
  data: ViewData
  status?: number
  errors?: FormErrors
}
export type ChildView = View & { child: string; why?: string }
export type ChildrenView = View & { children: readonly string[] }
/** Go there next, perhaps with a sentence for the notification banner. */
export type Redirect = {
  redirect: string
  says?: string
  cookie?: { name: string; value: string | null }
  /** Takes from the browser, with the cookie, what told one visitor from another: somebody must not be seen to have been here. */
  forgetVisitor?: true
}
/** A file for the browser to keep. */
export type Download = {
  fileName: string
  type: string
  content: string | Buffer
  children: readonly string[]
}

export const redirect = (to: string, says?: string): Redirect =>
  says === undefined ? { redirect: to } : { redirect: to, says }

type Handlers<V, Result> = {
  get?: (request: PageRequest<V>) => Promise<Result | Redirect>
  post?: (request: PageRequest<V>) => Promise<Result | Redirect>
}

/** Several addresses for one page are several pages. `path` is Fastify's: '/pupils/:child'. */
type Base<A> = {
  path: string
  /** The action of the access matrix that this page is. */
  allow: A
  /** Which part of the service navigation is lit. */
  section?: string
  /** Takes one uploaded file, of at most this many bytes. */
  uploadBytesMax?: number
}

export type StaffPage<V, A extends string> =
  | (Base<A> & { shows: 'no child' } & Handlers<V, View>)
  | (Base<A> & { shows: 'one child' } & Handlers<V, ChildView | Redirect>)
  | (Base<A> & { shows: 'children' } & Handlers<V, ChildrenView | Download>)

/** A page for anyone, signed in or not. It cannot reach a tenant table: its transaction has no viewer. */
export type OpenPage = {
  path: string
  allow: 'anyone'
  shows: 'no child'
  section?: string
  /** The name of a cookie of this page's own; what it holds comes as the field `ownCookie`. */
  cookie?: string
  /** A crowd may press it: it is answered a few at a time, so that those who are signed in do not wait behind it. */
  crowd?: true
} & Handlers<undefined, View>

export const isRedirect = (result: object): result is Redirect => 'redirect' in result
export const isDownload = (result: object): result is Download => 'fileName' in result

/** One field of a posted form as trimmed text; '' when absent; the first when sent twice. */
export function text(body: PageRequest<unknown>['body'], name: string): string {
  const value = body[name]
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()
}

/** All values of a field: checkboxes. */
export function texts(body: PageRequest<unknown>['body'], name: string): string[] {
  const value = body[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** The error about a field, for GOV.UK components: { text } or undefined. */
export function about(errors: FormErrors, field: string): { text: string } | undefined {
  const found = errors.find(error => error.field === field)
  return found && { text: found.text }
}
