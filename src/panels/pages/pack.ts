// The pack of a meeting: each case on one page, with the least that the question needs. Printed and returned.
import type { Page } from '../../access/page.ts'
import { ageOn } from '../../calendar/age.ts'
import { dateInWords, inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import type { Level } from '../../cases/clocks.ts'
import { nameOf } from '../../cases/pages/case-work.ts'
import { levelsInWords, stateLabel } from '../../cases/words.ts'
import { confidentiality, panelKinds } from '../panel.ts'
import { agendaOf, panelByToken } from '../store.ts'

export const packPage: Page = {
  path: '/panels/:panel/pack',
  allow: 'panel.record',
  shows: 'children',
  section: 'Panels',
  async get({ db, viewer, params }) {
    const panel = await panelByToken(db, viewer, params.panel!)
    const agenda = await agendaOf(db, viewer, panel.id)
    return {
      template: 'panels/pages/pack.njk',
      children: agenda.map(item => item.child_id),
      data: {
        heading: `${panelKinds[panel.kind].title}: pack`,
        back: { href: `/panels/${panel.token}`, text: 'The agenda' },
        on: inWords(localDate(panel.meets_on)),
        confidentiality,
        cases: agenda.map((item, index) => ({
          number: index + 1,
          // A protected child is spoken of by the reference alone: paper is left on tables.
          name: item.protected
            ? `${item.reference}, a protected child`
            : `${nameOf(item)}, ${item.reference}`,
          age: item.date_of_birth
            ? `${ageOn(localDate(item.date_of_birth), viewer.today as LocalDate)} years old`
            : 'Age not known',
          level: levelsInWords[item.level as Level],
          state: `${stateLabel(item.state)}, opened ${dateInWords(localDate(item.opened_on))}, owner ${item.owner_name ?? 'nobody yet'}`,
          question: item.question,
          summary: item.summary,
          untried: item.untried,
          good: item.good,
          broughtBy: item.brought_name,
        })),
      },
    }
  },
}
