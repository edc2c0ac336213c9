// A name put back on the register: asked for by anyone at the school, decided by the headteacher, with both dates in sight.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken, enrolmentsOf } from '../../children/store.ts'
import { groundInWords } from '../../law/deletion-grounds.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { askForReinstatement, decideReinstatement } from '../actions.ts'
import { endedEnrolment, type ReinstatementRow, reinstatementsOfChild } from '../store.ts'

const kinds: readonly ReinstatementRow['kind'][] = ['taken off in error', 'the child is back']
const kindInWords: Readonly<Record<ReinstatementRow['kind'], { text: string; hint: string }>> = {
  'taken off in error': {
    text: 'It was taken off in error',
    hint: 'The name goes back as if it had stayed. The deletion return shows as superseded.',
  },
  'the child is back': {
    text: 'The child has come back',
    hint: 'The name is entered again from today. A new pupil return is due in 5 days. What was before stays as it was.',
  },
}

export const reinstatePage: Page = {
  path: '/pupils/:child/reinstate',
  allow: 'removal.ask',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const kind = text(body, 'kind') as ReinstatementRow['kind']
    const why = text(body, 'why')
    const decision = text(body, 'decision')
    const errors: FormError[] = []
    if (!kinds.includes(kind)) errors.push({ field: 'kind', text: 'Choose what happened' })
    if (why === '') errors.push({ field: 'why', text: 'Say why the name goes back' })
    if (why.length > 2000) errors.push({ field: 'why', text: 'Use 2,000 characters or fewer' })
    if (errors.length > 0) return view(request, errors)
    const at = `/pupils/${child.token}/reinstate`
    if (!may(viewer, 'removal.approve')) {
      const asked = await askForReinstatement(db, viewer, { childId: child.id, kind, why })
      if (!asked.allowed)
        return view(
          request,
          asked.refusals.map(one => ({ field: 'why', text: one.says })),
        )
      return redirect(
        at,
        asked.value.already ? 'It was asked for before.' : 'Asked. The headteacher decides.',
      )
    }
    const decided = await decideReinstatement(db, viewer, {
      childId: child.id,
      kind,
      putBack: decision !== 'no',
      why,
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'why', text: one.says })),
      )
    if (decided.value.step === 'not done') return redirect(at, 'The name stays off the register.')
    if (decided.value.already) return redirect(at, 'The name was put back before.')
    return redirect(at, 'The name is back on the register here. Now mend your own system.')
  },
}

async function view(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const [ended, history, enrolments] = await Promise.all([
    endedEnrolment(db, viewer, child.id),
    reinstatementsOfChild(db, viewer, child.id),
    enrolmentsOf(db, viewer, child.id),
  ])
  const asked =
    ended &&
    history.find(
      row =>
        row.step === 'asked' &&
        !row.decided &&
        row.enrolment_id === ended.id &&
        row.leaving_date === ended.leaving_date,
    )
  const done = history.find(row => row.step === 'done')
  const isHead = may(viewer, 'removal.approve')
  const chosen = text(body, 'kind') || asked?.kind || ''
  return {
    template: 'joiners/pages/reinstate.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Put this name back on the register',
      pageTitle: 'Put a name back on the register',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: viewer.schools.length > 1 ? (ended?.school ?? enrolments[0]?.school) : undefined,
      back: { href: `/pupils/${child.token}` },
      isHead,
      ended: ended && {
        left: inWords(ended.leaving_date),
        ground: ended.ground
          ? groundInWords(ended.ground)
          : (ended.ground_as_received ?? 'None that can be read'),
        file: ended.file_name ?? undefined,
        today: inWords(viewer.today as LocalDate),
      },
      asked: asked && {
        says: asked.why,
        by: `${asked.by_name}, ${inWords(asked.on_date)}`,
        kind: kindInWords[asked.kind].text,
      },
      kinds: kinds.map((value, index) => ({
        id: index === 0 ? 'kind' : `kind-${index + 1}`,
        value,
        text: kindInWords[value].text,
        hint: { text: kindInWords[value].hint },
        checked: chosen === value,
      })),
      why: text(body, 'why'),
      // Two facts side by side: what was decided here, and what the school's own system says until it is mended.
      both: done && {
        here:
          done.kind === 'taken off in error'
            ? `On the register, put back on ${inWords(done.on_date)} by ${done.by_name}.`
            : `Entered again on ${inWords(done.on_date)} by ${done.by_name}.`,
        before: `Off the register on ${inWords(done.leaving_date)}${done.ground ? `, ground: ${groundInWords(done.ground)}` : ''}.`,
        system: done.leaving_now
          ? done.kind === 'taken off in error'
            ? `Your own system says again that the name came off on ${inWords(done.leaving_now)}. Mend it there: the next pupil list brings it here.`
            : 'Enter the name again in your own system, from the same day.'
          : `Your own system may still have the leaving date, ${dateInWords(done.leaving_date)}. Take it out there; the next pupil list brings it here, and if it still has the date, this page says so.`,
        why: done.why,
      },
      history: history.map(row => ({
        says: `${row.step === 'asked' ? 'Asked for' : row.step === 'done' ? 'Put back' : 'Not put back'}: ${row.why}`,
        on: `${inWords(row.on_date)}, ${row.by_name}`,
      })),
    },
  }
}
