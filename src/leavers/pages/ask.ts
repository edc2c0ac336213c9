// Ask to take a name off the register: the facts that the ground asks for, with what is there and what is missing.
import type { Page, Request } from '../../access/page.ts'
import { childByToken } from '../../children/store.ts'
import { deletionGround } from '../../law/deletion-grounds.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import type { RemovalFacts } from '../../registers/removal.ts'
import { askForRemoval, groundsAskedHere, guardToday, otherGroundsSay } from '../actions.ts'
import { removalsOfChild } from '../store.ts'
import { sidesOf } from './conclusion.ts'
import { happened, linesOf, nameOf, stateOf } from './words.ts'

const chosen = ['R9-I', 'R9-H', 'other'] as const
type Chosen = (typeof chosen)[number]
const asFacts: Readonly<Record<Chosen, string>> = {
  'R9-I': 'Away for 20 school days',
  'R9-H': 'Not back after leave',
  other: 'Something else',
}

export const askPage: Page = {
  path: '/pupils/:child/removal',
  allow: 'removal.ask',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const asked = await askForRemoval(db, viewer, { childId: child.id, ground: text(body, 'ground') })
    if (!asked.allowed)
      return view(
        request,
        asked.refusals.map(({ says }) => ({ field: 'ask', text: says })),
      )
    return redirect(
      `/leavers/${asked.value.token}`,
      asked.value.allowed
        ? 'Everything that the ground needs is there. The headteacher decides now.'
        : 'The removal is refused. What is missing is listed here and kept.',
    )
  },
}

async function view(request: Request, errors: readonly FormError[]) {
  const { db, viewer, params, query, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const guard = await guardToday(db, viewer, child.id)
  if (!guard) throw new NotFound('enrolment')
  const { enrolment, facts, conclusions } = guard
  const before = await removalsOfChild(db, viewer, child.id)
  const at = `/pupils/${child.token}/removal`
  const wanted = query.ground ?? text(body, 'ground')
  const shown = chosen.find(one => one === wanted) ?? likely(facts)
  const ground = groundsAskedHere.find(code => code === shown)
  const lines = ground ? linesOf(facts[ground]) : []
  return {
    template: 'leavers/pages/ask.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Take a name off the register',
      pageTitle: 'Take a name off the register',
      name: nameOf(child),
      school: enrolment.school,
      back: { href: `/pupils/${child.token}` },
      choices: chosen.map(one => ({ text: asFacts[one], href: `${at}?ground=${one}`, here: one === shown })),
      ground: ground && deletionGround(ground),
      lines,
      shownCount: lines.filter(line => line.isShown).length,
      otherGroundsSay,
      sides: sidesOf(conclusions),
      isHead: viewer.role === 'headteacher',
      conclusionHref: `/pupils/${child.token}/conclusion`,
      enquiriesHref: `/pupils/${child.token}/enquiries`,
      before: before.map(row => ({
        href: `/leavers/${row.token}`,
        happened: happened(row),
        state: stateOf(row),
      })),
    },
  }
}

/** Where leave has just been overrun, that is the likelier question; else the continuous absence. */
function likely(facts: Readonly<Record<'R9-H' | 'R9-I', RemovalFacts>>): Chosen {
  const leave = facts['R9-H'].leave
  return leave && !facts['R9-I'].run && !facts['R9-H'].inSchoolAgainOn ? 'R9-H' : 'R9-I'
}
