// One of the files that follow a leaver: what was done with it, and what is done next.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { recordFileStep } from '../files/actions.ts'
import { type FileKind, stepInWords, stepsFrom } from '../files/files-due.ts'
import { filesOf, type StepRow, seesSafeguarding, stepsOf } from '../files/store.ts'
import { fileNames, fileTag, kindOfSlug, leaverAt } from './follows.ts'
import { hiddenPlace, hidesNextPlace, nameOf } from './words.ts'

export const leaverFilePage: Page = {
  path: '/leavers/:removal/files/:kind',
  allow: 'removal.ask',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const { left } = await leaverAt(db, viewer, params.removal!)
    const kind = kindAsked(request)
    const day = readDate(body, 'doneOn')
    if (day === undefined) return view(request, [{ field: 'doneOn', text: 'Enter a real date' }])
    const done = await recordFileStep(db, viewer, left, {
      kind,
      what: text(body, 'what'),
      doneOn: day === 'empty' ? undefined : day,
      how: text(body, 'how'),
      sentTo: text(body, 'sentTo'),
      says: text(body, 'says'),
    })
    if (!done.ok)
      return view(
        request,
        done.problems.map(({ field, says }) => ({ field, text: says })),
      )
    return redirect(
      `/leavers/${params.removal}`,
      done.already ? 'That was written down before.' : `Written down: ${fileNames[kind].toLowerCase()}.`,
    )
  },
}

function kindAsked({ params, viewer }: Request): FileKind {
  const kind = kindOfSlug(params.kind!)
  if (!kind || (kind === 'safeguarding file' && !seesSafeguarding(viewer))) throw new NotFound('file')
  return kind
}

async function view(request: Request, errors: readonly FormError[]) {
  const { db, viewer, params, body } = request
  const today = request.today as LocalDate
  const { row, left } = await leaverAt(db, viewer, params.removal!)
  const kind = kindAsked(request)
  const file = (await filesOf(db, viewer, left)).find(one => one.kind === kind)
  if (!file) throw new NotFound('file')
  const steps = await stepsOf(db, viewer, file.id)
  const isTyped = errors.length > 0
  const isHidden = await hidesNextPlace(db, viewer, row.child_id)
  const mayWrite = kind !== 'safeguarding file' || viewer.role === 'dsl'
  return {
    template: 'leavers/pages/leaver-file.njk',
    child: row.child_id,
    errors,
    data: {
      heading: fileNames[kind],
      pageTitle: fileNames[kind],
      name: nameOf(row),
      school: row.school,
      back: { href: `/leavers/${row.token}` },
      tag: fileTag(file, today),
      because: file.because,
      isSafeguarding: kind === 'safeguarding file',
      transferHref: kind === 'transfer file' ? `/leavers/${row.token}/transfer-file` : undefined,
      steps: steps.map(step => stepShown(step, isHidden)),
      choices: mayWrite
        ? stepsFrom(file.state, kind).map(value => ({ value, text: stepInWords[value] }))
        : [],
      values: {
        what: text(body, 'what'),
        how: text(body, 'how'),
        sentTo: text(body, 'sentTo'),
        says: text(body, 'says'),
      },
      boxes: dateBoxes('doneOn', isTyped ? { body } : { day: today }),
    },
  }
}

const whats: Readonly<Record<string, string>> = {
  due: 'Due',
  prepared: 'Prepared',
  sent: 'Sent',
  received: 'Received: confirmed',
  archived: 'Kept here',
  'not needed': 'There is none',
}

const stepShown = (step: StepRow, isHidden: boolean) => ({
  on: inWords(step.done_on),
  what: whats[step.what] ?? step.what,
  // To whom it went, and the name of a transfer file, say where the child is.
  says:
    isHidden && (step.sent_to ?? step.says ?? step.how)
      ? hiddenPlace
      : [
          step.how && `How: ${step.how}.`,
          step.sent_to &&
            (step.what === 'received' ? `Confirmed by ${step.sent_to}.` : `To ${step.sent_to}.`),
          step.says,
        ]
          .filter(Boolean)
          .join(' '),
  by: `${step.by_name}, ${inWords(step.on_date)}`,
})
