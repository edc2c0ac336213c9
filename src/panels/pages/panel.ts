// One meeting: its agenda, what was decided, who came.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, localDate } from '../../calendar/local-date.ts'
import type { Level } from '../../cases/clocks.ts'
import { nameOf } from '../../cases/pages/case-work.ts'
import { levelsInWords } from '../../cases/words.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { closePanel } from '../actions.ts'
import { panelKinds } from '../panel.ts'
import { agendaOf, panelByToken } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const panel = await panelByToken(db, viewer, request.params.panel!)
  const agenda = await agendaOf(db, viewer, panel.id)
  const kind = panelKinds[panel.kind]
  return {
    template: 'panels/pages/panel.njk',
    children: agenda.map(item => item.child_id),
    data: {
      heading: kind.title,
      back: { href: '/panels', text: 'Panels' },
      asks: kind.asks,
      on: inWords(localDate(panel.meets_on)),
      where: [panel.starts_at, panel.place].filter(part => part !== '').join(', '),
      at: `/panels/${panel.token}`,
      rows: agenda.map(item => ({
        href: `/panels/${panel.token}/cases/${item.token}`,
        name: nameOf(item),
        reference: item.reference,
        level: levelsInWords[item.level as Level],
        urgent: item.level === 'act today',
        question: item.question,
        decision: item.decision_kind
          ? `${item.decision_kind === 'decided' ? '' : 'Put off: '}${item.decision}`
          : undefined,
        who: item.who ? `${item.who}${item.due ? `, by ${dateInWords(localDate(item.due))}` : ''}` : '',
      })),
      held: panel.held_at ? { by: panel.held_name, came: panel.came, apologies: panel.apologies } : undefined,
      mayClose: may(viewer, 'panel.record') && !panel.held_at && panel.meets_on <= viewer.today,
      came: text(body, 'came'),
      apologies: text(body, 'apologies'),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const panelPage: Page = {
  path: '/panels/:panel',
  allow: 'panel.see',
  shows: 'children',
  section: 'Panels',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, now } = request
    if (!may(viewer, 'panel.record')) return view(request)
    const panel = await panelByToken(db, viewer, request.params.panel!)
    const done = await closePanel(db, viewer, panel, {
      came: text(body, 'came').slice(0, 2000),
      apologies: text(body, 'apologies').slice(0, 2000),
      now,
    })
    if (!done.allowed)
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: 'came', text: says })),
      )
    return redirect(`/panels/${panel.token}`, 'The panel is closed')
  },
}
