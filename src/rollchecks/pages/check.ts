// One roll check: how far it has come, the counts first, and what the list is expected to have wrong.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dayInWords } from '../../children/pages/protected-parts.ts'
import { type FormErrors, redirect } from '../../platform/web/page.ts'
import { askAgain } from '../actions.ts'
import { expectedErrors } from '../answer.ts'
import { checkEventsOf, countsOf, heldCount } from '../store.ts'
import { aboutHowMany, askers, isAsker, number, outOf100 } from '../words.ts'
import { aboutCheck, checkOf, dayOf } from './parts.ts'

const eventInWords: Readonly<Record<string, string>> = {
  received: 'Asked',
  checked: 'Checked to the end',
  'taken away': 'Answer downloaded',
  'rows deleted': 'Rows deleted',
  'asked again': 'Asked again, among the children of that day',
  'sent again': 'The same list came again, and was not checked twice',
  'case begun': 'A record made, to open a case',
}

export const rollCheckPage: Page = {
  path: '/roll-checks/:rollcheck',
  allow: 'child.search',
  shows: 'no child',
  section: 'Children',
  async get(request) {
    return view(request)
  },
  async post(request) {
    const { db, viewer, now } = request
    const check = await checkOf(request)
    const decision = await askAgain(db, viewer, check.id, now)
    if (!decision.allowed)
      return view(
        request,
        decision.refusals.map(refusal => ({ field: 'again', text: refusal.says })),
      )
    return redirect(`/roll-checks/${check.token}`, 'Asked again, among the children of today.')
  },
}

/** For whom and what for, where that was said with the step itself. */
function forWhom({ askedBy, asker, purpose }: Readonly<Record<string, string | number>>): string {
  if (typeof askedBy !== 'string' || !isAsker(askedBy)) return ''
  return `. ${askers[askedBy]}${asker ? `, ${asker}` : ''}: ${purpose}`
}

async function view(request: Request, errors: FormErrors = []) {
  const { db, viewer } = request
  const check = await checkOf(request)
  const events = await checkEventsOf(db, viewer, check.id)
  const isDeleted = check.state === 'deleted'
  const live = await countsOf(db, viewer, check.id)
  const counts = { ...live, ...(isDeleted ? check.counts : {}) }
  const held = isDeleted ? 0 : await heldCount(db, viewer, check.id)
  const expected = expectedErrors(counts)
  const about = aboutCheck(check)
  return {
    template: 'rollchecks/pages/check.njk',
    errors,
    data: {
      heading: check.name,
      // A list may be called by a child's name.
      pageTitle: 'A roll check',
      back: { href: '/roll-checks', text: 'Roll checks' },
      ...about,
      purpose: check.purpose,
      received: `${dayOf(check.received_at)}, ${check.received_name}`,
      steps: ['Received', 'Checking', 'Checked'].map((text, i) => {
        const here = check.state === 'checking' ? 1 : 2
        return { text, here: i === here, done: i < here }
      }),
      isChecking: check.state === 'checking',
      isChecked: check.state === 'checked',
      mayDownload: may(viewer, 'match.decide'),
      isDeleted,
      isList: check.is_list,
      done: number(check.rows_done),
      rows: number(check.row_count),
      numbers: [
        { n: number(counts.onRoll), text: 'on a roll', href: `${about.at}/on-a-roll` },
        { n: number(counts.look), text: 'need a look', href: `${about.at}/needs-a-look` },
        { n: number(counts.none), text: 'on no roll', href: `${about.at}/on-no-roll` },
      ],
      certain: number(counts.certain),
      probable: number(counts.probable),
      held: held > 0 ? number(held) : undefined,
      expected: {
        hidden: aboutHowMany(expected.hidden),
        hiddenIsSmall: expected.hidden < 0.5,
        falseFlags: aboutHowMany(expected.falseFlags),
        falseFlagsAreSmall: expected.falseFlags < 0.5,
        share: outOf100(expected.falseFlagShare),
        hasNone: counts.none > 0,
        hasOnRoll: counts.onRoll > 0,
      },
      deletedOn: dayInWords(check.delete_rows_on),
      events: events.map(event => ({
        says: `${eventInWords[event.what] ?? event.what}${event.detail.rows === undefined ? '' : `, ${number(Number(event.detail.rows))} ${event.detail.rows === 1 ? 'row' : 'rows'}`}${forWhom(event.detail)}`,
        who: `${event.by_name}, ${dayOf(event.at)}`,
      })),
    },
  }
}
