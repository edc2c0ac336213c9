// The roll checks made, and asking about another list.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { notText } from '../../matching/lists/list-text.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { askAboutList, rowsKeptDays } from '../actions.ts'
import { readList, rowsMax } from '../list.ts'
import { checksOf } from '../store.ts'
import { askers, isAsker, number } from '../words.ts'
import { dayOf } from './parts.ts'

const uploadBytesMax = 10_000_000

export const rollChecksPage: Page = {
  path: '/roll-checks',
  allow: 'child.search',
  shows: 'no child',
  section: 'Children',
  uploadBytesMax,
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, body, upload, now } = request
    const { asked, errors: others } = readAsked(request)
    const errors: FormError[] = []
    const bytes = upload?.fieldName === 'file' ? upload.bytes : undefined
    const not = bytes && notText(bytes)
    if (!bytes) errors.push({ field: 'file', text: 'Choose a file' })
    else if (not) errors.push({ field: 'file', text: `The file is ${not}` })
    const name = text(body, 'name') || (upload?.fileName ?? '').replace(/\.[a-z]{2,4}$/i, '')
    if (name.length > 100) errors.push({ field: 'name', text: 'Use 100 characters or fewer for the name' })
    // In the order in which the page asks.
    errors.push(...others)
    if (errors.length > 0 || !bytes || !asked) return view(request, errors)
    const list = readList(bytes)
    if ('refused' in list) return view(request, [{ field: 'file', text: list.refused }])
    const decision = await askAboutList(db, viewer, { ...asked, name, now }, { rows: list.rows, bytes })
    if (!decision.allowed)
      return view(
        request,
        decision.refusals.map(refusal => ({ field: 'file', text: refusal.says })),
      )
    const { token, already } = decision.value
    const left = list.problems.filter(problem => problem.severity === 'held').length
    return redirect(
      `/roll-checks/${token}`,
      already
        ? 'This very list is here already. Nothing is checked twice.'
        : left > 0
          ? `${number(left)} ${left === 1 ? 'row' : 'rows'} could not be read and ${left === 1 ? 'was' : 'were'} left out: ${list.problems
              .filter(problem => problem.severity === 'held')
              .slice(0, 10)
              .map(problem => `line ${problem.line}`)
              .join(', ')}${left > 10 ? ' and others' : ''}.`
          : undefined,
    )
  },
}

/** Who asks and what for, from a form; the same for a list and for one child. */
export function readAsked({ body }: Request) {
  const [askedBy, asker, purpose] = [text(body, 'asked-by'), text(body, 'asker'), text(body, 'purpose')]
  const errors: FormError[] = []
  if (!isAsker(askedBy)) errors.push({ field: 'asked-by', text: 'Choose who asks' })
  if (purpose === '') errors.push({ field: 'purpose', text: 'Write what the answer is for' })
  if (purpose.length > 500) errors.push({ field: 'purpose', text: 'Use 500 characters or fewer' })
  if (asker.length > 100) errors.push({ field: 'asker', text: 'Use 100 characters or fewer' })
  return { asked: isAsker(askedBy) ? { askedBy, asker, purpose } : undefined, errors }
}

/** The fields of who asks, filled again. */
export const askedFields = ({ body }: Request) => ({
  askers: Object.entries(askers).map(([value, label]) => ({
    value,
    text: label,
    checked: value === text(body, 'asked-by'),
  })),
  asker: text(body, 'asker'),
  purpose: text(body, 'purpose'),
})

async function view(request: Request, errors: readonly FormError[]) {
  const { db, viewer, body } = request
  const checks = await checksOf(db, viewer)
  return {
    template: 'rollchecks/pages/list.njk',
    errors,
    data: {
      heading: 'Roll checks',
      back: { href: '/children', text: 'Find a child' },
      ...askedFields(request),
      name: text(body, 'name'),
      rowsMax: number(rowsMax),
      keptDays: rowsKeptDays,
      decides: may(viewer, 'match.decide'),
      checks: checks.map(check => ({
        href: `/roll-checks/${check.token}`,
        name: check.name,
        asker: askers[check.asked_by],
        received: `${dayOf(check.received_at)}, ${check.received_name}`,
        rows: number(check.row_count),
        state: stateSays(check),
      })),
    },
  }
}

function stateSays(check: { state: string; rows_done: number; row_count: number }): string {
  if (check.state === 'checking') return `${number(check.rows_done)} of ${number(check.row_count)} checked`
  return check.state === 'checked' ? 'Checked' : 'Rows deleted'
}
