// Are brothers and sisters in? Those of this school by name; of another school only that it was asked, and its own answer.
import type { Page } from '../../access/page.ts'
import { familyNow } from '../../children/family/actions.ts'
import { whereNow } from '../../children/family/store.ts'
import { registerSays } from '../../children/pages/family-shown.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { childByToken } from '../../children/store.ts'
import { siblingAnswers } from '../../enquiries/siblings/actions.ts'

export const siblingsPage: Page = {
  path: '/pupils/:child/today/siblings',
  allow: 'school.day',
  shows: 'children',
  section: 'Today',
  async get(request) {
    const { db, viewer, params } = request
    const child = await childByToken(db, viewer, params.child!)
    const family = await familyNow(db, viewer, child.id)
    const likely = (family?.relatives ?? []).filter(one => one.strength !== 'little').slice(0, 12)
    const here = await whereNow(
      db,
      viewer,
      likely.map(one => one.id),
    )
    const { asked, answers } = await siblingAnswers(db, viewer, { childId: child.id, since: viewer.today })
    const at = `/pupils/${child.token}`
    return {
      template: 'today/pages/siblings.njk',
      children: [child.id, ...here.map(one => one.child_id)],
      data: {
        heading: 'Are brothers and sisters in?',
        childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
        back: { href: `${at}/today`, text: 'Back to the child’s day' },
        protected: family === undefined,
        here: here.map(one => ({
          name: `${one.preferred_forename ?? one.forename} ${one.surname}`,
          href: `/pupils/${one.token}`,
          says: registerSays(one, viewer.today).says,
          away: registerSays(one, viewer.today).away,
        })),
        askAt: `${at}/ask-siblings`,
        askedToday: asked.length > 0,
        answers: answers.map(one => ({
          from: one.by_name,
          on: dayInWords(one.done_on),
          says: one.note ?? '',
        })),
        stepAt: `${at}/today/step`,
        reasonsAt: `${at}/family`,
      },
    }
  },
}
