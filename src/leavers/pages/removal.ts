// One removal: what was recorded, every reason against it with its law, what was asked and what was answered.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords, inWords } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect } from '../../platform/web/page.ts'
import { groundWithCode } from '../../registers/grounds.ts'
import { answersOf, type RemovalRow, removalByToken, removalsOfChild } from '../store.ts'
import { givenInWords } from './evidence-form.ts'
import { beginWhatFollows, filesView, leaverAt } from './follows.ts'
import {
  byLaw,
  childHref,
  groundOf,
  happened,
  hiddenPlace,
  hidesNextPlace,
  nameOf,
  stateOf,
  withoutPlace,
} from './words.ts'

export const removalPage: Page = {
  path: '/leavers/:removal',
  allow: 'removals.see',
  shows: 'one child',
  section: 'Leavers and joiners',
  async post(request) {
    const { db, viewer, params } = request
    if (!may(viewer, 'removal.ask')) throw new NotFound('removal')
    const { row } = await leaverAt(db, viewer, params.removal!)
    await beginWhatFollows(request, row)
    return redirect(`/leavers/${row.token}`, 'The files that must follow are listed here.')
  },
  async get(request) {
    const { db, viewer, params } = request
    const row = await removalByToken(db, viewer, params.removal!)
    if (!row) throw new NotFound('removal')
    const decision =
      row.decided === 'approved'
        ? (await removalsOfChild(db, viewer, row.child_id)).find(one => one.follows === row.id)
        : undefined
    const answers = await answersOf(db, viewer, row.id)
    const questions = row.facts.questions ?? []
    const isHidden = await hidesNextPlace(db, viewer, row.child_id)
    const shown = (says: string) => withoutPlace(says, isHidden ? row.facts.destination : undefined)
    return {
      template: 'leavers/pages/removal.njk',
      child: row.child_id,
      data: {
        heading: headingOf(row),
        pageTitle: headingOf(row),
        name: nameOf(row),
        back: { href: '/leavers', text: 'All removals' },
        state: stateOf(row),
        happened: happened(row),
        next: nextOf(viewer, row),
        decidedHref: decision && `/leavers/${decision.token}`,
        following: await filesView(request, row),
        rows: rowsOf(viewer, row, isHidden),
        isMade: row.kind === 'already made',
        isRefused: row.decision === 'refused',
        reasons: byLaw(row.refusals.map(one => ({ ...one, says: shown(one.says) }))),
        given: givenOf(row, isHidden),
        follows:
          row.decision === 'allowed'
            ? (row.facts.follows ?? []).map(({ does, cites }) => ({ does, cites }))
            : [],
        isOff: row.step === 'approved' || row.decided === 'approved',
        questions: questions.map(({ id, asks }) => ({
          asks: shown(asks),
          answers: answers
            .filter(answer => answer.question === asks)
            .map(answer => ({
              says: isHidden && id !== 'ground' ? hiddenPlace : answer.answer,
              by: `${answer.by_name}, ${inWords(answer.on_date)}`,
            })),
        })),
      },
    }
  },
}

/** What the school gave for a ground without joint enquiries. */
function givenOf(row: RemovalRow, isHidden: boolean) {
  if (isHidden && row.facts.evidence !== undefined) return [{ key: 'What was given', text: hiddenPlace }]
  const ground = groundWithCode(row.ground ?? '')
  return ground && row.facts.evidence !== undefined
    ? givenInWords(ground.fields, row.facts.evidence as Readonly<Record<string, unknown>>)
    : []
}

function headingOf(row: RemovalRow): string {
  if (row.kind === 'already made') return 'A name taken off the register'
  if (row.step === 'approved') return 'Name taken off the register'
  return row.decision === 'refused' ? 'Removal refused' : 'Removal asked for'
}

/** What waits for this person, if anything does. */
function nextOf(
  viewer: Viewer,
  row: RemovalRow,
): { says: string; href?: string; button?: string } | undefined {
  const at = `/leavers/${row.token}`
  if (row.kind === 'already made') {
    if (row.decision !== 'flagged') return undefined
    if (!may(viewer, 'removal.answer')) {
      return row.answered ? undefined : { says: 'The school has been asked and has not answered yet.' }
    }
    return row.answered
      ? { says: 'You have answered. You can add to it.', href: `${at}/answer`, button: 'Answer again' }
      : {
          says: 'The authority has been told of this removal. Answer the questions below.',
          href: `${at}/answer`,
          button: 'Answer the questions',
        }
  }
  if (row.step !== 'asked' || row.decided) return undefined
  if (row.decision === 'refused') {
    return {
      says: 'The name stays on the register. Nothing comes off by time alone: ask again when everything below is there.',
      ...(may(viewer, 'removal.ask') && {
        href: `/pupils/${row.child_token}/removal${row.ground ? `?ground=${row.ground}` : ''}`,
        button: 'See what is missing now',
      }),
    }
  }
  return may(viewer, 'removal.approve')
    ? {
        says: 'Everything that the ground needs is there. You decide.',
        href: `${at}/approve`,
        button: 'Read and decide',
      }
    : {
        says: 'Everything that the ground needs is there. The headteacher decides; until then the name stays on.',
      }
}

function rowsOf(viewer: Viewer, row: RemovalRow, isHidden: boolean) {
  const { facts } = row
  return [
    { key: 'Child', text: nameOf(row), href: childHref(viewer, row.child_token) },
    { key: 'School', text: row.school },
    {
      key: row.kind === 'already made' ? 'Name off on' : 'Asked for the day',
      text: inWords(row.proposed_on),
    },
    { key: 'Ground', text: groundOf(row) },
    ...(may(viewer, 'destination.record')
      ? [
          {
            key: 'Next place',
            text: 'Where the child goes next, and whether it is confirmed',
            href: `/pupils/${row.child_token}/destination`,
          },
        ]
      : []),
    ...(facts.groundAsReceived ? [{ key: 'Ground as received', text: facts.groundAsReceived }] : []),
    ...(row.kind === 'already made'
      ? [
          {
            key: 'Next place, as the file has it',
            text: facts.destination ? (isHidden ? hiddenPlace : facts.destination) : 'None given',
          },
          // Where the family went is not for the school they left to learn here.
          ...(viewer.side === 'authority'
            ? [{ key: 'On another register here', text: facts.isOnAnotherRoll ? 'Yes' : 'No' }]
            : []),
        ]
      : []),
    ...(facts.caseOpened
      ? [
          {
            key: 'What Onroll did',
            text: `Told the authority on ${dateInWords(row.on_date)}. The authority now looks for the child.`,
          },
        ]
      : []),
    ...(facts.why ? [{ key: 'The headteacher’s words', text: facts.why }] : []),
    { key: 'Recorded', text: `${inWords(row.on_date)}, ${row.by_name}` },
  ]
}
